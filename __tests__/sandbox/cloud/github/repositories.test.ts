import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../../../sandbox/cloud/cloud";
import { anonymous } from "../../../../sandbox/cloud/github";
import { developer, newCloud, refusalOf, withRepository } from "./harness";

describe("a repository", () => {
  test("starts with GitHub's defaults, nine labels and, with auto_init, one commit", () => {
    const { github, bot } = withRepository();
    expect(github.repositories.get(...bot)).toMatchObject({
      full_name: "acme/bot",
      private: true,
      default_branch: "main",
      has_issues: true,
      allow_merge_commit: true,
      squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
      clone_url: "https://github.com/acme/bot.git",
      security_and_analysis: { secret_scanning: { status: "disabled" } },
    });
    expect(github.issues.labels(...bot).map((label) => label.name)).toEqual([
      "bug",
      "documentation",
      "duplicate",
      "enhancement",
      "good first issue",
      "help wanted",
      "invalid",
      "question",
      "wontfix",
    ]);
    expect(github.git.commits(...bot).map((commit) => commit.message)).toEqual(["Initial commit"]);
    expect(Buffer.from(github.contents.get(...bot, "README.md").content, "base64").toString()).toBe(
      "# bot\n",
    );
  });

  test("has a name of its own in whatever case, and is found in any", () => {
    const { github } = withRepository();
    expect(refusalOf(() => github.repositories.create("acme", { name: "BOT" }))).toEqual({
      status: 422,
      reason: "Repository creation failed.",
      errors: [
        {
          resource: "Repository",
          field: "name",
          code: "custom",
          message: "name already exists on this account",
        },
      ],
    });
    expect(github.repositories.get("ACME", "Bot").name).toBe("bot");
    expect(refusalOf(() => github.repositories.create("acme", { name: "no spaces" })).errors).toMatchObject([
      { message: "name is invalid" },
    ]);
  });

  test("answers 404 when it is missing, and the refusal tells the call", () => {
    const { github } = withRepository();
    expect(() => github.repositories.get("acme", "ghost")).toThrow(
      "GET https://api.github.com/repos/acme/ghost: 404 Not Found",
    );
    expect(refusalOf(() => github.repositories.create("nobody", { name: "x" })).status).toBe(404);
  });

  test("is hidden from who has no token while private, and read only for anybody", () => {
    const { cloud, github, bot } = withRepository();
    const stranger = cloud.github.as(anonymous);
    expect(refusalOf(() => stranger.repositories.get(...bot)).status).toBe(404);
    github.repositories.update(...bot, { visibility: "public" });
    expect(stranger.repositories.get(...bot).visibility).toBe("public");
    expect(refusalOf(() => stranger.issues.addComment(...bot, 1, "hi"))).toMatchObject({
      status: 401,
      reason: "Requires authentication",
    });
    expect(refusalOf(() => cloud.github.as(developer).repositories.delete(...bot))).toMatchObject({
      status: 403,
      reason: "Resource not accessible by personal access token",
    });
  });

  test("is found by its old name after a rename, until another takes that name", () => {
    const { github, bot } = withRepository();
    github.repositories.update(...bot, { name: "robot" });
    expect(github.repositories.get(...bot)).toMatchObject({
      name: "robot",
      html_url: "https://github.com/acme/robot",
    });
    const taken = github.repositories.create("acme", { name: "bot" });
    expect(github.repositories.get(...bot).id).toBe(taken.id);
    expect(refusalOf(() => github.repositories.update("acme", "robot", { name: "BOT" }))).toMatchObject({
      status: 422,
      reason: "Validation Failed",
    });
  });

  test("takes as default branch only one that exists, and keeps one merge method", () => {
    const { github, bot } = withRepository();
    expect(
      refusalOf(() => github.repositories.update(...bot, { default_branch: "trunk" })).errors,
    ).toMatchObject([
      { message: expect.stringMatching(/^The branch trunk was not found\. Please push that ref first/) },
    ]);
    const none = { allow_merge_commit: false, allow_squash_merge: false, allow_rebase_merge: false };
    expect(refusalOf(() => github.repositories.update(...bot, none)).errors).toMatchObject([
      { message: "Sorry, you need to allow at least one merge strategy. (no_merge_method)" },
    ]);
  });

  test("is read only once archived", () => {
    const { github, bot } = withRepository();
    github.repositories.update(...bot, { archived: true });
    expect(refusalOf(() => github.issues.createLabel(...bot, { name: "x", color: "000000" }))).toMatchObject({
      status: 403,
      reason: "Repository was archived so is read-only.",
    });
    expect(refusalOf(() => github.repositories.update(...bot, { description: "x" })).status).toBe(403);
    expect(github.repositories.update(...bot, { archived: false }).archived).toBe(false);
  });

  test("has topics in GitHub's form only", () => {
    const { github, bot } = withRepository();
    expect(github.repositories.replaceTopics(...bot, ["python"])).toEqual(["python"]);
    expect(refusalOf(() => github.repositories.replaceTopics(...bot, ["Python"])).errors).toEqual([
      "Topic 'Python' must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.",
    ]);
    const many = Array.from({ length: 21 }, (_, index) => `t${index}`);
    expect(refusalOf(() => github.repositories.replaceTopics(...bot, many)).errors).toEqual([
      "A repository cannot have more than 20 topics.",
    ]);
  });
});

describe("security settings", () => {
  test("Dependabot's updates need its alerts, and go off with them", () => {
    const { github, bot } = withRepository();
    expect(github.repositories.vulnerabilityAlerts(...bot)).toBe(false);
    expect(refusalOf(() => github.repositories.setAutomatedSecurityFixes(...bot, true))).toMatchObject({
      status: 422,
      reason: "Vulnerability alerts must be enabled to configure Dependabot security updates.",
    });
    github.repositories.setVulnerabilityAlerts(...bot, true);
    github.repositories.setAutomatedSecurityFixes(...bot, true);
    expect(github.repositories.automatedSecurityFixes(...bot).enabled).toBe(true);
    github.repositories.setVulnerabilityAlerts(...bot, false);
    expect(github.repositories.automatedSecurityFixes(...bot).enabled).toBe(false);
  });

  test.each([
    ["advanced_security", "Advanced security has not been purchased."],
    ["secret_scanning", "Secret scanning is not available for this repository."],
    [
      "secret_scanning_push_protection",
      "Secret scanning push protection is not available for this repository.",
    ],
  ])("%s of a private repository needs the product", (setting, reason) => {
    const wanted = { security_and_analysis: { [setting]: { status: "enabled" } } };
    const poor = withRepository({ products: false });
    expect(refusalOf(() => poor.github.repositories.update(...poor.bot, wanted))).toMatchObject({
      status: 422,
      reason,
    });
    const rich = withRepository();
    const after = rich.github.repositories.update(...rich.bot, wanted).security_and_analysis;
    expect(after).toMatchObject({ [setting]: { status: "enabled" } });
  });

  test("public repositories have secret scanning free and must not send advanced security", () => {
    const { github, bot } = withRepository({ products: false, isPrivate: false });
    const scanning = { security_and_analysis: { secret_scanning: { status: "enabled" as const } } };
    const shown = github.repositories.update(...bot, scanning).security_and_analysis;
    expect(shown).toEqual({
      secret_scanning: { status: "enabled" },
      secret_scanning_push_protection: { status: "disabled" },
    });
    const advanced = { security_and_analysis: { advanced_security: { status: "enabled" as const } } };
    expect(refusalOf(() => github.repositories.update(...bot, advanced)).reason).toBe(
      "Advanced security is always available for public repos.",
    );
  });

  test("internal repositories belong to enterprises", () => {
    const cloud = newCloud({ plan: "team" });
    const github = cloud.github.as(cloud.github.tokenOwner);
    expect(
      refusalOf(() => github.repositories.create("acme", { name: "x", visibility: "internal" })).reason,
    ).toBe("Only organizations associated with an enterprise can set visibility to internal");
  });
});

describe("the world", () => {
  test("survives being written and read: same ids, shas and times", () => {
    const { cloud } = withRepository();
    const copy = JSON.parse(JSON.stringify(cloud.github));
    expect(copy).toEqual(cloud.github.toJSON());
    expect(JSON.stringify(withRepository().cloud.github)).toBe(JSON.stringify(cloud.github));
  });

  test("of LingoBot has its organisation, teams and people", () => {
    const cloud = Cloud.open(join(mkdtempSync(join(tmpdir(), "github-")), "sandbox.json"));
    const github = cloud.github.as(cloud.github.tokenOwner);
    expect(github.organizations.organization("lingobot").plan.name).toBe("enterprise");
    expect(
      github.organizations.teams("lingobot").map(({ slug, members }) => [slug, members.map((m) => m.login)]),
    ).toEqual([
      ["platform", ["ada", "grace", "linus"]],
      ["developers", ["grace", "linus"]],
    ]);
    expect(github.organizations.membership("lingobot", "ada").role).toBe("admin");
    expect(github.organizations.user("octocat").login).toBe("octocat");
    expect(refusalOf(() => github.organizations.organization("other")).status).toBe(404);
  });

  test("is the same after it was saved and opened", () => {
    const { cloud, github, bot } = withRepository();
    cloud.save();
    const file = (cloud as unknown as { file: string }).file;
    const again = Cloud.open(file);
    expect(again.github.as(again.github.tokenOwner).repositories.get(...bot)).toEqual(
      github.repositories.get(...bot),
    );
  });

  test("a call that shall fail fails, and clients that retry get over it", () => {
    const { cloud, github, bot } = withRepository();
    cloud.faults.failCalls({ cloud: "github", status: 502, path: "/repos/acme/bot", times: 3 });
    expect(refusalOf(() => github.repositories.get(...bot)).status).toBe(502);
    expect(cloud.github.as(cloud.github.tokenOwner, 3).repositories.get(...bot).name).toBe("bot");
    cloud.faults.failCalls({ cloud: "github", status: 429 });
    expect(refusalOf(() => cloud.github.as(cloud.github.tokenOwner, 3).repositories.get(...bot)).status).toBe(
      429,
    );
  });
});
