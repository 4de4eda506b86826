import type { SynthesizedStack } from "../../../tools/synthesized";
import { type RepositoryName, repositoryOf, resourcesOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";

/**
 * GitHub Advanced Security, without which a private repository gets no secret scanning: settings that ask for it and an
 * owner that has it. GitHub tells it by private repositories alone: one that could have it shows `advanced_security`, on or
 * off, to who administers it. Standalone products cannot be turned on by that field (GitHub's API reference), and a
 * repository that is refused is half made.
 */
export const securityProducts: Check = {
  id: "security products",
  run: async (context) => {
    if (!context.github.hasToken) return [];
    const found = await Promise.all(context.stacks.map((stack) => findingsOf(stack, context)));
    return found.flat();
  },
};

async function findingsOf(stack: SynthesizedStack, context: PreflightContext): Promise<Finding[]> {
  const [made] = resourcesOf(stack, "github_repository");
  const name = repositoryOf(stack);
  if (made === undefined || name === undefined || made.values.visibility !== "private") return [];
  const isAsked = JSON.stringify(made.values.security_and_analysis ?? {}).includes("advanced_security");
  const has = await availability(name, context);
  return isAsked ? askedFor(name, has) : leftOff(name, has);
}

function askedFor({ owner, repository }: RepositoryName, has: boolean | undefined): Finding[] {
  if (has === true) return [];
  const drop = "drop github.securityProducts from the settings, which leaves secret scanning off";
  if (has === undefined)
    return [
      {
        note: `not checked: no private repository of ${owner} tells this token whether it could have GitHub Advanced Security; if it could not, the apply ends with 422 and ${owner}/${repository} half made: ${drop}`,
      },
    ];
  return [
    {
      problem: `${owner}/${repository} asks for GitHub Advanced Security, and ${owner}'s private repositories cannot have it: it is not bought, or only as standalone products, which are not turned on this way; the apply would end with 422`,
      next: `buy GitHub Advanced Security for ${owner}, or ${drop}`,
    },
  ];
}

function leftOff({ owner, repository }: RepositoryName, has: boolean | undefined): Finding[] {
  if (has !== true) return [];
  return [
    {
      note: `${owner} has GitHub Advanced Security, and the settings leave secret scanning and push protection off for ${owner}/${repository}: name what was bought in github.securityProducts`,
    },
  ];
}

interface LiveRepository {
  readonly private?: boolean;
  /** Told only to who administers the repository. */
  readonly security_and_analysis?: { readonly advanced_security?: unknown };
}

/** Whether the owner's private repositories can have it; undefined when none tells. The repository itself is asked first. */
async function availability(
  { owner, repository }: RepositoryName,
  { github }: PreflightContext,
): Promise<boolean | undefined> {
  const own = await github.find<LiveRepository>(`/repos/${owner}/${repository}`);
  const told = own === undefined ? undefined : toldBy(own);
  if (told !== undefined) return told;
  const path = `/orgs/${owner}/repos?type=private&per_page=100`;
  const siblings = ((await github.find<LiveRepository[]>(path)) ?? []).map(toldBy);
  if (siblings.includes(true)) return true;
  return siblings.includes(false) ? false : undefined;
}

function toldBy({
  private: isPrivate,
  security_and_analysis: security,
}: LiveRepository): boolean | undefined {
  if (isPrivate !== true || security === undefined) return undefined;
  return security.advanced_security !== undefined;
}
