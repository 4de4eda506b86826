import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { TerraformStack } from "cdktf";
import { type DeliveryPipelineProps, expectedProtection } from "../../../constructs/delivery-pipeline";
import { DeliveryPipeline } from "../../../constructs/delivery-pipeline/delivery-pipeline";
import {
  DeploymentEnvironment,
  type DeploymentEnvironmentProps,
} from "../../../constructs/deployment-environment";
import {
  BypassActor,
  LONG_LIVED_BRANCHES,
  type ProtectedBranch,
  RepositoryProtection,
} from "../../../constructs/repository-protection";
import {
  type Json,
  onlyResource,
  problemsOf,
  resourcesOf,
  type SynthesizedStack,
  synthesize,
  testApp,
} from "../synthesize";
import { LINGOBOT } from "./lingobot-pipeline";

const TIER = { plan: "enterprise", visibility: "private" } as const;

function stackOf(): TerraformStack {
  const stack = new TerraformStack(testApp(), "repository");
  new GithubProvider(stack, "github", { owner: "lingobot" });
  return stack;
}

function repositoryIn(stack: TerraformStack, branches?: readonly ProtectedBranch[]): RepositoryProtection {
  const given = branches ?? LONG_LIVED_BRANCHES.map((branch) => ({ ...branch, codeOwnerApproval: true }));
  return new RepositoryProtection(stack, "Repository", {
    owner: "lingobot",
    repository: "lingobot",
    ...TIER,
    branches: given,
  });
}

function delivered(gateName: string): SynthesizedStack {
  const stack = stackOf();
  new DeliveryPipeline(stack, "Pipeline", { ...LINGOBOT, gateName }).bind(repositoryIn(stack));
  return synthesize(stack);
}

const rulesetOf = (json: SynthesizedStack, name: string): Json => {
  const found = Object.values(resourcesOf(json, "github_repository_ruleset")).find(
    (ruleset) => ruleset.name === name,
  );
  if (found === undefined) throw new Error(`no ruleset ${name}`);
  return found;
};
const checksOf = (json: SynthesizedStack, name: string): unknown =>
  (rulesetOf(json, name).rules as { required_status_checks: { required_check: unknown } })
    .required_status_checks.required_check;

describe("a repository that a pipeline is bound to", () => {
  test("requires exactly the gate's check on every long-lived branch, and a rename renames the rule", () => {
    for (const name of ["All Pass", "Ready to merge"]) {
      const json = delivered(name);
      for (const branch of ["main", "staging", "develop"]) {
        expect(checksOf(json, branch)).toEqual([{ context: name, integration_id: 15368 }]);
      }
    }
  });

  test("gets every file once, before the rulesets, and never again", () => {
    const json = delivered("All Pass");
    const seeded = resourcesOf(json, "github_repository_file");
    const paths = Object.values(seeded).map((file) => file.file);
    expect(paths).toEqual(
      expect.arrayContaining([".github/workflows/deploy-production.yml", "Dockerfile", ".env.example"]),
    );
    const after = rulesetOf(json, "main").depends_on as string[];
    for (const [id, file] of Object.entries(seeded)) {
      expect(after).toContain(`github_repository_file.${id}`);
      expect(file.commit_message).toBe(`chore: add ${String(file.file)} [skip ci]`);
      expect((file.lifecycle as { ignore_changes: string[] }).ignore_changes).toContain("content");
    }
  });

  test("gets the workflows' expressions as they are, not as templates of Terraform", () => {
    const files = Object.values(resourcesOf(delivered("All Pass"), "github_repository_file"));
    const ci = files.find((file) => file.file === ".github/workflows/ci.yml");
    expect(ci?.content).toContain("$${{ github.workflow }}");
    expect(String(ci?.content).replaceAll("$${{", "")).not.toContain("${{");
  });

  test("lets the workflows use the actions that they name, and no others", () => {
    const permissions = onlyResource(delivered("All Pass"), "github_actions_repository_permissions");
    expect(permissions.allowed_actions_config).toEqual({
      github_owned_allowed: true,
      verified_allowed: false,
      patterns_allowed: [
        "anchore/scan-action@*",
        "astral-sh/setup-uv@*",
        "docker/build-push-action@*",
        "docker/login-action@*",
        "docker/setup-buildx-action@*",
        "trufflesecurity/trufflehog@*",
      ],
    });
  });
});

describe("a pipeline that does not fit the rules of the branches is told so:", () => {
  function faults(change: Partial<DeliveryPipelineProps>, branches: readonly ProtectedBranch[]): string[] {
    const stack = stackOf();
    const { codeOwners: _owners, ...props } = LINGOBOT;
    const repository = repositoryIn(stack, [{ name: "main" }]);
    new DeliveryPipeline(stack, "Pipeline", { ...props, ...change }).bind(repository);
    for (const branch of branches) repository.addBranch(branch);
    return problemsOf(stack);
  }
  const owners = { codeOwners: { "/Dockerfile": ["@lingobot/platform"] } };

  test("a merge queue that CI does not run for", () => {
    const queued = [{ name: "staging", mergeQueue: true }];
    expect(faults({}, queued)).toEqual([
      'branches merge through a queue that CI does not run for, so the required check would never arrive; got ["staging"]; set mergeQueue of the pipeline, or leave mergeQueue of the branches out',
    ]);
    expect(faults({ mergeQueue: true }, queued)).toEqual([]);
  });

  test("code owners whose approval no branch requires", () => {
    const unguarded = { name: "staging", codeOwnerApproval: true, protected: false };
    expect(faults(owners, [unguarded])).toContain(
      'codeOwners are given and no branch requires their approval, so GitHub would ask them and wait for nobody; got ["/Dockerfile"]; allowed: codeOwnerApproval on one or more of main; set codeOwnerApproval of the branches that they guard, or leave codeOwners out',
    );
    expect(faults(owners, [{ name: "staging", codeOwnerApproval: true }])).toEqual([]);
  });
});

describe("the protection that the deploy tool expects is the one that is synthesized:", () => {
  const GATES: readonly (readonly [string, Partial<DeploymentEnvironmentProps>])[] = [
    ["reviewed", { reviewers: { teams: ["platform"], users: ["ada"] } }],
    ["open", {}],
    [
      "spelled out",
      { reviewers: { users: ["ada"] }, preventSelfReview: false, waitTimerMinutes: 5, adminsMayBypass: true },
    ],
    ["on the team plan", { plan: "team" }],
  ];

  test.each(GATES)("environment, %s", (_name, change) => {
    const stack = stackOf();
    const props = {
      owner: "lingobot",
      repository: "lingobot",
      environment: "production",
      branches: ["main"],
      ...TIER,
      ...change,
    };
    new DeploymentEnvironment(stack, "Environment", props);
    const environment = onlyResource(synthesize(stack), "github_repository_environment");
    const expected = expectedProtection(props);
    expect(expected.adminsCanBypass).toBe(environment.can_admins_bypass);
    expect(expected.preventSelfReview).toBe(environment.prevent_self_review);
    expect(expected.waitTimerMinutes).toBe(environment.wait_timer ?? 0);
    const [reviewers] = (environment.reviewers ?? [{}]) as { teams?: unknown[]; users?: unknown[] }[];
    expect(expected.reviewers.teams).toHaveLength(reviewers?.teams?.length ?? 0);
    expect(expected.reviewers.users).toHaveLength(reviewers?.users?.length ?? 0);
    expect(expected.branches).toEqual(["main"]);
    expect(expected.branchRules).toBeUndefined();
  });

  const BRANCHES: readonly (readonly [string, Omit<ProtectedBranch, "name">])[] = [
    ["by default", {}],
    ["strict", { approvals: 2, codeOwnerApproval: true, linearHistory: true }],
    [
      "lax",
      {
        approvals: 0,
        dismissStaleApprovals: false,
        lastPushApproval: false,
        resolvedThreads: false,
        allowForcePush: true,
        allowDeletion: true,
      },
    ],
  ];

  test.each(BRANCHES)("branch, %s", (_name, rules) => {
    const stack = stackOf();
    const branch = { name: "main", ...rules };
    const { codeOwners: _owners, ...props } = LINGOBOT;
    new DeliveryPipeline(stack, "Pipeline", props).bind(repositoryIn(stack, [branch]));
    const live = rulesetOf(synthesize(stack), "main").rules as Json & {
      pull_request: Json;
      required_status_checks: Json;
    };
    expect(expectedProtection({ ...TIER, branches: ["main"] }, branch).branchRules).toEqual({
      requiredApprovals: live.pull_request.required_approving_review_count,
      dismissStaleReviews: live.pull_request.dismiss_stale_reviews_on_push,
      lastPushApproval: live.pull_request.require_last_push_approval,
      codeOwnerReview: live.pull_request.require_code_owner_review,
      resolvedThreads: live.pull_request.required_review_thread_resolution,
      strictChecks: live.required_status_checks.strict_required_status_checks_policy,
      noForcePush: live.non_fast_forward,
      noDeletion: live.deletion,
      signedCommits: live.required_signatures,
      linearHistory: live.required_linear_history,
      mergeQueue: live.merge_queue !== undefined,
      requiredChecks: [],
    });
  });

  test("who may bypass, by GitHub's types", () => {
    const bypass = [
      BypassActor.organizationAdmins(),
      BypassActor.app(123),
      BypassActor.role("maintain"),
      BypassActor.role("write"),
      BypassActor.role("admin"),
    ];
    const stack = stackOf();
    const branch = { name: "main", bypass };
    repositoryIn(stack, [branch]);
    const actors = rulesetOf(synthesize(stack), "main").bypass_actors as {
      actor_type: string;
      actor_id?: number;
    }[];
    const { bypassActors } = expectedProtection({ ...TIER, branches: ["main"] }, branch);
    expect(bypassActors).toEqual(
      actors.map(({ actor_type: type, actor_id: id }) => (id === undefined ? type : `${type}:${id}`)),
    );
    const team = { name: "main", bypass: [BypassActor.team("platform")] };
    expect(expectedProtection({ ...TIER, branches: ["main"] }, team).bypassActors).toEqual(["Team:platform"]);
  });

  test("rules that do not block are not compared", () => {
    for (const rules of [{ protected: false }, { enforcement: "evaluate" as const }]) {
      const expected = expectedProtection({ ...TIER, branches: ["main"] }, { name: "main", ...rules });
      expect(expected).not.toHaveProperty("branchRules");
      expect(expected).not.toHaveProperty("bypassActors");
    }
  });
});
