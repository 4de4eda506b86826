import { BranchProtection } from "@cdktf/provider-github/lib/branch-protection";
import { Repository } from "@cdktf/provider-github/lib/repository";
import { RepositoryRuleset } from "@cdktf/provider-github/lib/repository-ruleset";
import type { TerraformStack } from "cdktf";
import type { PolicyRun } from "../../policies";
import { describeFinding } from "../../policies";
import { type Case, evaluated, override, resourceIn, resultOf } from "./evaluated";

type Change = NonNullable<Case["change"]>;

/** How production's branch policy stands when the repository's stack is changed. */
function standing(change: Change, run: Partial<PolicyRun> = {}) {
  const { result, findings } = resultOf(
    evaluated({ stack: "repository", change, run }),
    "production-branch-policy",
  );
  return { result, found: findings.map(describeFinding).join("\n") };
}

const ruleset = (attribute: string, value: unknown) => override("Repository/Ruleset-main", attribute, value);
const production = (stack: TerraformStack) =>
  stack.node.scope?.node.findChild("production") as TerraformStack;
const policy = (attribute: string, value: unknown) => (stack: TerraformStack) =>
  override("Deployment/Policy-branch-main", attribute, value)(production(stack));
const both =
  (...changes: readonly Change[]): Change =>
  (stack) => {
    for (const change of changes) change(stack);
  };

/** What production deploys from is this tag instead of main. */
const tag = (pattern: string) => both(policy("branch_pattern", undefined), policy("tag_pattern", pattern));
const NAMED = "${github_repository.Repository_22E53BBD.name}";
const DECOY = "${github_repository.Decoy.name}";

const extra = (rules: object, more: object = {}): Change => {
  return (stack) => {
    const config = { name: "extra", repository: NAMED, target: "branch", enforcement: "active", rules: {} };
    const made = new RepositoryRuleset(stack, "Extra", config);
    const conditions = { ref_name: { include: ["refs/heads/main"], exclude: [] } };
    const content = { rules, conditions, ...more };
    for (const [name, value] of Object.entries(content)) made.addOverride(name, value);
  };
};
const classic = (more: object = {}): Change => {
  return both(ruleset("enforcement", "disabled"), (stack) => {
    const made = new BranchProtection(stack, "Classic", {
      repositoryId: "${github_repository.Repository_22E53BBD.node_id}",
      pattern: "main",
      enforceAdmins: true,
      requiredPullRequestReviews: [{}],
    });
    for (const [name, value] of Object.entries(more)) made.addOverride(name, value);
  });
};
const actor = (type: string, id?: unknown) => [
  { actor_type: type, bypass_mode: "pull_request", ...(id === undefined ? {} : { actor_id: id }) },
];
const PULL_REQUEST = "asks for a pull request with an approval";

describe("production's branch is not protected by", () => {
  test.each<[string, Change, string]>([
    [
      "a ruleset of which nothing but deletion is left",
      both(ruleset("rules.pull_request", undefined), ruleset("rules.non_fast_forward", undefined)),
      `no rule that counts ${PULL_REQUEST}, refuses force pushes`,
    ],
    [
      "a pull request without an approval",
      ruleset("rules.pull_request.required_approving_review_count", 0),
      `no rule that counts ${PULL_REQUEST}`,
    ],
    ["force pushes", ruleset("rules.non_fast_forward", false), "no rule that counts refuses force pushes"],
    ["deletion", ruleset("rules.deletion", false), "no rule that counts refuses deletion"],
    [
      "what everybody who writes steps around",
      ruleset("bypass_actors", [{ actor_type: "RepositoryRole", actor_id: 4, bypass_mode: "always" }]),
      "RepositoryRole:4 may step around it",
    ],
    ["what a deploy key steps around", ruleset("bypass_actors", actor("DeployKey")), "DeployKey may step"],
    [
      "what steps around it when Terraform runs",
      ruleset("dynamic.bypass_actors", { for_each: "${var.all}", content: {} }),
      "does not count: a part of it is known only when Terraform runs",
    ],
    [
      "a rule that Terraform decides",
      ruleset("rules.deletion", "${var.x}"),
      "known only when Terraform runs",
    ],
    ["a ruleset that rests", ruleset("enforcement", "disabled"), 'its enforcement is "disabled"'],
    ["an enforcement that Terraform decides", ruleset("enforcement", "${var.x}"), "known only when"],
    ["a ruleset that may not be there", ruleset("count", "${var.n}"), PULL_REQUEST],
    ["a ruleset that excludes it", ruleset("conditions.ref_name.exclude", ["refs/heads/main"]), PULL_REQUEST],
    [
      "one that excludes it by a star",
      ruleset("conditions.ref_name.exclude", ["refs/heads/m*"]),
      PULL_REQUEST,
    ],
    [
      "one that excludes what cannot be read",
      ruleset("conditions.ref_name.exclude", ["refs/heads/[m]ain"]),
      PULL_REQUEST,
    ],
    ["exclusions that Terraform decides", ruleset("conditions.ref_name.exclude", "${var.x}"), PULL_REQUEST],
    ["a ruleset of tags", ruleset("target", "tag"), PULL_REQUEST],
    [
      "a ruleset of names without their folder",
      ruleset("conditions.ref_name.include.0", "main"),
      PULL_REQUEST,
    ],
    [
      "a ruleset of another repository",
      both(
        (stack) => {
          new Repository(stack, "Decoy", { name: "decoy" });
        },
        ruleset("repository", DECOY),
      ),
      PULL_REQUEST,
    ],
    ["a ruleset of a repository that Terraform names", ruleset("repository", "${var.x}"), PULL_REQUEST],
    [
      "a classic rule that administrators step around",
      classic({ enforce_admins: false }),
      "github_branch_protection.Classic does not count: administrators may step around it",
    ],
    [
      "a classic rule with people who need no pull request",
      classic({ required_pull_request_reviews: [{ pull_request_bypassers: ["/eve"] }] }),
      PULL_REQUEST,
    ],
    [
      "a classic rule without an approval",
      classic({ required_pull_request_reviews: [{ required_approving_review_count: 0 }] }),
      PULL_REQUEST,
    ],
    ["a classic rule with force pushes", classic({ allows_force_pushes: true }), "refuses force pushes"],
    ["one of some people", classic({ force_push_bypassers: ["/eve"] }), "refuses force pushes"],
    ["a classic rule with deletion", classic({ allows_deletions: true }), "refuses deletion"],
    ["a classic rule that Terraform decides", classic({ allows_deletions: "${var.x}" }), "known only when"],
    [
      "rules of names that anybody may make",
      both(
        policy("branch_pattern", "release/*"),
        extra(
          {},
          {
            conditions: { ref_name: { include: ["refs/heads/release/**"], exclude: [] } },
            rules: {
              pull_request: { required_approving_review_count: 1 },
              non_fast_forward: true,
              deletion: true,
            },
          },
        ),
      ),
      "no rule that counts refuses creation",
    ],
  ])("%s", (_what, change, message) => {
    const { result, found } = standing(change);
    expect(found).toContain("what deploys to production comes from a branch that is not protected");
    expect(found).toContain(message);
    expect(result).toBe("violated");
  });
});

describe("a tag", () => {
  const restricted = (rules: object) =>
    extra(rules, { target: "tag", conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } } });

  test("can be made by everybody who writes, from any commit", () => {
    const { result, found } = standing(tag("v*"));
    expect(found).toContain(
      'what deploys to production comes from a tag that is not protected: no rule that counts refuses creation, refuses updates; got "v*"; allowed: a tag that is protected, where only those step around it whom the platform names; deploy from a branch, or restrict the creation and the update of these tags by a ruleset',
    );
    expect(result).toBe("violated");
  });

  test("is moved where only its creation is refused", () => {
    expect(standing(both(tag("v*"), restricted({ creation: true }))).found).toContain(
      "no rule that counts refuses updates",
    );
  });

  test("that is every tag is none", () => {
    expect(standing(tag("*")).found).toContain("every tag may deploy to production");
  });

  test("deploys where its creation and its update are refused, but for whom the platform names", () => {
    const change = both(tag("v1*"), restricted({ creation: true, update: true }));
    expect(standing(change)).toEqual({ result: "holds", found: "" });
  });
});

describe("what is everything is no name", () => {
  test.each(["*", "**/*", "?*", "[a-z]*", "[!x]*"])("%s", (pattern) => {
    const { result, found } = standing(policy("branch_pattern", pattern));
    expect(found).toContain("every branch may deploy to production");
    expect(result).toBe("violated");
  });
});

describe("a second pattern", () => {
  const second = (environment: string): Change => {
    return (stack) =>
      production(stack).addOverride("resource.github_repository_environment_deployment_policy.Second", {
        repository: "lingobot",
        environment,
        branch_pattern: "feature",
      });
  };

  test.each(["production", "preview"])("is held to the same, of %s", (environment) => {
    const { result, found } = standing(second(environment));
    expect(found).toContain('got "feature"');
    expect(result).toBe("violated");
  });

  test("and of an environment that Terraform decides", () => {
    expect(standing(second('${lower("PRODUCTION")}')).found).toContain(
      "its environment is known only when Terraform runs",
    );
  });
});

describe("production's branch is protected by", () => {
  const TEAM = "${data.github_team.Admins.id}";
  const team: Change = (stack) => stack.addOverride("data.github_team.Admins", { slug: "platform" });

  test.each<[string, Change, Partial<PolicyRun>]>([
    ["the ruleset of the default branch", ruleset("conditions.ref_name.include", ["~DEFAULT_BRANCH"]), {}],
    ["the ruleset of all branches", ruleset("conditions.ref_name.include", ["~ALL"]), {}],
    ["a ruleset that excludes another", ruleset("conditions.ref_name.exclude", ["refs/heads/dev*"]), {}],
    ["two rulesets together", both(ruleset("rules.deletion", false), extra({ deletion: true })), {}],
    ["a classic rule", classic(), {}],
    [
      "a classic rule whose switches are texts",
      classic({ enforce_admins: "true", allows_force_pushes: "0", allows_deletions: "false" }),
      {},
    ],
    ["a ruleset whose switches are texts", ruleset("rules.deletion", "true"), {}],
    [
      "an app that the platform names",
      ruleset("bypass_actors", actor("Integration", 7)),
      { bypassActors: ["Integration:7"] },
    ],
    [
      "a team that it names",
      both(team, ruleset("bypass_actors", actor("Team", TEAM))),
      { bypassActors: ["Team:platform"] },
    ],
    [
      "owners that it names",
      ruleset("bypass_actors", actor("OrganizationAdmin", 1)),
      { bypassActors: ["OrganizationAdmin"] },
    ],
  ])("%s", (_what, change, run) => {
    expect(standing(change, run)).toEqual({ result: "holds", found: "" });
  });

  test("and by the rules of a repository that is made elsewhere, of which nothing is known here", () => {
    const change: Change = (stack) => {
      policy("repository", "elsewhere")(stack);
      resourceIn(stack, "Repository/Ruleset-main").addOverride("enforcement", "disabled");
    };
    expect(standing(change)).toEqual({ result: "holds", found: "" });
  });
});
