import type { Problem } from "../../constructs";
import type { EnvironmentSettings } from "../settings";
import type { Checked } from "./parts";

/** Name of the repository's stack. */
export const REPOSITORY = "repository";

/** Names that mean something else where a stack is named. */
const RESERVED: Readonly<Record<string, string>> = {
  [REPOSITORY]: "like the repository's stack",
  all: '"all", which stands for every stack',
};

/** Longest name of an app (digitalocean/openapi). */
const MAX_APP_NAME = 32;

/** Narrower than each of what it names: a cdktf stack (no spaces, no glob characters), a GitHub environment, an app. */
const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
const CHARACTERS =
  "lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen";

/** What is wrong with the name of the product, which the apps are called after. */
export function productNameProblems(name: unknown): Problem[] {
  const most = MAX_APP_NAME - "-x".length;
  if (typeof name === "string" && NAME.test(name) && name.length >= 2 && name.length <= most) return [];
  return [
    {
      fault: "the name of the product cannot be used",
      got: name,
      allowed: `2 to ${most} ${CHARACTERS}: the apps are called after it`,
      next: 'rename it, for example "lingobot"',
    },
  ];
}

/** The environments by names that stacks can have; a wrong name gets a stand-in, so that the rest is told of too. */
export function usablyNamed(
  environments: readonly (readonly [index: number, environment: EnvironmentSettings])[],
  product: string,
): Checked<readonly EnvironmentSettings[]> {
  const taken = new Set<string>();
  const problems: Problem[] = [];
  const standIns = new Map<string, string>();
  const named = environments.map(([index, environment]) => {
    const { name } = environment;
    const faults = nameProblems(index, name, product, taken);
    problems.push(...faults);
    if (!taken.has(name) && faults.length > 0) standIns.set(name, standIn(index, product));
    taken.add(name);
    return faults.length === 0 ? environment : { ...environment, name: standIn(index, product) };
  });
  return { value: named.map((environment) => promotedFrom(environment, standIns)), problems };
}

function nameProblems(
  index: number,
  name: unknown,
  product: string,
  taken: ReadonlySet<unknown>,
): readonly Problem[] {
  const at = `environments[${index}]`;
  const most = MAX_APP_NAME - product.length - 1;
  if (typeof name !== "string" || !NAME.test(name) || name.length > most)
    return [
      {
        fault: `the name of ${at} cannot be used`,
        got: name,
        allowed: `1 to ${most} ${CHARACTERS}: it names the stack, the GitHub environment, and with ${product}- before it the app`,
        next: 'rename it, for example "staging"',
      },
    ];
  if (Object.hasOwn(RESERVED, name))
    return [
      {
        fault: `an environment cannot be called ${RESERVED[name]}`,
        got: name,
        next: "give the environment another name",
      },
    ];
  if (!taken.has(name)) return [];
  return [{ fault: "two environments have the same name", got: name, next: "rename or remove one of them" }];
}

/** Says in the paths of other problems which one is meant, where that fits into an app's name. */
function standIn(index: number, product: string): string {
  const name = `environment-${index + 1}`;
  return product.length + 1 + name.length > MAX_APP_NAME ? `e${index + 1}` : name;
}

function promotedFrom(
  environment: EnvironmentSettings,
  standIns: ReadonlyMap<string, string>,
): EnvironmentSettings {
  const { delivery } = environment;
  const { promoteFrom: given } = delivery ?? {};
  const promoteFrom = given === undefined ? undefined : standIns.get(given);
  return promoteFrom === undefined ? environment : { ...environment, delivery: { ...delivery, promoteFrom } };
}
