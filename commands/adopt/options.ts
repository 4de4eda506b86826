import { parseArgs } from "node:util";
import type { GitHubPlan } from "../../constructs";
import { parsing, UsageError } from "../command-line";

export const USAGE = `npm run adopt -- OWNER/REPOSITORY ENVIRONMENT=APP… [--branch ENVIRONMENT=BRANCH…] [--name NAME]
                 [--bucket NAME] [--region SPACES_REGION] [--plan free|team|enterprise] [--output FILE] [--replace] [--redeploy]
npm run adopt -- --imports-only [STACK…] [--partly] [--redeploy]
npm run adopt -- --done
  OWNER/REPOSITORY ENVIRONMENT=APP…
                  reads a repository, its environments and their apps (by name or id), and writes the settings that
                  match them and imports.json, which takes them into the state at the next deployment
  --branch        the branch that an environment deploys (default: the only one that its rules let deploy)
  --name          name of the product (default: the repository's)
  --bucket        the Spaces bucket for the state (default: NAME-terraform-state), --region its region (default: nyc3)
  --plan          GitHub's plan, where GitHub does not tell it
  --output FILE   where the settings go (default: lingobot.ts); --replace writes over what is there
  --redeploy      apps with domains may be deployed once more as they are: the provider cannot import domains
  --imports-only  the settings stay, only the state was lost: writes imports.json for all stacks, or those named
  --partly        takes in only what exists and is not in the state; the rest of a stack may differ from what exists
  --done          takes out of imports.json what is in the state by now
Nothing is changed in the clouds, and nothing is written unless the plan that follows changes nothing either.
Exit codes: 0 written, 1 failed, 2 wrong use, 3 something differs or cannot be said, and nothing was written`;

/** What the person asked for. */
export type AdoptOptions =
  | { readonly mode: "done" }
  | ({ readonly mode: "imports-only" } & AgainOptions)
  | ({ readonly mode: "read" } & ReadOptions);

/** What to import of the settings. */
export interface AgainOptions {
  readonly stacks: readonly string[];
  readonly mayRedeploy: boolean;
  /** Only what exists and is not in the state; the rest may differ. */
  readonly partly: boolean;
}

/** What to read, and where the settings go. */
export interface ReadOptions {
  readonly owner: string;
  readonly repository: string;
  readonly environments: readonly EnvironmentOption[];
  readonly name: string;
  readonly bucket: string;
  readonly region: string;
  readonly plan?: GitHubPlan;
  readonly output: string;
  readonly replace: boolean;
  /** Apps with domains may be deployed once more, as they are. */
  readonly mayRedeploy: boolean;
}

/** An environment and the app that it deploys. */
export interface EnvironmentOption {
  readonly name: string;
  /** Name or id of the app. */
  readonly app: string;
  readonly branch?: string;
}

const OPTIONS = {
  "imports-only": { type: "boolean", default: false },
  partly: { type: "boolean", default: false },
  done: { type: "boolean", default: false },
  branch: { type: "string", multiple: true, default: [] as string[] },
  name: { type: "string" },
  bucket: { type: "string" },
  region: { type: "string", default: "nyc3" },
  plan: { type: "string" },
  output: { type: "string", default: "lingobot.ts" },
  replace: { type: "boolean", default: false },
  redeploy: { type: "boolean", default: false },
} as const;

/** @throws UsageError when it cannot be told what is meant */
export function parseOptions(argv: readonly string[]): AdoptOptions {
  const { values, positionals } = parsing(() =>
    parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true }),
  );
  if (values.done && values["imports-only"])
    throw new UsageError("--done and --imports-only exclude each other");
  if (values.partly && !values["imports-only"]) throw new UsageError("--partly belongs to --imports-only");
  if (values.done) {
    if (positionals.length > 0) throw new UsageError(`--done takes no names: ${positionals.join(", ")}`);
    return { mode: "done" };
  }
  if (values["imports-only"])
    return {
      mode: "imports-only",
      stacks: positionals.filter((name) => name !== "all"),
      mayRedeploy: values.redeploy,
      partly: values.partly,
    };
  const [fullName, ...pairs] = positionals;
  const [, owner, repository] = /^([^/=]+)\/([^/=]+)$/.exec(fullName ?? "") ?? [];
  if (owner === undefined || repository === undefined)
    throw new UsageError(`name the repository first, as OWNER/REPOSITORY; got ${fullName ?? "nothing"}`);
  const name = values.name ?? repository.toLowerCase();
  return {
    mode: "read",
    owner,
    repository,
    environments: environmentsOf(pairs, values.branch),
    name,
    bucket: values.bucket ?? `${name}-terraform-state`,
    region: values.region,
    ...(values.plan === undefined ? {} : { plan: planOf(values.plan) }),
    output: values.output,
    replace: values.replace,
    mayRedeploy: values.redeploy,
  };
}

function planOf(plan: string): GitHubPlan {
  if (plan === "free" || plan === "team" || plan === "enterprise") return plan;
  throw new UsageError(`--plan is free, team or enterprise; got ${plan}`);
}

function environmentsOf(pairs: readonly string[], branches: readonly string[]): EnvironmentOption[] {
  if (pairs.length === 0) throw new UsageError("name each environment and its app, as ENVIRONMENT=APP");
  const environments = pairs.map((pair) => pairOf(pair, "ENVIRONMENT=APP"));
  const branchOf = new Map(branches.map((pair) => pairOf(pair, "--branch ENVIRONMENT=BRANCH")));
  const names = environments.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`environment ${twice} is named twice`);
  const unknown = [...branchOf.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new UsageError(
      `--branch names no environment that is adopted: ${unknown.join(", ")}; those are: ${names.join(", ")}`,
    );
  return environments.map(([name, app]) => {
    const branch = branchOf.get(name);
    return { name, app, ...(branch === undefined ? {} : { branch }) };
  });
}

function pairOf(pair: string, form: string): readonly [string, string] {
  const [, left, right] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
  if (left !== undefined && right !== undefined) return [left, right];
  throw new UsageError(`${form} is the form; got ${pair}`);
}
