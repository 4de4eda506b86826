import { imagesOf, type SynthesizedStack } from "../../../tools/synthesized";
import { type LiveApp, liveComponents } from "../../clouds/digitalocean";
import { partsOf, resolveImage } from "../../clouds/images";
import {
  appName,
  type ConfiguredResource,
  componentsOf,
  repositoryOf,
  resourcesOf,
  variableOf,
} from "../../configuration";
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
  const wanted = imagesOf(stack);
  const starting = wanted.filter((image) => live.every((app) => runningOf(app, image).length === 0));
  const running = wanted.flatMap((image) => live.flatMap((app) => runningOf(app, image)));
  const answers = await Promise.all([
    ...starting.map((image) => imageFinding(image, stack, context)),
    ...[...new Set(running)].map((image) => runningFinding(image, stack, context)),
  ]);
  return [...answers.flat(), ...apps.flatMap((app, index) => pinnedFindings(app, live[index], stack))];
}

/** A digest that changed in the code is ignored like a tag, and no plan shows it. */
function pinnedFindings(
  app: ConfiguredResource,
  live: LiveApp | undefined,
  stack: SynthesizedStack,
): Finding[] {
  return liveComponents(live).flatMap(({ name, image }) => {
    const pinned = componentsOf<CodeComponent>(app).find((each) => each.name === name)?.image?.digest;
    if (pinned === undefined || image === undefined || image.digest === pinned) return [];
    const runs = image.digest ?? image.tag ?? "latest";
    return [
      {
        note: `the code of ${stack.name} pins ${name} to ${pinned}, and ${runs} runs: the pipeline owns what runs, and Terraform ignores the image after the first deployment; deploy it by the pipeline, or with doctl apps update`,
      },
    ];
  });
}

interface CodeComponent {
  readonly name?: string;
  readonly image?: { readonly digest?: string; readonly registry_credentials?: string };
}

/**
 * What an app runs of the repository that an image is of. The pipeline owns it: the tag in the code is never deployed
 * again, and an apply starts the app anew with the very image of the live spec.
 */
function runningOf(app: LiveApp | undefined, image: string): string[] {
  const { host, name } = partsOf(image);
  return liveComponents(app).flatMap(({ image: its }) => {
    if ([its?.registry, its?.repository].filter(Boolean).join("/") !== name) return [];
    return [its?.digest ? `${host}/${name}@${its.digest}` : `${host}/${name}:${its?.tag ?? "latest"}`];
  });
}

async function runningFinding(
  image: string,
  stack: SynthesizedStack,
  context: PreflightContext,
): Promise<Finding[]> {
  if ((await digestOf(image, stack, context)) !== undefined) return [];
  return [
    {
      problem: `${image}, which the app of ${stack.name} runs, is no longer in its registry${unseenBy(stack)}: a deployment could not start it`,
      next: "deploy an image that is there, by the pipeline; or push this one again",
    },
  ];
}

async function imageFinding(
  image: string,
  stack: SynthesizedStack,
  context: PreflightContext,
): Promise<Finding[]> {
  const digest = await digestOf(image, stack, context);
  if (digest !== undefined) return [{ note: `${stack.name} starts with ${image}, which is ${digest}` }];
  const next = `${await repositoryFirst(stack, context)}${howToPush(image, context.env)}`;
  return [{ problem: `${image} is not in its registry${unseenBy(stack)}`, next }];
}

function digestOf(image: string, stack: SynthesizedStack, { env, digitalocean }: PreflightContext) {
  const variable = pullCredentialOf(stack);
  const pullCredential = variable === undefined ? undefined : env[`TF_VAR_${variable}`];
  return resolveImage(image, { env, digitalocean, pullCredential });
}

function unseenBy(stack: SynthesizedStack): string {
  const variable = pullCredentialOf(stack);
  return variable === undefined ? "" : `, or TF_VAR_${variable} may not see it`;
}

/** Without a repository there is no pipeline that could build the image. */
async function repositoryFirst(stack: SynthesizedStack, { github }: PreflightContext): Promise<string> {
  const name = repositoryOf(stack);
  if (name === undefined || !github.hasToken) return "";
  // Credentials that GitHub refuses are told by their own check.
  if ((await github.get(`/repos/${name.owner}/${name.repository}`)).status !== 404) return "";
  return "deploy the repository first: npm run deploy -- repository; then ";
}

function pullCredentialOf(stack: SynthesizedStack): string | undefined {
  const components = resourcesOf(stack, "digitalocean_app").flatMap(componentsOf<CodeComponent>);
  return components.map(({ image }) => variableOf(image?.registry_credentials)).find(Boolean);
}

function howToPush(image: string, env: NodeJS.ProcessEnv): string {
  if (env.TF_REATTACH_PROVIDERS !== undefined) return `push it: npm run sandbox -- push ${image}`;
  return `push it: push code and let the pipeline build it, or docker build --platform linux/amd64 -t ${image} . && docker push ${image}`;
}
