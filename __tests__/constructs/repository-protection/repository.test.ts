import { AllowedActions, type RepositoryProtectionProps } from "../../../constructs/repository-protection";
import { onlyResource, resourcesOf, synthesize } from "../synthesize";
import { githubStack, problems, protect, rendered } from "./fixture";

describe("the repository", () => {
  test("is created with a first commit, alerts on, and cannot be destroyed", () => {
    expect(onlyResource(rendered(), "github_repository")).toEqual({
      name: "lingobot",
      visibility: "private",
      auto_init: true,
      has_issues: true,
      has_wiki: false,
      has_projects: false,
      has_discussions: false,
      allow_merge_commit: true,
      allow_squash_merge: true,
      allow_rebase_merge: false,
      allow_auto_merge: true,
      allow_update_branch: true,
      delete_branch_on_merge: true,
      squash_merge_commit_title: "PR_TITLE",
      squash_merge_commit_message: "PR_BODY",
      archive_on_destroy: false,
      vulnerability_alerts: true,
      lifecycle: { prevent_destroy: true, ignore_changes: ["auto_init"] },
    });
  });

  test("takes what is given, and text stays text", () => {
    const json = rendered({
      description: "Costs ${money}",
      homepageUrl: "https://lingobot.example",
      topics: ["fastapi"],
      deletionProtection: false,
    });

    expect(onlyResource(json, "github_repository")).toMatchObject({
      description: "Costs $${money}",
      homepage_url: "https://lingobot.example",
      topics: ["fastapi"],
      lifecycle: { prevent_destroy: false },
    });
  });

  test("is adopted by an import, without a first commit of its own", () => {
    const json = rendered({ adopt: true }) as unknown as { import: { id: string; to: string }[] };

    expect(json.import).toMatchObject([
      { id: "lingobot", to: expect.stringMatching(/^github_repository\./) },
    ]);
    expect(onlyResource(json as never, "github_repository")).not.toHaveProperty("auto_init");
    expect(onlyResource(json as never, "github_branch_default")).not.toHaveProperty("rename");
  });

  test("tells its names", () => {
    const repository = protect();

    expect(repository.fullName).toBe("lingobot/lingobot");
    expect(repository.defaultBranch).toBe("main");
    expect(repository.branches.map((branch) => branch.name)).toEqual(["main", "staging", "develop"]);
    expect(repository.rulesets).toHaveLength(4);
  });

  test("leaves squash titles out when there are no squash merges", () => {
    const json = rendered({ merge: { squash: false, rebase: true } });

    expect(onlyResource(json, "github_repository")).not.toHaveProperty("squash_merge_commit_title");
  });
});

describe("branches", () => {
  test("start from the default branch, which is not a managed branch: it could not be destroyed", () => {
    const json = rendered();
    const branches = Object.values(resourcesOf(json, "github_branch"));

    expect(branches.map((branch) => [branch.branch, branch.source_branch])).toEqual([
      ["develop", "main"],
      ["staging", "main"],
    ]);
    expect(branches.map((branch) => branch.lifecycle)).toEqual([
      { prevent_destroy: true },
      { prevent_destroy: true },
    ]);
    expect(onlyResource(json, "github_branch_default")).toMatchObject({
      branch: "main",
      rename: true,
      lifecycle: { ignore_changes: ["rename"] },
    });
  });

  test("can be added, and start with the seeded files", () => {
    const json = rendered({ branches: [{ name: "main" }] }, (repository) => {
      repository.addBranch({ name: "next" });
      repository.seedFile({ path: "a.txt", content: "" });
    });

    expect(onlyResource(json, "github_branch").depends_on).toEqual([
      expect.stringMatching(/^github_branch_default\./),
      expect.stringMatching(/^github_repository_file\./),
    ]);
  });
});

describe("seeded files", () => {
  function file(
    path: string,
    content: string,
    message?: string,
    props: Partial<RepositoryProtectionProps> = {},
  ) {
    const json = rendered(props, (repository) =>
      repository.seedFile({ path, content, ...(message === undefined ? {} : { message }) }),
    );
    return onlyResource(json, "github_repository_file");
  }

  test("are committed once to the default branch without starting workflows, and then left alone", () => {
    expect(file("ci.yml", "on: ${{ x }} %{y}")).toEqual({
      repository: expect.stringMatching(/^\$\{github_repository\./),
      file: "ci.yml",
      content: "on: $${{ x }} %%{y}",
      commit_message: "chore: add ci.yml [skip ci]",
      overwrite_on_create: false,
      depends_on: [expect.stringMatching(/^github_branch_default\./)],
      lifecycle: {
        ignore_changes: ["content", "commit_message", "commit_author", "commit_email", "overwrite_on_create"],
      },
    });
  });

  test("keep a message that already skips workflows", () => {
    expect(file("a", "", "ci: start [no ci]").commit_message).toBe("ci: start [no ci]");
    expect(file("a", "", "ci: start").commit_message).toBe("ci: start [skip ci]");
  });

  test("replace the README.md of a new repository, never one of an adopted repository", () => {
    expect(file("README.md", "").overwrite_on_create).toBe(true);
    expect(file("README.md", "", undefined, { adopt: true }).overwrite_on_create).toBe(false);
  });
});

describe("lists that the repository keeps", () => {
  test("are left alone until something is named", () => {
    const types = Object.keys(rendered().resource ?? {});

    expect(types).not.toContain("github_issue_labels");
    expect(types).not.toContain("github_repository_collaborators");
  });

  test("hold all labels with their descriptions", () => {
    const json = rendered(
      { labels: [{ name: "size/S", color: "00FF00", description: "small" }] },
      (repository) => repository.addLabel({ name: "bug", color: "d73a4a" }),
    );

    expect(onlyResource(json, "github_issue_labels").label).toEqual([
      { name: "size/S", color: "00ff00", description: "small" },
      { name: "bug", color: "d73a4a" },
    ]);
  });

  test("hold teams and people in one resource, because it removes whoever is not named", () => {
    const json = rendered({ teams: { platform: "maintain" } }, (repository) => {
      repository.addTeam("developers", "push");
      repository.addCollaborator("octocat", "pull");
    });

    expect(onlyResource(json, "github_repository_collaborators")).toMatchObject({
      team: [
        { team_id: "platform", permission: "maintain" },
        { team_id: "developers", permission: "push" },
      ],
      user: [{ username: "octocat", permission: "pull" }],
    });
  });
});

describe("GitHub Actions", () => {
  test("get a read-only token, and GitHub's own actions where the plan can select", () => {
    const json = rendered();

    expect(onlyResource(json, "github_workflow_repository_permissions")).toMatchObject({
      default_workflow_permissions: "read",
      can_approve_pull_request_reviews: false,
    });
    expect(onlyResource(json, "github_actions_repository_permissions")).toMatchObject({
      enabled: true,
      allowed_actions: "selected",
      allowed_actions_config: { github_owned_allowed: true, verified_allowed: false, patterns_allowed: [] },
    });
  });

  test("may run any action where the plan cannot select", () => {
    const json = rendered({ plan: "team" }, (repository) => repository.addAllowedAction("docker/*"));
    const permissions = onlyResource(json, "github_actions_repository_permissions");

    expect(permissions.allowed_actions).toBe("all");
    expect(permissions).not.toHaveProperty("allowed_actions_config");
  });

  test("may run what was selected and what was added", () => {
    const allowed = AllowedActions.selected({
      githubOwned: false,
      verifiedCreators: true,
      patterns: ["z/z@v1"],
    });
    const json = rendered({ actions: { allowed } }, (repository) => repository.addAllowedAction("docker/*"));

    expect(onlyResource(json, "github_actions_repository_permissions").allowed_actions_config).toEqual({
      github_owned_allowed: false,
      verified_allowed: true,
      patterns_allowed: ["docker/*", "z/z@v1"],
    });
  });

  test("are opened to others on request", () => {
    const actions = {
      accessLevel: "organization",
      defaultTokenPermissions: "write",
      mayApprovePullRequests: true,
    };
    const json = rendered({ actions: { ...actions, allowed: AllowedActions.localOnly() } as never });

    expect(onlyResource(json, "github_actions_repository_access_level")).toMatchObject({
      access_level: "organization",
    });
    expect(onlyResource(json, "github_actions_repository_permissions").allowed_actions).toBe("local_only");
    expect(onlyResource(json, "github_workflow_repository_permissions")).toMatchObject({
      default_workflow_permissions: "write",
      can_approve_pull_request_reviews: true,
    });
  });
});

describe("Dependabot", () => {
  test("updates as long as it alerts", () => {
    const on = rendered();
    const off = rendered({ security: { dependabotAlerts: false } });

    expect(onlyResource(on, "github_repository_dependabot_security_updates").enabled).toBe(true);
    expect(onlyResource(off, "github_repository_dependabot_security_updates").enabled).toBe(false);
    expect(onlyResource(off, "github_repository").vulnerability_alerts).toBe(false);
  });
});

test("addresses in Terraform's state do not change: a change would destroy what people rely on", () => {
  const stack = githubStack();
  protect({ teams: { platform: "maintain" }, labels: [{ name: "bug", color: "d73a4a" }] }, stack).seedFile({
    path: ".github/workflows/ci.yml",
    content: "",
  });
  const json = synthesize(stack);
  const addresses = Object.entries(json.resource ?? {}).flatMap(([type, all]) =>
    Object.keys(all).map((name) => `${type}.${name}`),
  );

  expect(addresses.sort()).toEqual([
    "github_actions_repository_permissions.Repository_ActionsPermissions_0DA55777",
    "github_branch.Repository_Branch-develop_C6C0AF98",
    "github_branch.Repository_Branch-staging_212B7738",
    "github_branch_default.Repository_DefaultBranch_074B6A7F",
    "github_issue_labels.Repository_Labels_B1AAE9A3",
    "github_repository.Repository_22E53BBD",
    "github_repository_collaborators.Repository_Access_EE728E5F",
    "github_repository_dependabot_security_updates.Repository_DependabotUpdates_10682E04",
    "github_repository_file.Repository_File-github--workflows--ciyml_F1B0818D",
    "github_repository_ruleset.Repository_Ruleset-develop_7A183B0E",
    "github_repository_ruleset.Repository_Ruleset-main_C7B6B03F",
    "github_repository_ruleset.Repository_Ruleset-release-tags_E66F5D0B",
    "github_repository_ruleset.Repository_Ruleset-staging_6B5E3367",
    "github_workflow_repository_permissions.Repository_WorkflowPermissions_1FC8035A",
    "terraform_data.same-branches-lingobot",
    "terraform_data.same-repository-lingobot",
  ]);
});

describe("bad input", () => {
  test("is told all at once", () => {
    const found = problems({
      owner: "lingo bot",
      repository: "lingobot/lingobot",
      description: "x\ny",
      topics: ["Python", "a", "a"],
      merge: { mergeCommits: false, squash: false, rebase: false },
      branches: [],
    });

    expect(found).toEqual([
      'the owner has no valid name; got "lingo bot"; allowed: 1 to 39 letters, digits and single hyphens; give the login as it stands in the profile\'s address, without @',
      'the repository has no valid name; got "lingobot/lingobot"; allowed: 1 to 100 letters, digits, hyphens, underscores and dots; give the name alone, without owner and slash',
      'the repository\'s description does not fit; got "x\\ny"; allowed: one line of up to 350 characters; shorten it',
      'a topic is malformed; got "Python"; allowed: 1 to 50 lower-case letters, digits and hyphens, not starting with a hyphen; rewrite it',
      'a topic is given twice; got "a"; name it once',
      "the repository allows no way to merge; set one of `merge.mergeCommits`, `merge.squash` and `merge.rebase` to true",
    ]);
  });

  test("of topics counts them", () => {
    const topics = Array.from({ length: 21 }, (_, index) => `topic-${index}`);

    expect(problems({ topics })).toEqual(["too many topics; got 21; allowed: up to 20; drop some"]);
  });

  test("of Dependabot is a contradiction", () => {
    expect(problems({ security: { dependabotAlerts: false, dependabotUpdates: true } })).toEqual([
      "Dependabot updates need Dependabot alerts, which are turned off; drop `security.dependabotAlerts: false`, or set `security.dependabotUpdates` to false as well",
    ]);
  });

  test("of labels", () => {
    const labels = [
      { name: "", color: "ffffff" },
      { name: "bug", color: "#ff0000", description: "x".repeat(101) },
      { name: "Bug", color: "ff0000" },
    ];

    expect(problems({ labels })).toEqual([
      'a label has no usable name; got ""; allowed: 1 to 50 characters; shorten it or give one',
      'label "bug" has no valid color; got "#ff0000"; allowed: six hexadecimal digits without "#"; write it like "d73a4a"',
      `label "bug" has too long a description; got "${"x".repeat(101)}"; allowed: up to 100 characters; shorten it`,
      'a label is given twice; got "Bug"; give each label once; GitHub does not tell upper from lower case',
    ]);
  });

  test("of access", () => {
    const teams = { "Platform Team": "maintain", platform: "owner" } as never;
    const found = problems({ teams, collaborators: { "@octo": "push" } }, (repository) => {
      repository.addTeam("platform", "push");
    });

    expect(found).toEqual([
      expect.stringContaining('a team has no valid name; got "Platform Team"'),
      expect.stringContaining('a collaborator has no valid name; got "@octo"'),
      'the access of "platform" is unknown to GitHub; got "owner"; allowed: pull, triage, push, maintain, admin; use one of them',
      'a team is given twice; got "platform"; name each one once',
    ]);
  });

  test("of seeded files", () => {
    const found = problems({}, (repository) => {
      for (const path of ["/a", "a//b", "../a", ".git/config", "b", "b", "B"]) {
        repository.seedFile({ path, content: "" });
      }
    });

    expect(found).toEqual([
      ...["/a", "a//b", "../a", ".git/config"].map((path) =>
        expect.stringContaining(`a seeded file has no usable path; got "${path}"`),
      ),
      'a file is seeded twice; got "b"; seed each path once',
    ]);
  });

  test("of branches", () => {
    const found = problems(
      {
        branches: [{ name: "feature/*" }, { name: "next", promotedFrom: "develop" }],
      },
      (repository) => repository.addBranch({ name: "next" }),
    );

    expect(found).toEqual([
      'a branch has no valid name; got "feature/*"; allowed: a git branch name without wildcards; give the short name, for example `main`',
      'a branch is given twice; got "next"; give each branch once',
      'branch "next" is promoted into from a branch that is not one of the repository\'s; got "develop"; allowed: feature/*, next; add that branch, or change `promotedFrom`',
      'the default branch has no rules; got "main"; allowed: feature/*, next; add it to `branches`, or make one of them the `defaultBranch`',
    ]);
  });

  test("of GitHub Actions", () => {
    const actions = { accessLevel: "organization", allowed: AllowedActions.localOnly() } as const;
    const found = problems({ actions, visibility: "public" }, (repository) => {
      repository.addAllowedAction("docker/*");
      repository.addAllowedAction("docker");
    });

    expect(found).toEqual([
      'an allowed action is malformed; got "docker"; allowed: OWNER/REPOSITORY, with * as a wildcard and an optional @REF; write it like "docker/login-action@*"',
      'an action was added, but only the organization\'s own may run; got "docker/*"; use `AllowedActions.selected()`, or do without the action',
      'an action was added, but only the organization\'s own may run; got "docker"; use `AllowedActions.selected()`, or do without the action',
      'a public repository\'s actions can be used by anybody, so there is no access level to set; got "organization"; leave `actions.accessLevel` out, or make the repository private',
    ]);
    expect(problems({ plan: "team", actions: { accessLevel: "enterprise" } })).toEqual([
      'sharing actions with an enterprise is not part of GitHub\'s plan "team"; got "enterprise"; allowed: none, user, organization; share with the "organization", or move to the plan enterprise',
    ]);
  });
});
