import type { Problem } from "../errors";
import { problemsOfRange } from "../private/checks";

/** How long a worker or job may take to stop (provider 2.71.0, termination block). */
export interface TerminationProps {
  /** Seconds between SIGTERM and SIGKILL, 1 to 600. @default 120 */
  readonly graceSeconds?: number;
}

/** How a service stops: first no new requests, then SIGTERM, then SIGKILL. */
export interface ServiceTerminationProps extends TerminationProps {
  /** Seconds between the end of new requests and SIGTERM, 1 to 110. @default 15 */
  readonly drainSeconds?: number;
}

/** @internal faults of a termination */
export function problemsOfTermination(props: ServiceTerminationProps, component: string): Problem[] {
  return [
    ...problemsOfRange(`grace period of "${component}" in seconds`, props.graceSeconds, 1, 600),
    ...problemsOfRange(`drain time of "${component}" in seconds`, props.drainSeconds, 1, 110),
  ];
}

/** @internal */
export function renderTermination(props: TerminationProps): { gracePeriodSeconds: number } {
  return { gracePeriodSeconds: props.graceSeconds ?? 120 };
}

/** @internal */
export function renderServiceTermination(props: ServiceTerminationProps): {
  gracePeriodSeconds: number;
  drainSeconds: number;
} {
  return { ...renderTermination(props), drainSeconds: props.drainSeconds ?? 15 };
}
