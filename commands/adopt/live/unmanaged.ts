import type { GitHub } from "../../clouds/github";
import { CloudError } from "../../clouds/http";

/** A kind of thing that the settings do not say. */
interface Kind {
  readonly what: string;
  /** Below the repository. */
  readonly path: string;
  /** Name of the list in GitHub's answer. @default - the answer is the list */
  readonly list?: string;
  readonly nameOf: (thing: Readonly<Record<string, unknown>>) => string;
  /** Which of the list. @default - all */
  readonly isMeant?: (thing: Readonly<Record<string, unknown>>) => boolean;
}

const byName: Kind["nameOf"] = ({ name }) => `"${String(name)}"`;

const KINDS: readonly Kind[] = [
  { what: "webhook", path: "/hooks", nameOf: ({ config }) => `to ${hostOf(config)}` },
  { what: "deploy key", path: "/keys", nameOf: ({ title }) => `"${String(title)}"` },
  { what: "secret of the repository", path: "/actions/secrets", list: "secrets", nameOf: byName },
  { what: "variable of the repository", path: "/actions/variables", list: "variables", nameOf: byName },
  {
    what: "ruleset of the organization",
    path: "/rulesets?includes_parents=true",
    nameOf: byName,
    isMeant: ({ source_type }) => source_type !== undefined && source_type !== "Repository",
  },
  { what: "environment", path: "/environments", list: "environments", nameOf: byName },
];

/**
 * What a repository has beside what the settings say, by name: it stays, and nobody would look for it there.
 * @param adopted names of the environments that are adopted
 * @throws CloudError when GitHub does not answer
 */
export async function unmanagedOf(
  github: GitHub,
  repository: string,
  adopted: readonly string[],
): Promise<string[]> {
  const path = `/repos/${repository}`;
  const found = await Promise.all(KINDS.map((kind) => namesOf(github, path, kind)));
  const own = new Set(adopted.map((name) => `environment "${name}"`));
  return [...(await classicProtections(github, path)), ...found.flat().filter((each) => !own.has(each))];
}

async function namesOf(
  github: GitHub,
  path: string,
  { what, path: below, list, nameOf, isMeant = () => true }: Kind,
) {
  const things = await orRefused(() => github.list<Readonly<Record<string, unknown>>>(path + below, list));
  if (things === undefined) return [`each ${what}, of which the token may read none`];
  return things.filter(isMeant).map((thing) => `${what} ${nameOf(thing)}`);
}

/** The address may hold a password: its host is enough to know it by. */
function hostOf(config: unknown): string {
  const { url } = (config ?? {}) as { readonly url?: unknown };
  return URL.canParse(String(url)) ? new URL(String(url)).host : "an address that GitHub does not tell";
}

/** Branches that a rule of the older kind protects; it stays in force beside rulesets. */
async function classicProtections(github: GitHub, path: string): Promise<string[]> {
  const branches =
    (await orRefused(() => github.list<{ readonly name: string }>(`${path}/branches?protected=true`))) ?? [];
  const found = await Promise.all(
    branches.map(async ({ name }) => {
      const { status } = await github.get(`${path}/branches/${encodeURIComponent(name)}/protection`);
      return status === 200 ? [`classic protection of the branch "${name}"`] : [];
    }),
  );
  return found.flat();
}

/** Undefined when GitHub refuses to tell; nothing of what the owner's plan has not. */
async function orRefused<T>(ask: () => Promise<T[]>): Promise<T[] | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CloudError && error.status === 403 && /upgrade/i.test(error.message)) return [];
    if (error instanceof CloudError && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}
