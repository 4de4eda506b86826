import { ApiError } from "../api";
import type { Context } from "../context";
import type { DigitalOcean } from "../digitalocean";
import { Misuse } from "../failure";
import { previewApps, previewName } from "../preview/apps";
import { placePreview } from "../preview/place";
import { requirePrice } from "../preview/price";
import type { PreviewConfig } from "../preview/spec";
import { wishOf } from "../preview/wish";
import { pullRequestOf } from "../pull-request";
import { urlOf } from "../serving";
import { writeComment } from "../sticky-comment";

/**
 * Creates or updates the app of a pull request and tells its address there. What counts is the pull request as it is
 * now, before and after: a run that had to wait must not bring back what was closed meanwhile.
 */
export async function previewUp(context: Context): Promise<void> {
  const { out } = context;
  const config = previewConfig(context);
  const { number, head } = pullRequestOf(context);
  const [github, cloud] = [context.github(), context.digitalocean()];
  const wish = await wishOf(github, number, config.label);
  if (!wish.wanted) return retire(context, cloud, number, config);
  if (wish.head !== head)
    return out.notice(`#${number} has a newer commit, whose own run brings its preview`);
  await requirePrice(cloud, config.instanceSize, config.maxMonthlyDollars);
  const app = await placePreview(context, cloud, config, number);
  if (!(await wishOf(github, number, config.label)).wanted) return retire(context, cloud, number, config);
  const url = urlOf(app);
  out.set("app-id", app.id);
  out.set("url", url);
  out.info(`the preview of #${number} is at ${url}`);
  const end = `It is removed when the pull request is closed or loses the label \`${config.label}\`.`;
  await tell(context, number, `Preview: ${url}\n\n${end}`);
}

/** Removes the app of a pull request, unless it asks for one again; one that is gone already is no failure. */
export async function previewDown(context: Context): Promise<void> {
  const { number } = pullRequestOf(context);
  if (await isWantedAgain(context, number)) {
    return context.out.notice(`#${number} is open and labelled again: its preview stays`);
  }
  await remove(context, context.digitalocean(), number);
}

/** Removes the app of every pull request that asks for none: of those whose own event was lost. */
export async function previewSweep(context: Context): Promise<void> {
  const { label } = previewConfig(context);
  const [github, cloud] = [context.github(), context.digitalocean()];
  const apps = await previewApps(context, cloud);
  for (const { number } of apps) {
    if (!(await wishOf(github, number, label)).wanted) await remove(context, cloud, number);
  }
  context.out.info(`looked at ${apps.length} previews`);
}

async function retire(
  context: Context,
  cloud: DigitalOcean,
  number: number,
  { label }: PreviewConfig,
): Promise<void> {
  context.out.notice(`#${number} is closed or has lost the label "${label}" meanwhile: it gets no preview`);
  await remove(context, cloud, number);
}

async function remove(context: Context, cloud: DigitalOcean, number: number): Promise<void> {
  const { settings, out } = context;
  const name = previewName(number, settings.repository());
  const found = (await previewApps(context, cloud)).find((each) => each.number === number);
  if (found === undefined) return out.info(`${name} does not exist: nothing to remove`);
  await cloud.remove(found.app.id);
  out.notice(`${name} is removed`);
  await tell(context, number, "Preview: removed.");
}

/** When GitHub does not say, the event counts: a removed preview comes back with the next push, a forgotten one costs. */
async function isWantedAgain(context: Context, number: number): Promise<boolean> {
  const { label } = previewConfig(context);
  try {
    return (await wishOf(context.github(), number, label)).wanted;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    context.out.warning(`what #${number} asks for now is not known, so the event counts: ${error.message}`);
    return false;
  }
}

/** The app is what matters: a comment that cannot be written turns nothing red. */
async function tell(context: Context, number: number, text: string): Promise<void> {
  try {
    await writeComment(context.github(), number, "preview", text);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    context.out.warning(`#${number} has no comment about this: ${error.message}`);
  }
}

function previewConfig({ config }: Context): PreviewConfig {
  if (config.preview !== undefined) return config.preview;
  throw new Misuse({
    intent: "run a preview",
    fault: "platform.json has no preview settings: previews are off",
    next: "switch them on in the pipeline and render again",
  });
}
