import { imagesOf, type SynthesizedStack } from "../../../tools/synthesized";
import { type LiveApp, liveComponents } from "../../clouds/digitalocean";
import { partsOf, resolveImage } from "../../clouds/images";
import { appName, resourcesOf, specOf, variableOf } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";

/** The images that the apps start with are in their registries: a first deployment without its image taints the app. */
export const images: Check = {
  id: "images",
  run: async (context) => {
    const answers = await Promise.all(context.stacks.map((stack) => findingsOf(stack, context)));
    return answers.flat();
  },
};

async function findingsOf(stack: SynthesizedStack, context: PreflightContext): Promise<Finding[]> {
  const apps = resourcesOf(stack, "digitalocean_app");
  if (apps.length === 0) return [];
  const { digitalocean } = context;
  const live = digitalocean.hasToken
    ? await Promise.all(apps.map((app) => digitalocean.app(appName(app))))
    : [];
  const wanted = imagesOf(stack).filter((image) => !live.some((app) => isRunning(app, image)));
  const answers = await Promise.all(wanted.map((image) => imageFinding(image, stack, context)));
  return answers.flat();
}

/** The pipeline owns what runs: of an image that the app already runs, the tag in the code is never deployed again. */
function isRunning(app: LiveApp | undefined, image: string): boolean {
  const { name } = partsOf(image);
  return liveComponents(app).some(
    ({ image: its }) => [its?.registry, its?.repository].filter(Boolean).join("/") === name,
  );
}

async function imageFinding(
  image: string,
  stack: SynthesizedStack,
  { env, digitalocean }: PreflightContext,
): Promise<Finding[]> {
  const variable = pullCredentialOf(stack);
  const pullCredential = variable === undefined ? undefined : env[`TF_VAR_${variable}`];
  const digest = await resolveImage(image, { env, digitalocean, pullCredential });
  if (digest !== undefined) return [{ note: `${stack.name} starts with ${image}, which is ${digest}` }];
  const seen = variable === undefined ? "" : `, or TF_VAR_${variable} may not see it`;
  return [{ problem: `${image} is not in its registry${seen}`, next: howToPush(image, env) }];
}

function pullCredentialOf(stack: SynthesizedStack): string | undefined {
  const components = resourcesOf(stack, "digitalocean_app").flatMap((app) =>
    ["service", "worker", "job"].flatMap((kind) => specOf(app)[kind] ?? []),
  ) as { image?: { registry_credentials?: string } }[];
  return components.map(({ image }) => variableOf(image?.registry_credentials)).find(Boolean);
}

function howToPush(image: string, env: NodeJS.ProcessEnv): string {
  if (env.TF_REATTACH_PROVIDERS !== undefined) return `push it: npm run sandbox -- push ${image}`;
  return `push it: push code and let the pipeline build it, or docker build --platform linux/amd64 -t ${image} . && docker push ${image}`;
}
