import type { MonitorConfig } from "../monitor-config";
import type { ContainerFigures } from "./metrics";
import type { RequestFigures } from "./requests";

const NOT_MEASURED = "not measured";
const OWN_REQUESTS =
  "Request rate, p95 and errors are measured by this tool's own requests to the smoke paths, not those of users: " +
  "for all requests, configure `insights` queries.";

/** The figures as Markdown, with where each comes from. */
export function renderFigures(
  environment: string,
  { observeSeconds, insights }: MonitorConfig,
  requests: RequestFigures,
  containers: ContainerFigures,
): string {
  const source = insights === undefined ? "own requests" : "Insights";
  return [
    `### ${environment}: ${observeSeconds} s after the deployment`,
    "",
    "| measure | value | source |",
    "| --- | ---: | --- |",
    `| request rate | ${requests.perSecond.toFixed(2)} /s | ${source} |`,
    `| p95 | ${requests.p95Milliseconds.toFixed(0)} ms | ${source} |`,
    `| errors | ${requests.errorPercent.toFixed(1)} % | ${source} |`,
    `| CPU, highest | ${percent(containers.cpuPercent)} | metrics API |`,
    `| memory, highest | ${percent(containers.memoryPercent)} | metrics API |`,
    `| restarts | ${containers.restarts ?? NOT_MEASURED} | metrics API |`,
    ...(insights === undefined ? ["", OWN_REQUESTS] : []),
  ].join("\n");
}

function percent(value: number | undefined): string {
  return value === undefined ? NOT_MEASURED : `${value.toFixed(0)} %`;
}
