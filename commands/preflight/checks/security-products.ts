import type { SynthesizedStack } from "../../../tools/synthesized";
import { expectStatus } from "../../clouds/http";
import { repositoryOf, resourcesOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";

/**
 * The organization has GitHub's security products that a private repository asks for. GitHub tells it only by a
 * repository that has them already; without them the apply gets 422 halfway.
 */
export const securityProducts: Check = {
  id: "security products",
  run: async (context) => {
    if (!context.github.hasToken) return [];
    const asking = context.stacks.filter(asksForProducts);
    return (await Promise.all(asking.map((stack) => findingsOf(stack, context)))).flat();
  },
};

function asksForProducts(stack: SynthesizedStack): boolean {
  return resourcesOf(stack, "github_repository").some(({ values }) =>
    JSON.stringify(values.security_and_analysis ?? {}).includes("advanced_security"),
  );
}

interface LiveRepository {
  readonly security_and_analysis?: { readonly advanced_security?: { readonly status: string } };
}

async function findingsOf(stack: SynthesizedStack, { github }: PreflightContext): Promise<Finding[]> {
  const { owner, repository } = repositoryOf(stack) ?? { owner: "", repository: "" };
  const path = `/repos/${owner}/${repository}`;
  const reply = expectStatus(await github.get(path), `GitHub's GET ${path}`, 200, 404);
  const live = reply.status === 404 ? {} : (reply.body as LiveRepository);
  if (live.security_and_analysis?.advanced_security?.status === "enabled") return [];
  return [
    {
      note: `not checked: GitHub does not tell whether ${owner} has bought its security products; if not, the apply ends with 422: drop github.securityProducts from the settings`,
    },
  ];
}
