import type { SynthesizedStack } from "../../../tools/synthesized";
import { repositoryOf, resourcesOf, uses } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";

/** An environment's repository exists, or is made in the same run; a stack that does not say which it is, is told. */
export const repository: Check = {
  id: "repository",
  run: async (context) => {
    const { stacks, github } = context;
    if (!github.hasToken) return [];
    const made = stacks.filter((stack) => resourcesOf(stack, "github_repository").length > 0);
    const names = new Set(stacks.filter((stack) => !made.includes(stack)).flatMap(fullName));
    for (const name of made.flatMap(fullName)) names.delete(name);
    const answers = await Promise.all([...names].map((name) => missing(name, context)));
    return [...stacks.flatMap(unnamed), ...answers.flat()];
  },
};

function fullName(stack: SynthesizedStack): string[] {
  const name = repositoryOf(stack);
  return name === undefined ? [] : [`${name.owner}/${name.repository}`];
}

/** Told here for the other checks, which have nothing to ask about then. */
function unnamed(stack: SynthesizedStack): Finding[] {
  if (!uses(stack, "github") || repositoryOf(stack) !== undefined) return [];
  return [
    {
      note: `not checked: ${stack.name} does not say which repository of GitHub it is about; give its provider of GitHub an owner`,
    },
  ];
}

async function missing(name: string, { github }: PreflightContext): Promise<Finding[]> {
  if (await github.has(`/repos/${name}`)) return [];
  return [
    {
      problem: `the repository ${name} does not exist, or the token may not see it`,
      next: "deploy it first: npm run deploy -- repository, or npm run deploy -- all",
    },
  ];
}
