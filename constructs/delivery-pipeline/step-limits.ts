import type { EnvironmentConfig, HealthProbe } from "./platform-config";
import { APPEAR_SECONDS, LOGS_SECONDS, SHOWN_SECONDS, SLACK_SECONDS } from "./tool/limits";

/** The tool's commands that a deployment or a rollback runs as steps of their own. */
export type ToolCommand =
  | "announced"
  | "configured"
  | "newest"
  | "gate"
  | "deploy"
  | "verify"
  | "health"
  | "smoke"
  | "monitor"
  | "rollback"
  | "slack";

/**
 * What one command's calls of the APIs may take in all, beside the waits that it is configured with. An API that is
 * down for longer runs into the step's limit.
 */
const CALLS_SECONDS = 60;

/**
 * Minutes for the step of each command: more than the tool's own limits take at worst, so that the tool's limit
 * strikes first and can say why.
 */
export function stepMinutes(config: EnvironmentConfig): Readonly<Record<ToolCommand, number>> {
  const { smoke, monitor, health } = config;
  const paths = smoke.paths.length;
  return {
    announced: minutes(CALLS_SECONDS),
    configured: 1,
    newest: minutes(CALLS_SECONDS),
    gate: minutes(CALLS_SECONDS),
    deploy: minutes(deploySeconds(config) + CALLS_SECONDS),
    verify: minutes(CALLS_SECONDS),
    health: minutes(probeSeconds(health)),
    smoke: minutes(paths * probeSeconds(smoke)),
    monitor: minutes(
      (monitor?.observeSeconds ?? 0) +
        (monitor?.intervalSeconds ?? 0) +
        Math.max(1, paths) * smoke.timeoutSeconds +
        CALLS_SECONDS,
    ),
    rollback: minutes(rollbackSeconds(config) + CALLS_SECONDS),
    slack: minutes(SLACK_SECONDS),
  };
}

/** Another deployment to its end, the own one to its limit, then its logs; every wait may last one look longer. */
function deploySeconds({ deploy }: EnvironmentConfig): number {
  return (
    deploy.inProgressTimeoutSeconds +
    APPEAR_SECONDS +
    deploy.timeoutSeconds +
    3 * deploy.pollSeconds +
    LOGS_SECONDS
  );
}

/** The longest of the three ways: forward until it fails late, by its logs or by what serves, and then all the way back. */
function rollbackSeconds(config: EnvironmentConfig): number {
  const { deploy, health } = config;
  const follow = deploy.timeoutSeconds + deploy.pollSeconds;
  const served = SHOWN_SECONDS + deploy.pollSeconds + probeSeconds(health);
  const thereAndBack =
    deploy.inProgressTimeoutSeconds +
    deploy.pollSeconds +
    follow +
    Math.max(LOGS_SECONDS, served) +
    follow +
    LOGS_SECONDS;
  const redeploy = deploySeconds(config) - LOGS_SECONDS + Math.max(LOGS_SECONDS, served);
  return Math.max(thereAndBack, redeploy);
}

/** Every try timing out, with waits that double up to a minute. */
function probeSeconds(probe: Pick<HealthProbe, "retries" | "delaySeconds" | "timeoutSeconds">): number {
  const waits = Array.from({ length: probe.retries }, (_, retry) =>
    Math.min(60, probe.delaySeconds * 2 ** retry),
  );
  return waits.reduce((sum, wait) => sum + wait, (1 + probe.retries) * probe.timeoutSeconds);
}

/** Whole minutes, and one more. */
function minutes(seconds: number): number {
  return Math.ceil(seconds / 60) + 1;
}
