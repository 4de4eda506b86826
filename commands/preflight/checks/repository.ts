import { repositoryOf, resourcesOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";

/** An environment's repository exists, or is made in the same run. */
export const repository: Check = {
  id: "repository",
  run: async (context) => {
    const { stacks, github } = context;
    if (!github.hasToken) return [];
    const made = stacks.filter((stack) => resourcesOf(stack, "github_repository").length > 0);
    const names = new Set(stacks.filter((stack) => !made.includes(stack)).map(fullName));
    for (const stack of made) names.delete(fullName(stack));
    const answers = await Promise.all([...names].map((name) => missing(name, context)));
    return answers.flat();
  },
};

function fullName(stack: Parameters<typeof repositoryOf>[0]): string {
  const name = repositoryOf(stack);
  return name === undefined ? "" : `${name.owner}/${name.repository}`;
}

async function missing(name: string, { github }: PreflightContext): Promise<Finding[]> {
  if (name === "" || (await github.has(`/repos/${name}`))) return [];
  return [
    {
      problem: `the repository ${name} does not exist, or the token may not see it`,
      next: "deploy it first: npm run deploy -- repository, or npm run deploy -- all",
    },
  ];
}
