import type { SynthesizedStack } from "../../../tools/synthesized";
import type { GitHub } from "../../clouds/github";
import {
  type ConfiguredResource,
  isImported,
  literalOf,
  repositoryOf,
  resourcesOf,
} from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";
import { attributesOf, type StateResource } from "../state-reader";

const SECRET = "github_actions_environment_secret";
const VARIABLE = "github_actions_environment_variable";

/**
 * No GitHub environment that somebody made by hand is overwritten. An empty one may be taken: GitHub makes it when a
 * workflow names it. Source: docs.github.com, "Managing environments for deployment".
 */
export const environments: Check = {
  id: "environments",
  run: async (context) => {
    if (!context.github.hasToken) return [];
    const answers = await Promise.all(
      context.stacks.flatMap((stack) =>
        resourcesOf(stack, "github_repository_environment")
          .filter((each) => !isImported(each, stack))
          .map((each) => findingsOf(each, stack, context)),
      ),
    );
    return answers.flat();
  },
};

interface LiveEnvironment {
  readonly protection_rules?: readonly {
    readonly type: string;
    readonly wait_timer?: number;
    readonly reviewers?: readonly unknown[];
  }[];
}

/** An environment at GitHub, and where it belongs. */
interface Place {
  readonly name: string;
  readonly repository: string;
  readonly path: string;
}

async function findingsOf(
  { values }: ConfiguredResource,
  stack: SynthesizedStack,
  { github, states }: PreflightContext,
): Promise<Finding[]> {
  const at = repositoryOf(stack);
  if (at === undefined) return [];
  const { owner, repository } = at;
  const name = String(values.environment);
  const path = `/repos/${owner}/${repository}/environments/${encodeURIComponent(name)}`;
  const live = await github.find<LiveEnvironment>(path);
  if (live === undefined) return [];
  const place = { name, repository: `${owner}/${repository}`, path };
  const inState = await states.resources(stack);
  const isOurs = attributesOf(inState, "github_repository_environment").some(
    (attributes) => attributes.environment === name,
  );
  if (isOurs) return entryFindings(place, stack, inState, github);
  const held = [
    ...protectionOf(live),
    ...(await namesOf(github, path, "secrets")).map((secret) => `secret ${secret}`),
    ...(await namesOf(github, path, "variables")).map((variable) => `variable ${variable}`),
  ];
  return held.length === 0 ? [] : [madeByHand(place, stack, held)];
}

function madeByHand({ name, repository }: Place, stack: SynthesizedStack, held: readonly string[]): Finding {
  return {
    problem: `the GitHub environment "${name}" of ${repository} exists already, and it is not in the state of ${stack.name}: an apply would overwrite what it holds: ${held.join(", ")}`,
    next: `take it over: npm run adopt -- --imports-only --partly ${stack.name}; or give the environment another name in the settings, or delete it if nobody needs it`,
  };
}

function protectionOf({ protection_rules: rules = [] }: LiveEnvironment): string[] {
  return rules.flatMap(({ type, wait_timer: minutes = 0, reviewers = [] }) => {
    if (type === "required_reviewers") return [`${reviewers.length} required reviewers`];
    if (type === "wait_timer") return minutes === 0 ? [] : [`a wait timer of ${minutes} minutes`];
    return [type === "branch_policy" ? "a branch policy" : `the rule ${type}`];
  });
}

async function namesOf(github: GitHub, path: string, kind: "secrets" | "variables"): Promise<string[]> {
  return (await github.list<{ name: string }>(`${path}/${kind}`, kind)).map(({ name }) => name);
}

/** Secrets and variables that the code adds to an environment of ours, and that somebody put there by hand. */
async function entryFindings(
  place: Place,
  stack: SynthesizedStack,
  inState: readonly StateResource[],
  github: GitHub,
): Promise<Finding[]> {
  const added = (type: string, key: string) =>
    resourcesOf(stack, type)
      .filter((each) => literalOf(stack, each.values.environment) === place.name && !isImported(each, stack))
      .map(({ values }) => String(values[key]))
      .filter(
        (name) => !attributesOf(inState, type).some((attributes) => isSame(attributes, key, name, place)),
      );
  const there = async (kind: "secrets" | "variables", names: readonly string[]) => {
    if (names.length === 0) return [];
    const live = (await namesOf(github, place.path, kind)).map((each) => each.toUpperCase());
    return names.filter((name) => live.includes(name.toUpperCase()));
  };
  const secrets = await there("secrets", added(SECRET, "secret_name"));
  const variables = await there("variables", added(VARIABLE, "variable_name"));
  const subject = `of the GitHub environment ${place.name} exists already, and it is not in the state of ${stack.name}`;
  const remove = (kind: string, name: string) =>
    `gh ${kind} delete ${name} --env ${place.name} --repo ${place.repository}`;
  return [
    ...secrets.map((name) => ({
      problem: `the secret ${name} ${subject}: an apply would overwrite its value`,
      next: `give it another name in the settings; or, if its value may go: ${remove("secret", name)}`,
    })),
    ...variables.map((name) => ({
      problem: `the variable ${name} ${subject}: GitHub refuses a second one`,
      next: `take it over: npm run adopt -- --imports-only --partly ${stack.name}; or, if its value may go: ${remove("variable", name)}`,
    })),
  ];
}

function isSame(
  attributes: StateResource["instances"][number]["attributes"],
  key: string,
  name: string,
  place: Place,
) {
  return (
    attributes.environment === place.name && String(attributes[key]).toUpperCase() === name.toUpperCase()
  );
}
