import type { Problem } from "../errors";
import { problemsOfChoice } from "../private/checks";
import { type NotificationTarget, problemsOfTargets } from "./notification-target";

/**
 * The app-level rules that provider 2.71.0 accepts. The API's JOB_INVOCATION_FAILED is refused by it
 * (digitalocean/terraform-provider-digitalocean#1573).
 */
export const APP_ALERT_RULES = [
  "DEPLOYMENT_FAILED",
  "DEPLOYMENT_LIVE",
  "DEPLOYMENT_STARTED",
  "DEPLOYMENT_CANCELED",
  "DOMAIN_FAILED",
  "DOMAIN_LIVE",
  "AUTOSCALE_FAILED",
  "AUTOSCALE_SUCCEEDED",
] as const;

/** An event of an app that can be told. */
export type AppAlertRule = (typeof APP_ALERT_RULES)[number];

/** Whom an alert tells, and whether it does. */
export interface AlertProps {
  /** @default - whom the app tells by default (`notify`), else the e-mail address of the account */
  readonly notify?: readonly NotificationTarget[];
  /** Keeps the alert declared but silent. @default false */
  readonly disabled?: boolean;
}

/** An alert on an event of the whole app. */
export class AppAlert {
  /** A deployment failed; the one before goes on serving. Every app has this alert. */
  public static deploymentFailed(props: AlertProps = {}): AppAlert {
    return new AppAlert("DEPLOYMENT_FAILED", props);
  }

  public static deploymentLive(props: AlertProps = {}): AppAlert {
    return new AppAlert("DEPLOYMENT_LIVE", props);
  }

  public static deploymentStarted(props: AlertProps = {}): AppAlert {
    return new AppAlert("DEPLOYMENT_STARTED", props);
  }

  public static deploymentCanceled(props: AlertProps = {}): AppAlert {
    return new AppAlert("DEPLOYMENT_CANCELED", props);
  }

  /** A domain could not be configured. Every app has this alert. */
  public static domainFailed(props: AlertProps = {}): AppAlert {
    return new AppAlert("DOMAIN_FAILED", props);
  }

  public static domainLive(props: AlertProps = {}): AppAlert {
    return new AppAlert("DOMAIN_LIVE", props);
  }

  public static autoscaleFailed(props: AlertProps = {}): AppAlert {
    return new AppAlert("AUTOSCALE_FAILED", props);
  }

  public static autoscaleSucceeded(props: AlertProps = {}): AppAlert {
    return new AppAlert("AUTOSCALE_SUCCEEDED", props);
  }

  /** An alert by the name of its rule, for input that has no type; an unknown rule is told when the tree is validated. */
  public static of(rule: string, props: AlertProps = {}): AppAlert {
    return new AppAlert(rule, props);
  }

  /** Undefined: tells whom the app tells by default. */
  public readonly notify: readonly NotificationTarget[] | undefined;
  public readonly disabled: boolean;

  private constructor(
    public readonly rule: string,
    props: AlertProps,
  ) {
    this.notify = props.notify;
    this.disabled = props.disabled ?? false;
  }

  /** @internal */
  public _problems(): Problem[] {
    return [
      ...problemsOfChoice<string>("app alert rule", this.rule, APP_ALERT_RULES),
      ...problemsOfTargets(this.notify ?? []),
    ];
  }
}
