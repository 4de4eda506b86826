import type { DigitalOcean } from "../digitalocean";
import { Failure } from "../failure";
import type { MonitorConfig } from "../monitor-config";
import type { RequestFigures } from "./requests";

type Insights = NonNullable<MonitorConfig["insights"]>;

interface Answer {
  readonly data?: { readonly result?: readonly { readonly value?: readonly [number, string] }[] };
}

/**
 * The figures of all requests, from DigitalOcean Insights (docs.digitalocean.com, reference of
 * `GET /v2/insights/query/{region}/prom/api/v1/query`). Throws Failure when a query gives no number.
 */
export async function readInsights(cloud: DigitalOcean, insights: Insights): Promise<RequestFigures> {
  return {
    perSecond: await query(cloud, insights.region, insights.requestsPerSecond),
    p95Milliseconds: await query(cloud, insights.region, insights.p95Milliseconds),
    errorPercent: await query(cloud, insights.region, insights.errorPercent),
  };
}

async function query(cloud: DigitalOcean, region: string, promql: string): Promise<number> {
  const path = `/v2/insights/query/${encodeURIComponent(region)}/prom/api/v1/query?query=${encodeURIComponent(promql)}`;
  const { data } = await cloud.api.call<Answer>("GET", path);
  const value = Number(data?.result?.[0]?.value?.[1] ?? Number.NaN);
  if (Number.isFinite(value)) return value;
  throw new Failure({
    intent: "judge the deployment by DigitalOcean Insights",
    fault: "a query gave no number, and what cannot be judged is not taken for good",
    got: promql,
    next: "try the query in Insights, and mend monitor.insights of the environment",
  });
}
