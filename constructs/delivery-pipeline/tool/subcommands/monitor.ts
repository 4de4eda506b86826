import type { Context } from "../context";
import type { App, DigitalOcean } from "../digitalocean";
import { Failure, Misuse } from "../failure";
import { completed, readInsights } from "../monitor/insights";
import { ContainerWatch, judgeMetrics } from "../monitor/metrics";
import { NO_RESTARTS, renderFigures } from "../monitor/report";
import { figuresOf, type RequestFigures, type Sample } from "../monitor/requests";
import { missingWatchers } from "../monitor/watchers";
import type { MonitorConfig } from "../monitor-config";
import { ask } from "../probe";
import { urlOf } from "../serving";

/**
 * Checks that the app is watched, then watches it for some minutes itself. Request rate, p95 and errors are those of
 * this tool's own requests to the smoke paths, without any to the health path, not of the app's users, unless `insights`
 * queries are configured; CPU, memory and restarts are the platform's. What must be measured and is not is not taken for
 * good.
 */
export async function monitor(context: Context): Promise<void> {
  const { environmentName: name, environment, settings } = context;
  const { monitor: config } = environment;
  if (config === undefined) throw notMonitored(name);
  const cloud = context.digitalocean();
  const app = await cloud.app(settings.required("DO_APP_ID"));
  const missing = await missingWatchers(cloud, app, config);
  if (missing.length > 0) throw notWatched(name, missing, environment.stack);
  const faults = await observe(context, cloud, app, config);
  if (faults.length > 0) throw notWell(name, faults, config.observeSeconds);
}

async function observe(
  context: Context,
  cloud: DigitalOcean,
  app: App,
  config: MonitorConfig,
): Promise<readonly string[]> {
  const watch = new ContainerWatch(cloud, app.id, seconds());
  const samples = await sample(context, urlOf(app), config, watch);
  const own = figuresOf(samples, config.observeSeconds);
  const insights = config.insights && (await readInsights(cloud, config.insights));
  const requests = insights === undefined ? own : completed(insights, own);
  const containers = await watch.read(seconds());
  if (containers.restarts === undefined) context.out.notice(NO_RESTARTS);
  context.out.summary(renderFigures(context.environmentName, config, { requests, insights, containers }));
  return [...judgeRequests(requests, config), ...judgeMetrics(containers, config)];
}

/**
 * Our own requests: the documented metrics API has no figures of an app's requests, so rate, duration and errors
 * are measured from outside unless Insights queries are configured. Between them the containers' metrics are awaited.
 */
async function sample(
  context: Context,
  url: string,
  config: MonitorConfig,
  watch: ContainerWatch,
): Promise<readonly Sample[]> {
  const { smoke, health } = context.environment;
  const paths = smoke.paths.length === 0 ? [health.path] : smoke.paths;
  const deadline = context.clock.deadline(config.observeSeconds);
  const samples: Sample[] = [];
  do {
    for (const path of paths) samples.push(await ask(context, url + path, smoke.timeoutSeconds));
    await context.clock.sleep(config.intervalSeconds);
    await watch.retry(seconds());
  } while (!deadline.passed());
  return samples;
}

function judgeRequests(figures: RequestFigures, config: MonitorConfig): readonly string[] {
  const { perSecond, p95Milliseconds, errorPercent } = figures;
  const { minRequestsPerSecond, maxP95Milliseconds, maxErrorPercent } = config;
  return [
    ...(perSecond < minRequestsPerSecond
      ? [`${perSecond.toFixed(2)} requests/s (at least ${minRequestsPerSecond})`]
      : []),
    ...(p95Milliseconds > maxP95Milliseconds
      ? [`p95 ${p95Milliseconds.toFixed(0)} ms (at most ${maxP95Milliseconds})`]
      : []),
    ...(errorPercent > maxErrorPercent
      ? [`errors ${errorPercent.toFixed(1)} % (at most ${maxErrorPercent})`]
      : []),
  ];
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

function notMonitored(name: string): Misuse {
  return new Misuse({
    intent: `monitor ${name}`,
    fault: "platform.json has no monitor settings for it",
    next: "do not run monitor for it, or give the environment monitor settings and render again",
  });
}

function notWatched(name: string, missing: readonly string[], stack: string): Failure {
  return new Failure({
    intent: `hand ${name} over to its alerts`,
    fault: missing.join("; "),
    next: `bring them back: npx cdktf deploy ${stack}`,
  });
}

function notWell(name: string, faults: readonly string[], observed: number): Failure {
  return new Failure({
    intent: `find ${name} well in the ${observed} s after its deployment`,
    fault: faults.join("; "),
    next: "read the app's run-time logs; to go back to the version before, run the rollback workflow",
  });
}
