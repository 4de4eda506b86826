import type { SynthesizedStack } from "../../tools/synthesized";
import type { GitHub } from "../clouds/github";
import { expectStatus } from "../clouds/http";
import { managed, type StateReader } from "../preflight/state-reader";

/** What keeps stacks from being destroyed, each with what to do. */
export async function obstacles(
  stacks: readonly SynthesizedStack[],
  all: readonly SynthesizedStack[],
  states: StateReader,
  github: GitHub,
): Promise<string[]> {
  const holds = async (stack: SynthesizedStack, type?: string) =>
    managed(await states.resources(stack), type).length > 0;
  const makesRepository = await Promise.all(stacks.map((stack) => holds(stack, "github_repository")));
  if (!makesRepository.includes(true)) return [];
  const others = all.filter(({ name }) => !stacks.some((stack) => stack.name === name));
  const answers = await Promise.all(others.map((stack) => holds(stack)));
  const standing = others.filter((_, index) => answers[index]).map(({ name }) => name);
  return [...stillStanding(standing, stacks), ...(await lackingScope(github))];
}

function stillStanding(standing: readonly string[], stacks: readonly SynthesizedStack[]): string[] {
  if (standing.length === 0) return [];
  const names = [...stacks].reverse().map(({ name }) => name);
  return [
    `${standing.join(", ")} would lose the GitHub environment and its secrets with the repository, and their apps would go on: destroy them first, or together: npm run destroy -- ${[...names, ...standing].join(" ")}`,
  ];
}

/** A classic token tells its scopes; of any other, GitHub answers the deletion itself. */
async function lackingScope(github: GitHub): Promise<string[]> {
  if (!github.hasToken || github.isApp) return [];
  const { headers } = expectStatus(await github.get("/user"), "GitHub's GET /user", 200, 403);
  const scopes = headers.get("x-oauth-scopes");
  if (scopes === null || scopes.split(/\s*,\s*/).includes("delete_repo")) return [];
  return [
    `the token in GITHUB_TOKEN may not delete a repository: it lacks the scope delete_repo, and has ${scopes || "none"}; add it at https://github.com/settings/tokens`,
  ];
}
