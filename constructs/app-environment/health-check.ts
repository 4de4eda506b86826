import type { AppSpecServiceHealthCheck } from "@cdktf/provider-digitalocean/lib/app";
import type { Problem } from "../errors";
import { problemsOfChoice, problemsOfPattern, problemsOfRange } from "../private/checks";

/**
 * How App Platform decides that an instance is ready. A new instance gets no traffic until it is, and a deployment
 * whose instances never become ready fails, while the old one goes on serving.
 *
 * The defaults suit a Python service such as FastAPI under uvicorn: it imports its libraries and opens its
 * connection pools for some seconds before it listens (10 s of grace), an answer may wait behind one slow request
 * (5 s), and one minute of silence means that it hangs (6 failures, 10 s apart). A start may thus take 70 s.
 * Ranges: health check of digitalocean/openapi.
 */
export interface HealthCheckProps {
  /** `http` asks for a path and expects a 2xx or 3xx answer; `tcp` only connects. @default "http" */
  readonly kind?: "http" | "tcp";
  /** Path to ask for, starting with a slash. Only with `http`. @default "/health" */
  readonly path?: string;
  /** Port to check, 1 to 65535. @default - the port of the service */
  readonly port?: number;
  /** Seconds after the start before the first check, 0 to 3600. @default 10 */
  readonly initialDelaySeconds?: number;
  /** Seconds between checks, 1 to 300. @default 10 */
  readonly periodSeconds?: number;
  /** Seconds to wait for an answer, 1 to 120. @default 5 */
  readonly timeoutSeconds?: number;
  /** Good answers in a row that make an instance ready, 1 to 50. @default 1 */
  readonly successThreshold?: number;
  /** Failures in a row that make an instance unready, 1 to 50. @default 6 */
  readonly failureThreshold?: number;
}

/** @internal faults of a health check */
export function problemsOfHealthCheck(props: HealthCheckProps): Problem[] {
  return [
    ...problemsOfChoice("kind of health check", props.kind, ["http", "tcp"]),
    ...problemsOfPath(props),
    ...problemsOfRange("port of the health check", props.port, 1, 65535),
    ...problemsOfRange("initial delay of the health check in seconds", props.initialDelaySeconds, 0, 3600),
    ...problemsOfRange("period of the health check in seconds", props.periodSeconds, 1, 300),
    ...problemsOfRange("timeout of the health check in seconds", props.timeoutSeconds, 1, 120),
    ...problemsOfRange("success threshold of the health check", props.successThreshold, 1, 50),
    ...problemsOfRange("failure threshold of the health check", props.failureThreshold, 1, 50),
  ];
}

function problemsOfPath(props: HealthCheckProps): Problem[] {
  if (props.kind === "tcp" && props.path !== undefined) {
    return [
      {
        fault: "a TCP health check has no path",
        got: props.path,
        next: 'remove the path, or use kind: "http"',
      },
    ];
  }
  return problemsOfPattern("path of the health check", props.path, /^\/\S*$/, {
    allowed: "a path that starts with / and has no spaces",
    next: 'write it as "/health"',
  });
}

/** @internal Every field is set, since App Platform fills in what is left out and Terraform would plan to remove it. */
export function renderHealthCheck(props: HealthCheckProps): AppSpecServiceHealthCheck {
  return {
    ...(props.kind === "tcp" ? {} : { httpPath: props.path ?? "/health" }),
    ...(props.port === undefined ? {} : { port: props.port }),
    initialDelaySeconds: props.initialDelaySeconds ?? 10,
    periodSeconds: props.periodSeconds ?? 10,
    timeoutSeconds: props.timeoutSeconds ?? 5,
    successThreshold: props.successThreshold ?? 1,
    failureThreshold: props.failureThreshold ?? 6,
  };
}
