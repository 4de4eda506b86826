import { APP_METRICS, type AppMetric } from "../../cloud/digitalocean";
import { type Call, route } from "../call";

/** `/v2/monitoring/metrics/apps/…`: the three app metrics that the API documents. */
export const metrics = APP_METRICS.map((metric) =>
  route("GET", `/v2/monitoring/metrics/apps/${metric}`, "monitoring:read", (call) => read(call, metric)),
);

function read({ cloud, query }: Call, metric: AppMetric): unknown {
  const component = query.get("app_component");
  return cloud.digitalocean.metrics.query(metric, {
    app_id: query.get("app_id") ?? "",
    start: Number(query.get("start")),
    end: Number(query.get("end")),
    ...(component === null ? {} : { app_component: component }),
  });
}
