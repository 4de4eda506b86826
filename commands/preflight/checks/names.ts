import type { SynthesizedStack } from "../../../tools/synthesized";
import { appName, type ConfiguredResource, isImported, repositoryOf, resourcesOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";
import { attributesOf } from "../state-reader";

/** What the stacks are about to create is not there yet, or is theirs already. */
export const names: Check = {
  id: "names",
  run: async (context) => {
    const answers = await Promise.all(
      context.stacks.flatMap((stack) => [
        ...resourcesOf(stack, "digitalocean_app").map((app) => appFindings(app, stack, context)),
        ...resourcesOf(stack, "digitalocean_project").map((made) => projectFindings(made, stack, context)),
        ...resourcesOf(stack, "github_repository").map((made) => repositoryFindings(made, stack, context)),
      ]),
    );
    return answers.flat();
  },
};

async function appFindings(
  app: ConfiguredResource,
  stack: SynthesizedStack,
  context: PreflightContext,
): Promise<Finding[]> {
  if (!context.digitalocean.hasToken) return [];
  const live = await context.digitalocean.app(appName(app));
  if (live === undefined || isImported(app, stack)) return [];
  if ((await idsInState("digitalocean_app", stack, context)).includes(live.id)) return [];
  return [
    {
      problem: `an app "${live.spec.name}" exists already (${live.id}), and it is not in the state of ${stack.name}`,
      next: `rename the product or the environment in the settings, or take it over: npm run adopt`,
    },
  ];
}

async function projectFindings(
  project: ConfiguredResource,
  stack: SynthesizedStack,
  context: PreflightContext,
): Promise<Finding[]> {
  if (!context.digitalocean.hasToken || isImported(project, stack)) return [];
  const all = await context.digitalocean.pages<{ id: string; name: string }>("/v2/projects", "projects");
  const live = all.find(({ name }) => name === project.values.name);
  if (live === undefined) return [];
  if ((await idsInState("digitalocean_project", stack, context)).includes(live.id)) return [];
  return [
    {
      problem: `a DigitalOcean project "${live.name}" exists already (${live.id}), and it is not in the state of ${stack.name}`,
      next: `take it over: npm run adopt -- --imports-only --partly ${stack.name}; or rename the one or the other`,
    },
  ];
}

async function repositoryFindings(
  made: ConfiguredResource,
  stack: SynthesizedStack,
  context: PreflightContext,
): Promise<Finding[]> {
  const name = repositoryOf(stack);
  if (name === undefined || !context.github.hasToken || isImported(made, stack)) return [];
  const path = `/repos/${name.owner}/${name.repository}`;
  if (!(await context.github.has(path))) return [];
  const ids = await idsInState("github_repository", stack, context);
  if (ids.includes(name.repository)) return [];
  return [
    {
      problem: `the repository ${name.owner}/${name.repository} exists already, and it is not in the state of ${stack.name}`,
      next: "take it over as it is: npm run adopt, or github.adopt: true in the settings; or give it another name",
    },
  ];
}

async function idsInState(
  type: string,
  stack: SynthesizedStack,
  { states }: PreflightContext,
): Promise<string[]> {
  return attributesOf(await states.resources(stack), type).map(({ id }) => String(id));
}
