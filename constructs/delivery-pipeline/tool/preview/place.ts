import type { Context } from "../context";
import type { App, DigitalOcean } from "../digitalocean";
import { Failure } from "../failure";
import { followToActive } from "../follow";
import { type PreviewApp, previewApps, previewName } from "./apps";
import { type PreviewConfig, previewSpec } from "./spec";

const LIMITS = { timeoutSeconds: 900, pollSeconds: 5 };

/** Creates or updates the app of a pull request and waits until it serves. Throws Failure. */
export async function placePreview(
  context: Context,
  cloud: DigitalOcean,
  config: PreviewConfig,
  number: number,
): Promise<App> {
  const { settings } = context;
  const apps = await previewApps(context, cloud);
  const known = apps.find((each) => each.number === number)?.app;
  if (known === undefined && apps.length >= config.maxApps) throw tooMany(apps, config);
  const name = previewName(number, settings.repository());
  const credentials = settings.optional("REGISTRY_CREDENTIALS");
  const spec = previewSpec(name, config, settings.required("IMAGE"), settings.digest(), credentials);
  const app =
    known === undefined ? await create(context, cloud, config, spec) : await cloud.update(known.id, spec);
  const deployment = app.pending_deployment ?? app.in_progress_deployment;
  if (deployment !== undefined) await followToActive(context, cloud, app.id, deployment.id, LIMITS);
  return cloud.app(app.id);
}

/** Two runs can both see room for one more; then the app that came last goes again. */
async function create(
  context: Context,
  cloud: DigitalOcean,
  config: PreviewConfig,
  spec: Record<string, unknown>,
): Promise<App> {
  const { app } = await cloud.api.call<{ app: App }>("POST", "/v2/apps", { spec });
  const apps = await previewApps(context, cloud);
  const allowed = apps.slice(0, config.maxApps);
  if (apps.length <= config.maxApps || allowed.some((each) => each.app.id === app.id)) return app;
  await cloud.remove(app.id);
  throw tooMany(allowed, config);
}

function tooMany(apps: readonly PreviewApp[], { maxApps, label }: PreviewConfig): Failure {
  return new Failure({
    intent: "run another preview",
    fault: `${maxApps} previews run already, which is the limit`,
    got: apps.map(({ app }) => app.spec.name),
    next: `close a pull request or take the label \`${label}\` off it, then run this job again`,
  });
}
