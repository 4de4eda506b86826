import { SpacesBucket } from "@cdktf/provider-digitalocean/lib/spaces-bucket";
import { BranchProtection } from "@cdktf/provider-github/lib/branch-protection";
import { Repository } from "@cdktf/provider-github/lib/repository";
import { IRREPLACEABLE, lossOf } from "../../facts/irreplaceable";
import { lingobot } from "../../lingobot";
import type { PolicyId } from "../../policies";
import { type Case, evaluated, override, resultOf, standing } from "./evaluated";

const at = (policy: PolicyId, change: Case) => standing(policy, { stack: "repository", ...change });
const ruleset = (value: unknown) =>
  override("Repository/Ruleset-main", "rules.required_status_checks.required_check", value);
const actions = (attribute: string, value: unknown) =>
  override("Repository/ActionsPermissions", attribute, value);
const token = (attribute: string, value: unknown) =>
  override("Repository/WorkflowPermissions", attribute, value);
const another = (stack: Parameters<NonNullable<Case["change"]>>[0]) => {
  new Repository(stack, "Other", { name: "other", lifecycle: { preventDestroy: true } });
};

describe("violated", () => {
  test.each<[PolicyId, string, Case, string]>([
    [
      "required-checks-pinned",
      "a check of anybody",
      { change: ruleset([{ context: "All Pass" }]) },
      'anybody may report the required check "All Pass"; got null; allowed: the id of a GitHub App, for example 15368 for GitHub Actions; use RequiredCheck.fromWorkflowJob, or RequiredCheck.external with the app\'s id (github_repository_ruleset.Repository_Ruleset-main',
    ],
    [
      "required-checks-pinned",
      "an app that is none",
      { change: ruleset([{ context: "x", integration_id: 0 }]) },
      "got 0",
    ],
    [
      "required-checks-pinned",
      "a classic rule",
      {
        change: (stack) =>
          new BranchProtection(stack, "Classic", {
            repositoryId: "x",
            pattern: "main",
            requiredStatusChecks: [{ contexts: ["test"] }],
          }),
      },
      'a classic branch protection cannot say which app reports a required check; got ["test"]; require the checks by a ruleset: RepositoryProtection does (github_branch_protection.Classic.required_status_checks[0].contexts)',
    ],
    [
      "workflow-token",
      "a token that writes, by the settings",
      {
        settings: {
          ...lingobot,
          github: { ...lingobot.github, ...{ actions: { defaultTokenPermissions: "write" } } },
        },
      },
      'a workflow\'s token may write unless the workflow says otherwise; got "write"; allowed: read; leave actions.defaultTokenPermissions out, or set it to "read"; jobs ask for what they need (github_workflow_repository_permissions.Repository_WorkflowPermissions',
    ],
    [
      "workflow-token",
      "a repository composed by hand",
      { change: another },
      "what workflow tokens of the repository may do is left to the organization; add github_workflow_repository_permissions: RepositoryProtection does (github_repository.Other)",
    ],
    [
      "allowed-actions",
      "any action",
      { change: actions("allowed_actions", "all") },
      'any action of anybody may run in the repository; got "all"; allowed: selected, local_only; allow them one by one: AllowedActions.selected({ patterns: ["docker/login-action@*"] }) (github_actions_repository_permissions.Repository_ActionsPermissions',
    ],
    [
      "allowed-actions",
      "a pattern of everything",
      { change: actions("allowed_actions_config.patterns_allowed", ["*/*@*"]) },
      'a pattern allows any action of anybody; got ["*/*@*"]; allowed: patterns with the whole name of an owner',
    ],
    [
      "allowed-actions",
      "a repository composed by hand",
      { change: another },
      "any action of anybody may run in the repository; add github_actions_repository_permissions: RepositoryProtection does (github_repository.Other)",
    ],
    ...["*/checkout@*", "docker*/login-action@v1", "*/*@v1", "**", "*"].map(
      (pattern): [PolicyId, string, Case, string] => [
        "allowed-actions",
        `a pattern of anybody's: ${pattern}`,
        { change: actions("allowed_actions_config.patterns_allowed", [pattern]) },
        "a pattern allows any action of anybody",
      ],
    ),
    [
      "workflow-token",
      "a workflow that approves",
      { change: token("can_approve_pull_request_reviews", true) },
      "a workflow may approve pull requests, and so stand for the person who has to; got true; allowed: false; leave it out, or set it to false (github_workflow_repository_permissions.Repository_WorkflowPermissions",
    ],
    [
      "required-checks-pinned",
      "a check of the older classic rule",
      {
        change: (stack) =>
          stack.addOverride("resource.github_branch_protection_v3.Old", {
            repository: "lingobot",
            branch: "main",
            required_status_checks: { checks: ["test:15368", "lint"] },
          }),
      },
      'anybody may report a required check; got ["lint"]; allowed: each with the id of a GitHub App, as "All Pass:15368"; require the checks by a ruleset: RepositoryProtection does (github_branch_protection_v3.Old.required_status_checks[0].checks)',
    ],
    [
      "required-checks-pinned",
      "a context of the older classic rule",
      {
        change: (stack) =>
          stack.addOverride("resource.github_branch_protection_v3.Old", {
            required_status_checks: { contexts: ["lint"] },
          }),
      },
      'a classic branch protection cannot say which app reports a required check; got ["lint"]',
    ],
    [
      "deletion-protection",
      "an override",
      { change: override("Repository/Resource", "lifecycle.prevent_destroy", undefined) },
      "Terraform may delete github_repository.Repository_22E53BBD, and with it its code, issues and pull requests; got null; allowed: lifecycle.prevent_destroy: true; leave deletionProtection on; to destroy it, npm run destroy lifts the protection for one run (github_repository.Repository_22E53BBD.lifecycle[0].prevent_destroy)",
    ],
    [
      "deletion-protection",
      "a bucket without it",
      { change: (stack) => new SpacesBucket(stack, "Bucket", { name: "files" }) },
      "Terraform may delete digitalocean_spaces_bucket.Bucket, and with it everything in it; got null",
    ],
  ])("%s: %s", (policy, _what, change, message) => {
    const { result, found } = at(policy, change);
    expect(found.join("\n")).toContain(message);
    expect(result).toBe("violated");
  });
});

test.each(IRREPLACEABLE)("deletion-protection is asked of every %s", (type) => {
  const change: Case["change"] = (stack) => stack.addOverride(`resource.${type}.Bare`, { name: "bare" });
  const { result, found } = at("deletion-protection", { change });
  expect(found).toEqual([
    expect.stringContaining(`Terraform may delete ${type}.Bare, and with it ${lossOf(type)}`),
  ]);
  expect(result).toBe("violated");
});

describe("what is removed from the code", () => {
  const removing = (removed: unknown) =>
    at("deletion-protection", { change: (stack) => stack.addOverride("removed", removed) });

  test.each<[string, unknown, string]>([
    [
      "is destroyed unless it says otherwise",
      [{ from: "digitalocean_app.Old" }],
      "Terraform deletes digitalocean_app.Old, and with it its address, its deployments and its secrets; got null; allowed: lifecycle.destroy: false, which only forgets it; say destroy: false; to destroy it, npm run destroy lifts the protection for one run (removed[0].lifecycle.destroy)",
    ],
    [
      "and by saying so",
      { from: "github_repository.Old", lifecycle: { destroy: true } },
      "with it its code, issues and pull requests; got true",
    ],
    [
      "within a module",
      [{ from: 'module.a.module.b["c"].digitalocean_volume.Old', lifecycle: [{}] }],
      "with it its data; got null",
    ],
    ["with a module", [{ from: "module.a" }], "Terraform deletes module.a, and with it what is in it"],
  ])("%s", (_what, removed, message) => {
    const { result, found } = removing(removed);
    expect(found.join("\n")).toContain(message);
    expect(result).toBe("violated");
  });

  test.each([
    [{ from: "digitalocean_app.Old", lifecycle: { destroy: false } }],
    [{ from: "digitalocean_uptime_check.Old" }],
  ])("is forgotten, or made again: %j", (removed) => {
    expect(removing([removed])).toEqual({ result: "holds", found: [] });
  });
});

test.each<[PolicyId, NonNullable<Case["change"]>, string]>([
  ["required-checks-pinned", ruleset("${var.checks}"), "`required_check` is known only"],
  [
    "required-checks-pinned",
    ruleset([{ context: "x", integration_id: "${var.app}" }]),
    "`integration_id` is known only",
  ],
  [
    "workflow-token",
    token("default_workflow_permissions", "${var.x}"),
    "`default_workflow_permissions` is known only",
  ],
  ["workflow-token", token("count", "${var.x}"), "Terraform decides how many of it there are"],
  ["allowed-actions", actions("allowed_actions", "${var.x}"), "`allowed_actions` is known only"],
  [
    "deletion-protection",
    override("Repository/Resource", "lifecycle.prevent_destroy", "${var.x}"),
    "`prevent_destroy` is known only",
  ],
])("cannot be evaluated: %s", (policy, change, message) => {
  expect(at(policy, { change }).found.join("\n")).toContain(message);
});

test.each<[PolicyId, string, Case]>([
  ["allowed-actions", "Actions are off", { change: actions("enabled", false) }],
  ["allowed-actions", "Actions are off by a text", { change: actions("enabled", "false") }],
  ["allowed-actions", "only the organization's own", { change: actions("allowed_actions", "local_only") }],
  ["required-checks-pinned", "another app", { change: ruleset([{ context: "x", integration_id: 57789 }]) }],
])("%s holds: %s", (policy, _what, change) => {
  expect(at(policy, change)).toEqual({ result: "holds", found: [] });
});

describe("protection that a run lifts", () => {
  const options = { destroyable: ["staging"] };

  test("is lifted for the stacks that it names, and in that run only", () => {
    const run = { destroyable: ["staging"] };
    const evaluation = evaluated({ options, run });
    expect(resultOf(evaluation, "deletion-protection", "staging")).toMatchObject({
      result: "not applicable",
      message: "PLATFORM_ALLOW_DESTROY lifts it for this stack in this run",
      thisRunOnly: true,
    });
    expect(resultOf(evaluation, "deletion-protection", "production").result).toBe("holds");
    expect(evaluation.problems).toEqual([]);
  });

  test("and violated for a stack that lacks it though the run names another", () => {
    const evaluation = evaluated({ options, run: { destroyable: ["production"] } });
    expect(resultOf(evaluation, "deletion-protection", "staging").result).toBe("violated");
  });
});
