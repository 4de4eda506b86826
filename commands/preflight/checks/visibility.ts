import type { SynthesizedStack } from "../../../tools/synthesized";
import { repositoryOf, resourcesOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";

/**
 * The repository can be made public or private together with its security settings. Provider 6.9.0 sends those first,
 * while the repository still has its old visibility, and GitHub answers 422 (integrations/terraform-provider-github#2073
 * and #1726).
 */
export const visibility: Check = {
  id: "visibility",
  run: async (context) => {
    if (!context.github.hasToken) return [];
    return (await Promise.all(context.stacks.map((stack) => findingsOf(stack, context)))).flat();
  },
};

interface LiveRepository {
  readonly visibility?: string;
  readonly security_and_analysis?: { readonly advanced_security?: object };
}

async function findingsOf(stack: SynthesizedStack, { github }: PreflightContext): Promise<Finding[]> {
  const name = repositoryOf(stack);
  const [wanted] = resourcesOf(stack, "github_repository").map(({ values }) => values);
  if (name === undefined || wanted === undefined) return [];
  const { owner, repository } = name;
  const found = await github.find<LiveRepository>(`/repos/${owner}/${repository}`);
  if (found === undefined) return [];
  const { visibility: now, ...live } = found;
  if (now === wanted.visibility || !isRefused(wanted.security_and_analysis, now, live)) return [];
  return [
    {
      problem: `the repository ${owner}/${repository} is ${now}, and ${wanted.visibility} in the code: GitHub refuses its new security settings as long as it is ${now}, and the provider sends them first`,
      next: `make it ${wanted.visibility} at GitHub, then deploy: gh repo edit ${owner}/${repository} --visibility ${wanted.visibility} --accept-visibility-change-consequences`,
    },
  ];
}

/** What is public must not name advanced_security; what is private has nothing of it without the product. */
function isRefused(wanted: unknown, now: string | undefined, live: LiveRepository): boolean {
  const settings = JSON.stringify(wanted ?? {});
  if (now === "public") return settings.includes('"advanced_security"');
  const hasProduct = live.security_and_analysis?.advanced_security !== undefined;
  return !hasProduct && settings.includes('"enabled"');
}
