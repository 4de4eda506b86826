import { type Call, route } from "../call";
import { checkFaults } from "./list";

/** `GET /v2/insights/query/{region}/prom/api/v1/query`: answers the queries that the options know. */
export const insights = [
  route("GET", "/v2/insights/query/:region/prom/api/v1/query", "monitoring:read", (call: Call) => {
    checkFaults(call);
    const value = call.options.insights?.[call.query.get("query") ?? ""];
    const time = Math.floor(call.cloud.clock.millis() / 1000);
    const result = value === undefined ? [] : [{ metric: {}, value: [time, prometheusText(value)] }];
    return { status: "success", data: { resultType: "vector", result } };
  }),
];

function prometheusText(value: number): string {
  return String(value).replace("Infinity", "Inf").replace(/^Inf$/, "+Inf");
}
