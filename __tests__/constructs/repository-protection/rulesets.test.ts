import {
  BypassActor,
  GITHUB_ACTIONS_APP_ID,
  type IWorkflowJob,
  type ProtectedBranch,
  RequiredCheck,
} from "../../../constructs/repository-protection";
import { onlyData, resourcesOf } from "../synthesize";
import { problems, rendered, rulesetOf, rulesOf } from "./fixture";

const gate: IWorkflowJob = { checkName: "All checks", problemsAsRequiredCheck: () => [] };

describe("rulesets by default", () => {
  const json = rendered();

  test("guard main, staging, develop and the release tags, and nobody bypasses them", () => {
    const rulesets = Object.values(resourcesOf(json, "github_repository_ruleset"));

    expect(rulesets.map((ruleset) => [ruleset.name, ruleset.target, ruleset.enforcement])).toEqual([
      ["develop", "branch", "active"],
      ["main", "branch", "active"],
      ["release-tags", "tag", "active"],
      ["staging", "branch", "active"],
    ]);
    expect(JSON.stringify(rulesets)).not.toContain("bypass_actors");
  });

  test("ask for an approved, resolved pull request, and forbid force pushes and deletion", () => {
    expect(rulesOf(json, "main")).toEqual({
      deletion: true,
      non_fast_forward: true,
      required_linear_history: false,
      required_signatures: false,
      pull_request: {
        required_approving_review_count: 1,
        dismiss_stale_reviews_on_push: true,
        require_last_push_approval: true,
        require_code_owner_review: false,
        required_review_thread_resolution: true,
      },
    });
    expect(rulesetOf(json, "main").conditions).toEqual({
      ref_name: { include: ["refs/heads/main"], exclude: [] },
    });
  });

  test("ask for a linear history on develop only", () => {
    const linear = ["main", "staging", "develop"].map((name) => rulesOf(json, name).required_linear_history);

    expect(linear).toEqual([false, false, true]);
  });

  test("require no check, as long as no workflow exists", () => {
    expect(JSON.stringify(json)).not.toContain("required_status_checks");
  });

  test("never use the update rule, whose companion is a difference in every plan", () => {
    expect(JSON.stringify(resourcesOf(json, "github_repository_ruleset"))).not.toContain('"update');
  });

  test("keep release tags from being moved back or deleted", () => {
    expect(rulesOf(json, "release-tags")).toEqual({ deletion: true, non_fast_forward: true });
    expect(rulesetOf(json, "release-tags").conditions).toEqual({
      ref_name: { include: ["refs/tags/v*"], exclude: [] },
    });
  });

  test("come after everything that they would refuse", () => {
    const ordered = rendered({ teams: { platform: "maintain" } }, (repository) =>
      repository.seedFile({ path: "README.md", content: "# LingoBot\n" }),
    );
    const types = (rulesetOf(ordered, "main").depends_on as string[]).map((address) => address.split(".")[0]);

    expect([...types].sort()).toEqual([
      "github_branch",
      "github_branch",
      "github_branch_default",
      "github_repository_collaborators",
      "github_repository_file",
    ]);
    expect(rulesetOf(ordered, "release-tags").depends_on).toEqual(rulesetOf(ordered, "main").depends_on);
  });
});

describe("a branch's own rules", () => {
  const branch: ProtectedBranch = {
    name: "main",
    approvals: 2,
    dismissStaleApprovals: false,
    lastPushApproval: false,
    codeOwnerApproval: true,
    resolvedThreads: false,
    signedCommits: true,
    allowForcePush: true,
    allowDeletion: true,
    enforcement: "evaluate",
    mergeQueue: true,
    codeScanning: { securityAlerts: "critical" },
  };

  test("are rendered as given", () => {
    const json = rendered({
      visibility: "public",
      branches: [branch],
      merge: { deleteBranchOnMerge: false },
    });

    expect(rulesetOf(json, "main").enforcement).toBe("evaluate");
    expect(rulesOf(json, "main")).toEqual({
      deletion: false,
      non_fast_forward: false,
      required_linear_history: false,
      required_signatures: true,
      pull_request: {
        required_approving_review_count: 2,
        dismiss_stale_reviews_on_push: false,
        require_last_push_approval: false,
        require_code_owner_review: true,
        required_review_thread_resolution: false,
      },
      merge_queue: { merge_method: "MERGE" },
      required_code_scanning: {
        required_code_scanning_tool: [
          { tool: "CodeQL", alerts_threshold: "errors", security_alerts_threshold: "critical" },
        ],
      },
    });
  });

  test("queue squash merges where the history is linear", () => {
    const json = rendered({ branches: [{ name: "main", linearHistory: true, mergeQueue: true }] });

    expect(rulesOf(json, "main").merge_queue).toEqual({ merge_method: "SQUASH" });
  });

  test("may be missing, when that is typed out", () => {
    const json = rendered({
      branches: [{ name: "main" }, { name: "sandbox", protected: false }],
      merge: { deleteBranchOnMerge: false },
    });

    expect(() => rulesetOf(json, "sandbox")).toThrow("found 0");
  });

  test("tell which approvals are possible", () => {
    expect(problems({ branches: [{ name: "main", approvals: 11 }] })).toEqual([
      'branch "main" asks for an impossible number of approvals; got 11; allowed: a whole number from 0 to 10; change `approvals`',
    ]);
  });
});

describe("required checks", () => {
  test("follow the job's name, pinned to GitHub Actions", () => {
    const job = { checkName: "All checks", problemsAsRequiredCheck: () => [] };
    const json = rendered({}, (repository) => {
      repository.addRequiredCheck(RequiredCheck.fromWorkflowJob(job));
      job.checkName = "All pass";
    });

    expect(GITHUB_ACTIONS_APP_ID).toBe(15368);
    expect(rulesOf(json, "main").required_status_checks).toEqual({
      strict_required_status_checks_policy: false,
      required_check: [{ context: "All pass", integration_id: 15368 }],
    });
    expect(rulesOf(json, "develop").required_status_checks).toMatchObject({
      strict_required_status_checks_policy: true,
    });
  });

  test("of other services are pinned to their app, on the branches asked for", () => {
    const json = rendered({}, (repository) =>
      repository.addRequiredCheck(RequiredCheck.external("CodeQL", 57789), ["main"]),
    );

    expect(rulesOf(json, "main").required_status_checks).toMatchObject({
      required_check: [{ context: "CodeQL", integration_id: 57789 }],
    });
    expect(rulesOf(json, "staging")).not.toHaveProperty("required_status_checks");
  });

  test("refuse what the job says about itself", () => {
    const skippable: IWorkflowJob = {
      checkName: "tests",
      problemsAsRequiredCheck: () => [{ fault: "job tests can be skipped", next: "require the gate" }],
    };
    const branches = [{ name: "main", requiredChecks: [RequiredCheck.fromWorkflowJob(skippable)] }];

    expect(problems({ branches })).toEqual(["job tests can be skipped; require the gate"]);
  });

  test("refuse a nameless check, an unpinned one, a double one and an unguarded branch", () => {
    const found = problems({ branches: [{ name: "main" }] }, (repository) => {
      repository.addRequiredCheck(RequiredCheck.external(" ", 1));
      repository.addRequiredCheck(RequiredCheck.external("lint", 0));
      repository.addRequiredCheck(RequiredCheck.fromWorkflowJob(gate));
      repository.addRequiredCheck(RequiredCheck.fromWorkflowJob(gate));
      repository.addRequiredCheck(RequiredCheck.fromWorkflowJob(gate), ["staging"]);
    });

    expect(found).toEqual([
      'a check is required on a branch that no ruleset guards; got "staging"; allowed: main; require it on another branch, or add the branch first',
      'a required check needs a name; got " "; give the name that the pull request page shows',
      'the required check "lint" must be pinned to the GitHub App that reports it, or anyone with write access could post it; got 0; allowed: a positive whole number; look it up with `gh api /apps/SLUG --jq .id`',
      'a required check of branch "main" is given twice; got "All checks"; require it once',
    ]);
  });
});

describe("bypass actors", () => {
  test("have an id, except the organization's admins, whose id is a difference in every plan", () => {
    const bypass = [
      BypassActor.organizationAdmins(),
      BypassActor.app(123, "always"),
      BypassActor.team("platform"),
      BypassActor.role("admin"),
      BypassActor.role("maintain"),
      BypassActor.role("write"),
    ];
    const json = rendered({ branches: [{ name: "main", bypass }] });

    expect(onlyData(json, "github_team")).toEqual({ slug: "platform", summary_only: true });
    expect(rulesetOf(json, "main").bypass_actors).toEqual([
      { actor_type: "OrganizationAdmin", bypass_mode: "pull_request" },
      { actor_type: "Integration", actor_id: 123, bypass_mode: "always" },
      {
        actor_type: "Team",
        actor_id: expect.stringMatching(/^\$\{data\.github_team\..+\.id\}$/),
        bypass_mode: "pull_request",
      },
      { actor_type: "RepositoryRole", actor_id: 5, bypass_mode: "pull_request" },
      { actor_type: "RepositoryRole", actor_id: 2, bypass_mode: "pull_request" },
      { actor_type: "RepositoryRole", actor_id: 4, bypass_mode: "pull_request" },
    ]);
  });

  test("are refused when malformed or double", () => {
    const bypass = [BypassActor.app(1.5), BypassActor.team("Platform Team"), BypassActor.role("admin")];
    const found = problems({ branches: [{ name: "main", bypass: [...bypass, BypassActor.role("admin")] }] });

    expect(found).toEqual([
      "a bypassing app is named by its numeric id; got 1.5; allowed: a positive whole number; look it up with `gh api /apps/SLUG --jq .id`",
      'a bypassing team has no valid name; got "Platform Team"; allowed: lower-case letters, digits, hyphens and underscores; give the slug as it stands in the team\'s address, without the organization',
      'a bypass actor of branch "main" is given twice; got "role admin"; name each actor once',
    ]);
  });
});
