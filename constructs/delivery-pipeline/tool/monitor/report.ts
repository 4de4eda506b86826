import type { MonitorConfig } from "../monitor-config";
import type { InsightsFigures } from "./insights";
import type { ContainerFigures } from "./metrics";
import type { RequestFigures } from "./requests";

const NOT_MEASURED = "not measured";
const OWN_REQUESTS =
  "Request rate, p95 and errors are measured by this tool's own requests to the smoke paths (without any, the health path), not those of users: " +
  "for all requests, configure `insights` queries.";

/** What is told of restarts that DigitalOcean has no data of. */
export const NO_RESTARTS =
  "DigitalOcean has no data of restarts: a container that never restarted may have none, so they are not judged.";

/** All that was measured after a deployment. */
export interface Observed {
  readonly requests: RequestFigures;
  /** What of the requests is Insights'. @default - nothing, no queries are configured */
  readonly insights: InsightsFigures | undefined;
  readonly containers: ContainerFigures;
}

/** The figures as Markdown, with where each comes from. */
export function renderFigures(
  environment: string,
  { observeSeconds, minRequestsPerSecond }: MonitorConfig,
  { requests, insights, containers }: Observed,
): string {
  const judged = insights !== undefined || minRequestsPerSecond > 0;
  const source = sourceOf(insights);
  const { perSecond, p95Milliseconds, errorPercent } = requests;
  return [
    `### ${environment}: ${observeSeconds} s after the deployment`,
    "",
    "| measure | value | source |",
    "| --- | ---: | --- |",
    `| request rate | ${perSecond.toFixed(2)} /s | ${source("perSecond")}${judged ? "" : "; told, not judged"} |`,
    `| p95 | ${p95Milliseconds.toFixed(0)} ms | ${source("p95Milliseconds")} |`,
    `| errors | ${errorPercent.toFixed(1)} % | ${source("errorPercent")} |`,
    `| CPU, highest | ${percent(containers.cpuPercent)} | metrics API |`,
    `| memory, highest | ${percent(containers.memoryPercent)} | metrics API |`,
    `| restarts | ${containers.restarts ?? "no data"} | metrics API |`,
    ...(insights === undefined ? ["", OWN_REQUESTS] : []),
    ...(containers.restarts === undefined ? ["", NO_RESTARTS] : []),
  ].join("\n");
}

function sourceOf(insights: InsightsFigures | undefined): (measure: keyof RequestFigures) => string {
  if (insights === undefined) return () => "own requests";
  return (measure) => (insights[measure] === undefined ? "own requests, Insights has no data" : "Insights");
}

function percent(value: number | undefined): string {
  return value === undefined ? NOT_MEASURED : `${value.toFixed(0)} %`;
}
