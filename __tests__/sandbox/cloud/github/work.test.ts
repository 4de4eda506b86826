import { workflowToken } from "../../../../sandbox/cloud/github";
import { CLASSIC_PROTECTION } from "./classic-protection";
import { developer, headOf, mainRuleset, pullRequestRule, refusalOf, withRepository } from "./harness";

describe("issues and labels", () => {
  test("a label has a colour and a name of its own", () => {
    const { github, bot } = withRepository();
    const make =
      (name: string, color: string, description = "") =>
      () =>
        github.issues.createLabel(...bot, { name, color, description });
    expect(refusalOf(make("BUG", "ffffff")).errors).toEqual([
      { resource: "Label", code: "already_exists", field: "name" },
    ]);
    expect(refusalOf(make("x", "red")).errors).toEqual([
      { resource: "Label", code: "invalid", field: "color" },
    ]);
    expect(refusalOf(make("x", "ffffff", "d".repeat(101))).errors).toMatchObject([{ field: "description" }]);
    expect(make("size/S", "00ff00")().url).toBe("https://api.github.com/repos/acme/bot/labels/size/S");
    expect(make("two words", "00ff00")().url).toBe(
      "https://api.github.com/repos/acme/bot/labels/two%20words",
    );
    expect(github.issues.updateLabel(...bot, "size/s", { name: "size/M" }).name).toBe("size/M");
    github.issues.deleteLabel(...bot, "size/M");
    expect(refusalOf(() => github.issues.label(...bot, "size/M")).status).toBe(404);
  });

  test("an issue is numbered, labelled, assigned and commented", () => {
    const { github, bot } = withRepository();
    const milestone = github.issues.createMilestone(...bot, { title: "1.0" });
    expect(refusalOf(() => github.issues.createMilestone(...bot, { title: "1.0" })).errors).toMatchObject([
      { code: "already_exists" },
    ]);
    const body = {
      title: "Fix",
      labels: ["bug", "new one"],
      assignees: ["grace"],
      milestone: milestone.number,
    };
    expect(github.issues.create(...bot, body)).toMatchObject({ number: 1, user: "ada", milestone: 1 });
    expect(github.issues.label(...bot, "new one").color).toBe("ededed");
    const comment = github.issues.addComment(...bot, 1, "first");
    github.issues.updateComment(...bot, comment.id, "second");
    expect(github.issues.comments(...bot, 1).map((each) => each.body)).toEqual(["second"]);
    expect(github.issues.addLabels(...bot, 1, ["bug", "size/S"])).toEqual(["bug", "new one", "size/S"]);
    expect(github.issues.removeLabel(...bot, 1, "bug")).toEqual(["new one", "size/S"]);
    expect(refusalOf(() => github.issues.removeLabel(...bot, 1, "bug")).reason).toBe("Label does not exist");
    expect(github.issues.update(...bot, 1, { state: "closed" }).state).toBe("closed");
    expect(
      refusalOf(() => github.issues.create(...bot, { title: "x", assignees: ["ghost"] })).errors,
    ).toMatchObject([{ field: "assignees" }]);
  });

  test("are off where they are switched off", () => {
    const { github, bot } = withRepository();
    github.repositories.update(...bot, { has_issues: false });
    expect(refusalOf(() => github.issues.create(...bot, { title: "x" }))).toMatchObject({
      status: 410,
      reason: "Issues has been disabled in this repository.",
    });
  });
});

describe("a pull request", () => {
  function opened() {
    const world = withRepository();
    const { cloud, github, bot } = world;
    github.contents.put(...bot, "app.py", "a\nb\nc\n", { message: "start" });
    github.git.createRef(...bot, "refs/heads/feature", headOf(github));
    const dev = cloud.github.as(developer);
    dev.git.push(...bot, "feature", {
      message: "work",
      changes: { "app.py": "a\nB\nc\nd\n", "new.py": "1\n" },
    });
    const pull = dev.pulls.create(...bot, { title: "Work", head: "feature", base: "main" });
    return { ...world, dev, pull };
  }

  test("is opened once, between branches that differ", () => {
    const { github, bot, pull } = opened();
    expect(pull).toMatchObject({
      number: 1,
      state: "open",
      user: { login: "grace" },
      head: { ref: "feature" },
    });
    const open = (head: string, base = "main") =>
      refusalOf(() => github.pulls.create(...bot, { title: "x", head, base })).errors;
    expect(open("feature")).toMatchObject([{ message: "A pull request already exists for acme:feature." }]);
    expect(open("main")).toMatchObject([{ message: "No commits between main and main" }]);
    expect(open("nope")).toMatchObject([{ field: "head", code: "invalid" }]);
    expect(open("feature", "nope")).toMatchObject([{ field: "base", code: "invalid" }]);
  });

  test("counts the lines that it changes", () => {
    const { github, bot } = opened();
    expect(github.pulls.files(...bot, 1)).toEqual([
      { filename: "app.py", status: "modified", additions: 2, deletions: 1, changes: 3 },
      { filename: "new.py", status: "added", additions: 1, deletions: 0, changes: 1 },
    ]);
  });

  test("is merged when rules are met, and leaves a merge commit", () => {
    const { cloud, github, bot, dev } = opened();
    github.contents.put(...bot, "other.py", "x\n", { message: "meanwhile" });
    const required_status_checks = [{ context: "All Pass", integration_id: 15368 }];
    const checks = { type: "required_status_checks", parameters: { required_status_checks } };
    github.rulesets.create(...bot, mainRuleset([pullRequestRule, checks]));
    const merge = () => dev.pulls.merge(...bot, 1);
    expect(refusalOf(merge)).toMatchObject({
      status: 405,
      reason:
        'Repository rule violations found\n\nAt least 1 approving review is required by reviewers with write access.\n\nRequired status check "All Pass" is expected.\n\n',
    });
    expect(refusalOf(() => dev.pulls.review(...bot, 1, "APPROVE")).errors).toEqual([
      "Can not approve your own pull request",
    ]);
    github.pulls.review(...bot, 1, "REQUEST_CHANGES");
    expect(refusalOf(merge).reason).toContain("Changes have been requested.");
    github.pulls.review(...bot, 1, "APPROVE");
    const head_sha = headOf(github, "feature");
    cloud.github
      .as(workflowToken)
      .activity.createCheckRun(...bot, { name: "All Pass", head_sha, conclusion: "success" });
    const { sha } = merge();
    const commit = github.git.commit(...bot, "main");
    expect(commit.sha).toBe(sha);
    expect(commit.parents).toHaveLength(2);
    expect(commit.message).toBe("Merge pull request #1 from acme/feature\n\nWork");
    expect(Object.keys(github.git.files(...bot, "main")).sort()).toEqual([
      "README.md",
      "app.py",
      "new.py",
      "other.py",
    ]);
    expect(github.pulls.get(...bot, 1)).toMatchObject({
      merged: true,
      state: "closed",
      merge_commit_sha: sha,
    });
    expect(refusalOf(merge).reason).toBe("Pull Request is not mergeable");
  });

  test("approvals of older commits count unless stale ones are dismissed", () => {
    const { github, bot, dev } = opened();
    const parameters = { required_approving_review_count: 1, dismiss_stale_reviews_on_push: true };
    github.rulesets.create(...bot, mainRuleset([{ type: "pull_request", parameters }]));
    github.pulls.review(...bot, 1, "APPROVE");
    dev.git.push(...bot, "feature", { message: "more", changes: { "new.py": "2\n" } });
    expect(refusalOf(() => dev.pulls.merge(...bot, 1)).status).toBe(405);
    github.pulls.review(...bot, 1, "APPROVE");
    expect(dev.pulls.merge(...bot, 1).merged).toBe(true);
  });

  test("conflicts and methods that are off are refused", () => {
    const { github, bot, dev } = opened();
    const { sha } = github.contents.get(...bot, "app.py");
    github.contents.put(...bot, "app.py", "other\n", { message: "conflict", sha });
    expect(refusalOf(() => dev.pulls.merge(...bot, 1))).toMatchObject({
      status: 409,
      reason: "Merge conflict",
    });
    github.repositories.update(...bot, { allow_squash_merge: false });
    expect(refusalOf(() => dev.pulls.merge(...bot, 1, "squash")).reason).toBe(
      "Squash merges are not allowed on this repository.",
    );
  });

  test("squashed, it leaves one commit, and its branch goes where that is wanted", () => {
    const { github, bot, dev } = opened();
    github.repositories.update(...bot, { delete_branch_on_merge: true });
    github.rulesets.create(...bot, mainRuleset([{ type: "required_linear_history" }]));
    expect(refusalOf(() => dev.pulls.merge(...bot, 1)).reason).toContain("must not contain merge commits");
    dev.pulls.merge(...bot, 1, "squash");
    expect(github.git.commit(...bot, "main")).toMatchObject({
      message: "Work (#1)",
      parents: [expect.any(String)],
    });
    expect(github.git.branches(...bot).map((each) => each.name)).toEqual(["main"]);
  });
});

describe("what a pipeline reports", () => {
  test("deployments: newest first, a success retires the one before", () => {
    const { github, bot } = withRepository();
    const deploy = () => github.activity.createDeployment(...bot, { ref: "main", environment: "staging" });
    const [first, second] = [deploy(), deploy()];
    github.activity.addDeploymentStatus(...bot, first.id, { state: "success", environment_url: "https://x" });
    expect(refusalOf(() => github.activity.deleteDeployment(...bot, first.id)).reason).toMatch(
      /cannot delete an active/,
    );
    github.activity.addDeploymentStatus(...bot, second.id, { state: "success" });
    const listed = github.activity.deployments(...bot, "staging");
    expect(listed.map((each) => each.id)).toEqual([second.id, first.id]);
    expect(first.statuses.map((each) => each.state)).toEqual(["success", "inactive"]);
    expect(github.activity.deployments(...bot, "production")).toEqual([]);
    github.activity.deleteDeployment(...bot, first.id);
    expect(refusalOf(() => github.activity.deployment(...bot, first.id)).status).toBe(404);
    expect(refusalOf(() => github.activity.createDeployment(...bot, { ref: "nope" })).reason).toBe(
      "No commit found for SHA: nope",
    );
  });

  test("comments on commits", () => {
    const { github, bot } = withRepository();
    github.activity.addCommitComment(...bot, "main", "deployed");
    expect(github.activity.commitComments(...bot, headOf(github))).toMatchObject([
      { body: "deployed", user: "ada" },
    ]);
  });
});

describe("integrations", () => {
  test("webhooks hide their secret and are unique", () => {
    const { github, bot } = withRepository();
    const config = { url: "https://x", content_type: "json", insecure_ssl: "0", secret: "s3cret" };
    const body = { active: true, events: ["push"], config };
    const hook = github.integrations.createHook(...bot, body);
    expect(hook.config.secret).toBe("********");
    expect(refusalOf(() => github.integrations.createHook(...bot, body)).errors).toMatchObject([
      { message: "Hook already exists on this repository" },
    ]);
    expect(github.integrations.updateHook(...bot, hook.id, { ...body, active: false }).active).toBe(false);
    github.integrations.deleteHook(...bot, hook.id);
    expect(refusalOf(() => github.integrations.hook(...bot, hook.id)).status).toBe(404);
  });

  test("deploy keys are used once in all of GitHub, autolinks once in a repository", () => {
    const { github, bot } = withRepository();
    const key = { title: "k", key: "ssh-ed25519 AAAA me@host", read_only: true };
    expect(github.integrations.createKey(...bot, key).key).toBe("ssh-ed25519 AAAA");
    expect(refusalOf(() => github.integrations.createKey(...bot, key)).errors).toMatchObject([
      { message: "key is already in use" },
    ]);
    const link = { key_prefix: "LQ-", url_template: "https://x/<num>", is_alphanumeric: false };
    github.integrations.createAutolink(...bot, link);
    expect(refusalOf(() => github.integrations.createAutolink(...bot, link)).errors).toMatchObject([
      { code: "already_exists" },
    ]);
  });

  test("a published release makes its tag, a draft does not", () => {
    const { github, bot } = withRepository();
    const body = {
      tag_name: "v1",
      target_commitish: "main",
      name: "",
      body: "",
      draft: true,
      prerelease: false,
    };
    const release = github.releases.create(...bot, body);
    expect(github.git.refs(...bot, "tags/")).toEqual([]);
    github.releases.update(...bot, release.id, { ...body, draft: false });
    expect(github.git.refs(...bot, "tags/")).toMatchObject([{ ref: "refs/tags/v1" }]);
    const other = { ...body, draft: false };
    expect(refusalOf(() => github.releases.create(...bot, other)).errors).toMatchObject([
      { code: "already_exists" },
    ]);
    const lost = { ...other, tag_name: "v2", target_commitish: "nope" };
    expect(refusalOf(() => github.releases.create(...bot, lost)).errors).toMatchObject([
      { field: "target_commitish" },
    ]);
  });

  test("classic protection follows the plan and is unique by pattern", () => {
    const { github } = withRepository();
    const rule = github.branchProtections.create("acme", "bot", CLASSIC_PROTECTION);
    expect(refusalOf(() => github.branchProtections.create("acme", "bot", CLASSIC_PROTECTION)).reason).toBe(
      "Name already protected: main",
    );
    github.branchProtections.delete(rule.id);
    expect(refusalOf(() => github.branchProtections.get(rule.id)).status).toBe(404);
    const free = withRepository({ plan: "free" });
    expect(
      refusalOf(() => free.github.branchProtections.create("acme", "bot", CLASSIC_PROTECTION)).status,
    ).toBe(403);
    expect(refusalOf(() => github.branchProtections.create("acme", "ghost", CLASSIC_PROTECTION)).status).toBe(
      404,
    );
  });
});
