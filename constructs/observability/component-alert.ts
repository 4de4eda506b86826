import { Token } from "cdktf";
import type { Problem } from "../errors";
import { problemsOfChoice, problemsOfRange } from "../private/checks";
import type { AlertProps } from "./app-alert";
import { type NotificationTarget, problemsOfTargets } from "./notification-target";

/** The component rules that provider 2.71.0 accepts; the API's others (requests per second, latency) are refused by it. */
export const COMPONENT_ALERT_RULES = ["CPU_UTILIZATION", "MEM_UTILIZATION", "RESTART_COUNT"] as const;

/** A measure of a component. */
export type ComponentAlertRule = (typeof COMPONENT_ALERT_RULES)[number];

/** How long the measure must be beyond the limit. */
export type AlertWindow = "5m" | "10m" | "30m" | "1h";

const WINDOWS: Readonly<Record<AlertWindow, string>> = {
  "5m": "FIVE_MINUTES",
  "10m": "TEN_MINUTES",
  "30m": "THIRTY_MINUTES",
  "1h": "ONE_HOUR",
};

/** Alerts when the measure is above a limit. */
export interface AboveProps extends AlertProps {
  /** The limit: percent (1 to 100) for CPU and memory, a count (0 or more) for restarts. */
  readonly above: number;
  /** How long it must be above. @default "5m" */
  readonly window?: AlertWindow;
}

/** Alerts when the measure is below a limit, for example to find instances that are too large. */
export interface BelowProps extends AlertProps {
  /** The limit: percent (1 to 100). */
  readonly below: number;
  /** How long it must be below. @default "5m" */
  readonly window?: AlertWindow;
}

/** An alert on a measure of one component: a service, a worker or a job. */
export class ComponentAlert {
  /** CPU use, in percent of what the size has. */
  public static cpu(props: AboveProps | BelowProps): ComponentAlert {
    return new ComponentAlert("CPU_UTILIZATION", props);
  }

  /** Memory use, in percent of what the size has. */
  public static memory(props: AboveProps | BelowProps): ComponentAlert {
    return new ComponentAlert("MEM_UTILIZATION", props);
  }

  /** Restarts of the component within the window. */
  public static restarts(props: AboveProps): ComponentAlert {
    return new ComponentAlert("RESTART_COUNT", props);
  }

  /** An alert by the name of its rule, for input that has no type; an unknown rule is told when the tree is validated. */
  public static of(rule: string, props: AboveProps | BelowProps): ComponentAlert {
    return new ComponentAlert(rule, props);
  }

  public readonly operator: "GREATER_THAN" | "LESS_THAN";
  public readonly value: number;
  public readonly window: AlertWindow;
  /** Undefined: tells whom the app tells by default. */
  public readonly notify: readonly NotificationTarget[] | undefined;
  public readonly disabled: boolean;

  private constructor(
    public readonly rule: string,
    props: AboveProps | BelowProps,
  ) {
    this.operator = "above" in props ? "GREATER_THAN" : "LESS_THAN";
    this.value = "above" in props ? props.above : props.below;
    this.window = props.window ?? "5m";
    this.notify = props.notify;
    this.disabled = props.disabled ?? false;
  }

  /** @internal the window as the provider writes it */
  public get _providerWindow(): string {
    return WINDOWS[this.window] ?? this.window;
  }

  /** @internal */
  public _problems(): Problem[] {
    return [
      ...problemsOfChoice<string>("component alert rule", this.rule, COMPONENT_ALERT_RULES),
      ...problemsOfChoice("alert window", this.window, Object.keys(WINDOWS) as AlertWindow[]),
      ...this.problemsOfValue(),
      ...problemsOfTargets(this.notify ?? []),
    ];
  }

  private problemsOfValue(): Problem[] {
    if (this.rule !== "RESTART_COUNT")
      return problemsOfRange(`limit of ${this.rule} in percent`, this.value, 1, 100);
    if (Token.isUnresolved(this.value) || (Number.isInteger(this.value) && this.value >= 0)) return [];
    return [
      {
        fault: "the limit of RESTART_COUNT is out of range",
        got: this.value,
        allowed: "whole numbers from 0",
        next: "choose how many restarts are too many",
      },
    ];
  }
}
