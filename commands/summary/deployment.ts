import type { Configured } from "./configured";
import type { StackReading } from "./stack-reading";
import { type Entry, entry, type Part, phrase } from "./text";

/** GitHub's environments: from which branch, after whose approval, with which secrets. */
export function deploymentPart(stack: StackReading): Part {
  const environments = stack
    .resources("github_repository_environment")
    .flatMap(({ settings }) => environmentEntries(settings, stack));
  return { title: "Deployed through GitHub", entries: [...environments, ...holdings(stack)] };
}

function environmentEntries(environment: Configured, stack: StackReading): Entry[] {
  const { references } = stack;
  const repository = references.text(environment.take("repository"));
  const name = environment.text("environment");
  const bypass = environment.take("can_admins_bypass");
  const wait = environment.text("wait_timer");
  return [
    entry("environment", `${name} of repository ${repository}`),
    entry("from", phrase(...branches(environment, stack))),
    entry("approved by", approval(environment, references)),
    entry("administrators", bypass === false ? "cannot bypass this" : "CAN BYPASS this"),
    entry("wait", wait && `${wait} minutes`),
  ];
}

function branches(environment: Configured, stack: StackReading): string[] {
  const [policy] = environment.blocks("deployment_branch_policy");
  if (policy === undefined) return ["ANY BRANCH"];
  const isProtected = policy.take("protected_branches") === true;
  policy.skip("custom_branch_policies");
  const patterns = stack.resources("github_repository_environment_deployment_policy").map(({ settings }) => {
    settings.skip("repository", "environment");
    const [branch, tag] = [settings.text("branch_pattern"), settings.text("tag_pattern")];
    return branch === undefined ? `tag ${tag}` : `branch ${branch}`;
  });
  return isProtected ? ["every protected branch"] : patterns;
}

function approval(environment: Configured, references: StackReading["references"]): string {
  const reviewers = environment
    .blocks("reviewers")
    .flatMap((block) => [
      ...block.list("teams").map((team) => `team ${references.text(team)}`),
      ...block.list("users").map((user) => references.text(user)),
    ]);
  const self = environment.take("prevent_self_review") === true;
  if (reviewers.length === 0) return "nobody: deployments start by themselves";
  return phrase(...reviewers, self ? "not by who started it" : "ALSO BY WHO STARTED IT");
}

/** Secrets and variables that jobs get. */
function holdings(stack: StackReading): Entry[] {
  const { references } = stack;
  const secrets = stack.resources("github_actions_environment_secret").map(({ settings }) => {
    settings.skip("repository", "environment");
    const [name, value] = [settings.text("secret_name"), settings.take("plaintext_value")];
    const source = references.source(value);
    return entry(`secret ${name}`, source === name ? "from the variable of this name" : `from ${source}`);
  });
  const variables = stack.resources("github_actions_environment_variable").map(({ settings }) => {
    settings.skip("repository", "environment");
    return entry(`variable ${settings.text("variable_name")}`, references.text(settings.take("value")));
  });
  const ofRepository = stack.resources("github_actions_variable").map(({ settings }) => {
    settings.skip("repository");
    const [name, value] = [settings.text("variable_name"), settings.take("value")];
    return entry(`variable ${name}`, `${references.text(value)}, of the whole repository`);
  });
  return [...secrets, ...variables, ...ofRepository];
}
