import type { DigitalOcean } from "../digitalocean";
import { Failure } from "../failure";
import type { MonitorConfig } from "../monitor-config";
import type { RequestFigures } from "./requests";
import { sampleValue } from "./sample-value";

type Insights = NonNullable<MonitorConfig["insights"]>;

interface Answer {
  readonly data?: { readonly result?: readonly { readonly value?: readonly [number, string] }[] };
}

/** What Insights has; undefined where it has no data and may have none. */
export interface InsightsFigures {
  readonly perSecond: number;
  readonly p95Milliseconds: number | undefined;
  readonly errorPercent: number | undefined;
}

/**
 * The figures of all requests, from DigitalOcean Insights (docs.digitalocean.com, reference of
 * `GET /v2/insights/query/{region}/prom/api/v1/query`). The rate must be there, because this tool asks the app meanwhile,
 * and with it the p95. Errors need not be: where no request failed, their series may not exist, and without any request
 * their share is no number. Throws Failure when what must be there is not.
 */
export async function readInsights(cloud: DigitalOcean, insights: Insights): Promise<InsightsFigures> {
  const ask = (promql: string) => query(cloud, insights.region, promql);
  const perSecond = await ask(insights.requestsPerSecond);
  if (perSecond === undefined) throw noNumber(insights.requestsPerSecond);
  const p95Milliseconds = await ask(insights.p95Milliseconds);
  if (p95Milliseconds === undefined && perSecond > 0) throw noNumber(insights.p95Milliseconds);
  return { perSecond, p95Milliseconds, errorPercent: await ask(insights.errorPercent) };
}

/** Insights' figures, and our own where it has none. */
export function completed(figures: InsightsFigures, own: RequestFigures): RequestFigures {
  return {
    perSecond: figures.perSecond,
    p95Milliseconds: figures.p95Milliseconds ?? own.p95Milliseconds,
    errorPercent: figures.errorPercent ?? own.errorPercent,
  };
}

async function query(cloud: DigitalOcean, region: string, promql: string): Promise<number | undefined> {
  const path = `/v2/insights/query/${encodeURIComponent(region)}/prom/api/v1/query?query=${encodeURIComponent(promql)}`;
  const { data } = await cloud.api.call<Answer>("GET", path);
  return sampleValue(data?.result?.[0]?.value?.[1]);
}

function noNumber(promql: string): Failure {
  return new Failure({
    intent: "judge the deployment by DigitalOcean Insights",
    fault: "a query gave no number, and what cannot be judged is not taken for good",
    got: promql,
    next: "try the query in Insights, and mend monitor.insights of the environment",
  });
}
