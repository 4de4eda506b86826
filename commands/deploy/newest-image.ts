import { deployDigest } from "../../constructs/delivery-pipeline/tool/deploy-digest";
import type { Deployment, DigitalOcean, Spec } from "../../constructs/delivery-pipeline/tool/digitalocean";
import {
  digestsOf,
  hasSameVersions,
  runsImage,
  shapeOf,
} from "../../constructs/delivery-pipeline/tool/image";
import type { SynthesizedStack } from "../../tools/synthesized";
import { appPlatform, deployContext, type ExistingApp, existingApps } from "./apps";

const FAILED = new Set(["ERROR", "CANCELED"]);

/** An app, and its deployments from before the apply, newest first. */
export interface AppBefore {
  readonly app: ExistingApp;
  readonly deployments: readonly Deployment[];
}

/** What is deployed before an apply reads it. @throws CloudError, ApiError */
export async function appsBefore(stack: SynthesizedStack, env: NodeJS.ProcessEnv): Promise<AppBefore[]> {
  const cloud = appPlatform(deployContext(env), env);
  const apps = await existingApps(stack, env);
  return Promise.all(apps.map(async (app) => ({ app, deployments: await cloud.deployments(app.id) })));
}

/**
 * Deploys again what the pipeline deployed while the apply ran, where the apply wrote the older image over it. Told when it
 * happens.
 * @throws Failure, ApiError
 */
export async function keepNewestImages(before: readonly AppBefore[], env: NodeJS.ProcessEnv): Promise<void> {
  const context = deployContext(env);
  const cloud = appPlatform(context, env);
  for (const { app, deployments } of before) {
    const now = await cloud.deployments(app.id);
    for (const image of app.images) {
      const lost = overwrittenDigest(deployments, now, image);
      if (lost === undefined) continue;
      context.out.warning(
        `${app.name}: while Terraform ran, ${lost.digest} was deployed (deployment ${lost.deployment}), and Terraform wrote the older image that it had read over it; ${lost.digest} is deployed again now`,
      );
      await redeploy(context, cloud, app, image, lost.digest);
    }
  }
}

async function redeploy(
  context: ReturnType<typeof deployContext>,
  cloud: DigitalOcean,
  app: ExistingApp,
  image: string,
  digest: string,
): Promise<void> {
  const { id } = await deployDigest(context, cloud, { app: app.id, image, digest });
  context.out.notice(`${app.name}: ${digest} serves again (deployment ${id})`);
}

/**
 * The digest that an apply wrote an older one over; undefined when it wrote over none. A deployment by Terraform is told
 * from the pipeline's by changing more than the image, and an older image by having been deployed before.
 * @param before deployments before the apply, newest first
 * @param now deployments after it, newest first
 */
export function overwrittenDigest(
  before: readonly Deployment[],
  now: readonly Deployment[],
  image: string,
): { readonly digest: string; readonly deployment: string } | undefined {
  const known = new Set(before.map(({ id }) => id));
  const [newest, ...others] = withSpec([...now.filter(({ id }) => !known.has(id)), ...before], image);
  const [previous, ...older] = others.filter(({ phase }) => !FAILED.has(phase ?? ""));
  if (newest === undefined || previous === undefined || known.has(newest.id) || known.has(previous.id))
    return undefined;
  if (shapeOf(newest.spec, image) === shapeOf(previous.spec, image)) return undefined;
  if (hasSameVersions(newest.spec, previous.spec, image)) return undefined;
  if (!older.some(({ spec }) => hasSameVersions(spec, newest.spec, image))) return undefined;
  const [digest] = digestsOf(previous.spec, image);
  return digest === undefined ? undefined : { digest, deployment: previous.id };
}

function withSpec(
  deployments: readonly Deployment[],
  image: string,
): (Deployment & { readonly spec: Spec })[] {
  return deployments.flatMap((each) =>
    each.spec !== undefined && runsImage(each.spec, image) ? [{ ...each, spec: each.spec }] : [],
  );
}
