import type { ExpectedCodeScanning } from "../../platform-config";
import { type Finding, unless } from "./finding";

/** GitHub's thresholds, the one that holds the fewest merges back first. */
const ALERTS = ["none", "errors", "errors_and_warnings", "all"];
const SECURITY_ALERTS = ["none", "critical", "high_or_higher", "medium_or_higher", "all"];

interface Tool {
  readonly tool: string;
  readonly alerts_threshold: string;
  readonly security_alerts_threshold: string;
}

/** Where the results of code scanning in force hold back less than was synthesized; several rules add up. */
export function compareCodeScanning(
  wanted: ExpectedCodeScanning | undefined,
  rules: readonly Readonly<Record<string, unknown>>[],
): readonly Finding[] {
  if (wanted === undefined) return [];
  const live = rules.flatMap(({ code_scanning_tools: tools }) =>
    Array.isArray(tools) ? (tools as Tool[]) : [],
  );
  const ours = live.filter(({ tool }) => tool === wanted.tool);
  const { tool, alerts, securityAlerts } = wanted;
  const holds =
    ours.some((each) => reaches(ALERTS, each.alerts_threshold, alerts)) &&
    ours.some((each) => reaches(SECURITY_ALERTS, each.security_alerts_threshold, securityAlerts));
  return unless(
    holds,
    "code scanning",
    { tool, alerts_threshold: alerts, security_alerts_threshold: securityAlerts },
    live,
  );
}

function reaches(thresholds: readonly string[], live: string, wanted: string): boolean {
  return thresholds.indexOf(live) >= thresholds.indexOf(wanted);
}
