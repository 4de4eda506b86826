import { workflowToken } from "../../../../sandbox/cloud/github";
import { developer, headOf, mainRuleset, pullRequestRule, refusalOf, withRepository } from "./harness";

const ALL = { conditions: { ref_name: { include: ["~ALL"], exclude: [] } } };

describe("what a plan allows", () => {
  test.each([
    ["free", true, 403] as const,
    ["free", false, undefined] as const,
    ["team", true, undefined] as const,
  ])("rulesets on plan %s, private %s", (plan, isPrivate, status) => {
    const { github, bot } = withRepository({ plan, isPrivate });
    const create = () => github.rulesets.create(...bot, mainRuleset([{ type: "deletion" }]));
    if (status === undefined) expect(create().name).toBe("main");
    else
      expect(refusalOf(create)).toMatchObject({
        status,
        reason: "Upgrade to GitHub Pro or make this repository public to enable this feature.",
      });
  });

  test("evaluate and patterns need enterprise, push rules a private repository", () => {
    const team = withRepository({ plan: "team" });
    const create = (rules: { type: string }[], more = {}) =>
      team.github.rulesets.create(...team.bot, mainRuleset(rules, more));
    expect(refusalOf(() => create([], { enforcement: "evaluate" })).errors).toEqual([
      "Enforcement evaluate option is not supported on this plan",
    ]);
    expect(refusalOf(() => create([{ type: "commit_message_pattern" }])).errors).toEqual([
      "Invalid rule 'commit_message_pattern': not available on this plan",
    ]);
    const open = withRepository({ isPrivate: false });
    const push = mainRuleset([{ type: "max_file_size", parameters: { max_file_size: 1 } }], {
      target: "push",
    });
    expect(refusalOf(() => open.github.rulesets.create(...open.bot, push)).errors).toEqual([
      "Target push rulesets are not supported for this repository",
    ]);
    expect(refusalOf(() => create([{ type: "max_file_size" }])).errors).toEqual([
      "Invalid rule 'max_file_size': ",
    ]);
  });

  test.each([-1, 11, 1.5])("%d approvals are none that a pull request can be asked for", (count) => {
    const { github, bot } = withRepository();
    const rule = {
      type: "pull_request",
      parameters: { ...pullRequestRule.parameters, required_approving_review_count: count },
    };
    expect(refusalOf(() => github.rulesets.create(...bot, mainRuleset([rule])))).toMatchObject({
      status: 422,
      errors: [
        "Invalid rule 'pull_request': required_approving_review_count must be a whole number from 0 to 10",
      ],
    });
  });

  test("names are unique, teams exist, actors have ids", () => {
    const { github, bot } = withRepository();
    github.rulesets.create(...bot, mainRuleset([]));
    expect(refusalOf(() => github.rulesets.create(...bot, mainRuleset([]))).errors).toEqual([
      "Name must be unique",
    ]);
    const actor = (actor_type: "Team" | "RepositoryRole", actor_id: number | null) => () =>
      github.rulesets.create(
        ...bot,
        mainRuleset([], { name: "x", bypass_actors: [{ actor_type, actor_id, bypass_mode: "always" }] }),
      );
    expect(refusalOf(actor("Team", 1)).errors).toEqual([
      "Actor Team must be part of the ruleset source or owner organization",
    ]);
    expect(refusalOf(actor("RepositoryRole", null)).errors).toEqual([
      "Bypass actor RepositoryRole needs an actor_id",
    ]);
  });
});

describe("a ruleset that requires pull requests", () => {
  test("forbids direct commits: 409 on contents, 422 on refs, whoever has no bypass", () => {
    const { cloud, github, bot } = withRepository();
    github.rulesets.create(...bot, mainRuleset([pullRequestRule]));
    const reason = "Repository rule violations found\n\nChanges must be made through a pull request.\n\n";
    expect(refusalOf(() => github.contents.put(...bot, "a", "b", { message: "m" }))).toMatchObject({
      status: 409,
      reason,
    });
    const push = () =>
      cloud.github.as(developer).git.push(...bot, "main", { message: "m", changes: { a: "b" } });
    expect(refusalOf(push)).toMatchObject({ status: 422, reason });
    expect(github.git.commits(...bot)).toHaveLength(1);
    expect(
      cloud.github.as(developer).git.push(...bot, "feature", { message: "m", changes: { a: "b" } }).message,
    ).toBe("m");
  });

  test.each([
    ["always", "OrganizationAdmin", null, true],
    ["exempt", "RepositoryRole", 5, true],
    ["pull_request", "OrganizationAdmin", null, false],
    ["always", "RepositoryRole", 4, false],
    ["always", "Integration", 15368, false],
  ] as const)("bypass %s of %s %s lets the owner commit: %s", (bypass_mode, actor_type, actor_id, may) => {
    const { github, bot } = withRepository();
    const bypass_actors = [{ actor_type, actor_id, bypass_mode }];
    github.rulesets.create(...bot, mainRuleset([pullRequestRule], { bypass_actors }));
    const commit = () => github.contents.put(...bot, "a", "b", { message: "m" });
    if (may) expect(commit().commit.message).toBe("m");
    else expect(refusalOf(commit).status).toBe(409);
  });

  test("teams and apps bypass too", () => {
    const { cloud, github, bot } = withRepository();
    const team = github.organizations.team("acme", "platform-team").id;
    const bypass_actors = [
      { actor_type: "Team", actor_id: team, bypass_mode: "always" },
      { actor_type: "Integration", actor_id: 15368, bypass_mode: "always" },
    ] as const;
    github.rulesets.create(...bot, mainRuleset([pullRequestRule], { bypass_actors }));
    for (const caller of [developer, workflowToken]) {
      const commit = cloud.github
        .as(caller)
        .contents.put(...bot, `by-${caller.login}`, "x", { message: "m" });
      expect(commit.content.path).toBe(`by-${caller.login}`);
    }
  });

  test("does nothing while disabled or only evaluated", () => {
    const { github, bot } = withRepository();
    const { id } = github.rulesets.create(
      ...bot,
      mainRuleset([pullRequestRule], { enforcement: "evaluate" }),
    );
    github.contents.put(...bot, "a", "b", { message: "m" });
    github.rulesets.update(...bot, id, { enforcement: "disabled" });
    github.contents.put(...bot, "c", "d", { message: "m" });
    expect(github.rulesets.forBranch(...bot, "main")).toEqual([]);
  });
});

describe("rules", () => {
  test.each([
    ["creation", "Cannot create ref due to creations being restricted.", "create"],
    ["deletion", "Cannot delete this protected ref.", "delete"],
    ["non_fast_forward", "Cannot force-push to this protected ref.", "force"],
    ["update", "Cannot update this protected ref.", "update"],
    ["merge_queue", "Changes must be made through the merge queue.", "update"],
  ] as const)("%s forbids", (type, message, action) => {
    const { github, bot } = withRepository();
    const first = headOf(github);
    github.git.createRef(...bot, "refs/heads/dev", first);
    const second = github.git.push(...bot, "dev", { message: "m", changes: { a: "b" } });
    github.rulesets.create(...bot, mainRuleset([{ type }], ALL));
    const actions = {
      create: () => github.git.createRef(...bot, "refs/heads/new", first),
      delete: () => github.git.deleteRef(...bot, "heads/dev"),
      force: () => github.git.updateRef(...bot, "heads/dev", first, true),
      update: () => github.git.updateRef(...bot, "heads/main", second.sha),
    };
    expect(refusalOf(actions[action]).reason).toBe(`Repository rule violations found\n\n${message}\n\n`);
  });

  test("required checks must have succeeded on the commit, reported by the right app", () => {
    const { cloud, github, bot } = withRepository();
    github.git.createRef(...bot, "refs/heads/dev", headOf(github));
    const { sha } = github.git.push(...bot, "dev", { message: "m", changes: { a: "b" } });
    const required_status_checks = [{ context: "All Pass", integration_id: 15368 }];
    github.rulesets.create(
      ...bot,
      mainRuleset([{ type: "required_status_checks", parameters: { required_status_checks } }]),
    );
    const move = () => github.git.updateRef(...bot, "heads/main", sha);
    expect(refusalOf(move).reason).toContain('Required status check "All Pass" is expected.');
    github.activity.createStatus(...bot, sha, { state: "success", context: "All Pass" });
    github.activity.createCheckRun(...bot, { name: "All Pass", head_sha: sha, conclusion: "success" });
    expect(refusalOf(move).status).toBe(422);
    const actions = cloud.github.as(workflowToken);
    const { id } = actions.activity.createCheckRun(...bot, { name: "All Pass", head_sha: sha });
    expect(refusalOf(move).status).toBe(422);
    actions.activity.updateCheckRun(...bot, id, { conclusion: "success" });
    expect(move().object.sha).toBe(sha);
  });

  test.each([
    [
      "commit_message_pattern",
      { operator: "starts_with", pattern: "feat" },
      "Commit message must start with feat",
    ],
    [
      "commit_message_pattern",
      { operator: "contains", pattern: "m", negate: true },
      "Commit message must not contain m",
    ],
    ["commit_message_pattern", { operator: "ends_with", pattern: "!" }, "Commit message must end with !"],
    [
      "committer_email_pattern",
      { operator: "regex", pattern: "@acme$" },
      "Committer email must match a given regex pattern: @acme$",
    ],
    [
      "commit_author_email_pattern",
      { operator: "regex", pattern: "@acme$" },
      "Author email must match a given regex pattern: @acme$",
    ],
  ])("%s looks at commits", (type, parameters, message) => {
    const { github, bot } = withRepository();
    github.rulesets.create(...bot, mainRuleset([{ type, parameters }]));
    expect(refusalOf(() => github.contents.put(...bot, "a", "b", { message: "m" })).reason).toContain(
      message,
    );
  });

  test("names of branches and tags, and linear history", () => {
    const { github, bot } = withRepository();
    const first = headOf(github);
    const { sha } = github.git.push(...bot, "dev", { message: "m", changes: { a: "b" } });
    const pattern = (type: string) => ({ type, parameters: { operator: "starts_with", pattern: "v" } });
    github.rulesets.create(
      ...bot,
      mainRuleset([pattern("branch_name_pattern"), { type: "required_linear_history" }], ALL),
    );
    github.rulesets.create(...bot, {
      ...mainRuleset([pattern("tag_name_pattern")], ALL),
      name: "tags",
      target: "tag",
    });
    expect(refusalOf(() => github.git.createRef(...bot, "refs/heads/x", first)).reason).toContain(
      "Branch name must start with v",
    );
    expect(refusalOf(() => github.git.createRef(...bot, "refs/tags/x", first)).reason).toContain(
      "Tag name must start with v",
    );
    expect(github.git.createRef(...bot, "refs/tags/v1", first).ref).toBe("refs/tags/v1");
    const merge = () => github.git.push(...bot, "main", { message: "merge", changes: {}, merges: sha });
    expect(refusalOf(merge).reason).toContain("This branch must not contain merge commits.");
  });

  test.each([
    ["file_path_restriction", { restricted_file_paths: ["secrets/**"] }, "secrets/a/b.txt"],
    ["file_extension_restriction", { restricted_file_extensions: ["*.exe"] }, "tool.exe"],
    ["max_file_path_length", { max_file_path_length: 4 }, "long/path"],
    ["max_file_size", { max_file_size: 1 }, "big"],
  ])("push rule %s looks at files", (type, parameters, path) => {
    const { github, bot } = withRepository();
    github.rulesets.create(...bot, {
      name: "push",
      target: "push",
      enforcement: "active",
      rules: [{ type, parameters }],
    });
    const content = type === "max_file_size" ? "x".repeat(1_048_577) : "x";
    expect(refusalOf(() => github.contents.put(...bot, path, content, { message: "m" })).reason).toContain(
      `File ${path} breaks the rule ${type}.`,
    );
    expect(github.contents.put(...bot, "ok", "x", { message: "m" }).content.path).toBe("ok");
  });

  test("include and exclude work as patterns", () => {
    const { github, bot } = withRepository();
    const conditions = {
      ref_name: {
        include: ["refs/heads/release/*", "refs/heads/hot/**"],
        exclude: ["refs/heads/release/x?"],
      },
    };
    github.rulesets.create(...bot, mainRuleset([{ type: "deletion" }], { conditions }));
    const held = (branch: string) => github.rulesets.forBranch(...bot, branch).length;
    expect(["release/1", "release/1/2", "release/x1", "hot/a/b", "main"].map(held)).toEqual([1, 0, 0, 1, 0]);
  });
});

describe("who sees what", () => {
  test("bypass actors are hidden from weak tokens, the rules of a branch are not", () => {
    const { cloud, github, bot } = withRepository();
    const bypass_actors = [{ actor_type: "OrganizationAdmin", actor_id: 1, bypass_mode: "always" }] as const;
    const { id } = github.rulesets.create(...bot, mainRuleset([pullRequestRule], { bypass_actors }));
    const shown = github.rulesets.get(...bot, id);
    expect(shown.bypass_actors).toEqual([{ ...bypass_actors[0], actor_id: null }]);
    expect(shown.current_user_can_bypass).toBe("always");
    const weak = cloud.github.as(workflowToken).rulesets;
    expect(weak.get(...bot, id)).not.toHaveProperty("bypass_actors");
    expect(weak.get(...bot, id).current_user_can_bypass).toBe("never");
    expect(weak.forBranch(...bot, "main")).toEqual([
      { ...pullRequestRule, ruleset_id: id, ruleset_source: "acme/bot", ruleset_source_type: "Repository" },
    ]);
    expect(github.git.branch(...bot, "main").protected).toBe(true);
    github.rulesets.delete(...bot, id);
    expect(refusalOf(() => github.rulesets.get(...bot, id)).status).toBe(404);
  });
});
