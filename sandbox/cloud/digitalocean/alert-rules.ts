import type { AlertSpec } from "./app-spec";
import type { SpecFault } from "./app-spec-rules";

/** Alert rules of an app as a whole. */
export const APP_ALERT_RULES: readonly string[] = [
  "DEPLOYMENT_FAILED",
  "DEPLOYMENT_LIVE",
  "DEPLOYMENT_STARTED",
  "DEPLOYMENT_CANCELED",
  "DOMAIN_FAILED",
  "DOMAIN_LIVE",
  "AUTOSCALE_FAILED",
  "AUTOSCALE_SUCCEEDED",
];

/** Alert rules of one component; the API knows more than the Terraform provider lets through. */
export const COMPONENT_ALERT_RULES: readonly string[] = [
  "CPU_UTILIZATION",
  "MEM_UTILIZATION",
  "RESTART_COUNT",
  "REQUESTS_PER_SECOND",
  "REQUEST_DURATION_P95_MS",
  "JOB_INVOCATION_FAILED",
  "FUNCTIONS_ACTIVATION_COUNT",
  "FUNCTIONS_AVERAGE_DURATION_MS",
  "FUNCTIONS_ERROR_RATE_PER_MINUTE",
  "FUNCTIONS_AVERAGE_WAIT_TIME_MS",
  "FUNCTIONS_ERROR_COUNT",
  "FUNCTIONS_GB_RATE_PER_SECOND",
];

const OPERATORS = ["GREATER_THAN", "LESS_THAN"];
const WINDOWS = ["FIVE_MINUTES", "TEN_MINUTES", "THIRTY_MINUTES", "ONE_HOUR"];
const WITHOUT_THRESHOLD = new Set(["JOB_INVOCATION_FAILED"]);

/** What the API refuses in a list of alerts of the app or of a component. */
export function alertFaults(
  field: string,
  alerts: readonly AlertSpec[],
  of: "app" | "component",
): SpecFault[] {
  const rules = of === "app" ? APP_ALERT_RULES : COMPONENT_ALERT_RULES;
  return alerts.flatMap((alert) => {
    if (!rules.includes(alert.rule)) {
      const reason = `"${alert.rule}" is not a rule for ${of} alerts, must be one of ${rules.join(", ")}`;
      return [{ field: `${field}.rule`, reason }];
    }
    if (of === "app" || WITHOUT_THRESHOLD.has(alert.rule)) return [];
    return [
      ...oneOf(`${field}.operator`, alert.operator, OPERATORS),
      ...oneOf(`${field}.window`, alert.window, WINDOWS),
    ];
  });
}

function oneOf(field: string, value: string | undefined, allowed: readonly string[]): SpecFault[] {
  if (value !== undefined && allowed.includes(value)) return [];
  return [{ field, reason: `"${value ?? ""}" must be one of ${allowed.join(", ")}` }];
}
