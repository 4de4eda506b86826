import type { Context } from "../context";
import type { App, DigitalOcean } from "../digitalocean";
import { Failure, Misuse } from "../failure";
import { followToActive } from "../follow";
import { previewApps, previewName } from "../preview/apps";
import { requirePrice } from "../preview/price";
import { type PreviewConfig, previewSpec } from "../preview/spec";
import { pullRequestOf } from "../pull-request";
import { urlOf } from "../serving";
import { writeComment } from "../sticky-comment";

const LIMITS = { timeoutSeconds: 900, pollSeconds: 5 };

/** Creates or updates the app of a pull request and tells its address there. */
export async function previewUp(context: Context): Promise<void> {
  const { settings, out } = context;
  const config = previewConfig(context);
  const { number } = pullRequestOf(context);
  const cloud = context.digitalocean();
  await requirePrice(cloud, config.instanceSize, config.maxMonthlyDollars);
  const app = await apply(context, cloud, config, previewName(number, settings.repository()));
  const url = urlOf(app);
  out.set("app-id", app.id);
  out.set("url", url);
  const text = `Preview: ${url}\n\nIt is removed when the pull request is closed or loses the label \`${config.label}\`.`;
  await writeComment(context.github(), number, "preview", text);
}

/** Removes the app of a pull request; one that is gone already is no failure. */
export async function previewDown(context: Context): Promise<void> {
  const { settings, out } = context;
  const { number } = pullRequestOf(context);
  const cloud = context.digitalocean();
  const name = previewName(number, settings.repository());
  const app = (await previewApps(cloud, settings.repository())).find(({ spec }) => spec.name === name);
  if (app === undefined) return out.info(`${name} does not exist: nothing to remove`);
  await cloud.api.call("DELETE", `/v2/apps/${app.id}`);
  await writeComment(context.github(), number, "preview", "Preview: removed.");
  out.info(`${name} is removed`);
}

async function apply(
  context: Context,
  cloud: DigitalOcean,
  config: PreviewConfig,
  name: string,
): Promise<App> {
  const { settings } = context;
  const apps = await previewApps(cloud, settings.repository());
  const known = apps.find(({ spec }) => spec.name === name);
  if (known === undefined && apps.length >= config.maxApps) throw tooMany(apps, config);
  const credentials = settings.optional("REGISTRY_CREDENTIALS");
  const spec = previewSpec(name, config, settings.required("IMAGE"), settings.digest(), credentials);
  const app = known === undefined ? await create(cloud, spec) : await cloud.update(known.id, spec);
  const deployment = app.pending_deployment ?? app.in_progress_deployment;
  if (deployment !== undefined) await followToActive(context, cloud, app.id, deployment.id, LIMITS);
  return cloud.app(app.id);
}

async function create(cloud: DigitalOcean, spec: Record<string, unknown>): Promise<App> {
  return (await cloud.api.call<{ app: App }>("POST", "/v2/apps", { spec })).app;
}

function previewConfig({ config }: Context): PreviewConfig {
  if (config.preview !== undefined) return config.preview;
  throw new Misuse({
    intent: "run a preview",
    fault: "platform.json has no preview settings: previews are off",
    next: "switch them on in the pipeline and render again",
  });
}

function tooMany(apps: readonly App[], { maxApps, label }: PreviewConfig): Failure {
  return new Failure({
    intent: "run another preview",
    fault: `${maxApps} previews run already, which is the limit`,
    got: apps.map(({ spec }) => spec.name),
    next: `close a pull request or take the label \`${label}\` off it, then run this job again`,
  });
}
