import type {
  AppSpecAlert,
  AppSpecAlertDestinations,
  AppSpecServiceAlert,
} from "@cdktf/provider-digitalocean/lib/app";
import type { Construct } from "constructs";
import type { Problem } from "../errors";
import { AppAlert } from "../observability/app-alert";
import type { ComponentAlert } from "../observability/component-alert";
import {
  type BoundTargets,
  bindTargets,
  type NotificationTarget,
  problemsOfTargets,
} from "../observability/notification-target";
import type { Problems } from "../private/problems";
import type { SecretPrecondition } from "./secret";

interface AppEntry {
  readonly alert: AppAlert;
  readonly own: BoundTargets;
  readonly implied: boolean;
}

interface ComponentEntry {
  readonly component: string;
  readonly alert: ComponentAlert;
  readonly targets: BoundTargets;
}

/** The alerts of an app and of its components, arranged so that provider 2.71.0 delivers what they say. */
export class Alerts {
  private readonly app = new Map<string, AppEntry>();
  private readonly components: ComponentEntry[] = [];
  private readonly fallback: BoundTargets;

  /** The API makes these two for every new app; declared, they cannot show as drift. */
  public constructor(
    private readonly scope: Construct,
    private readonly problems: Problems,
    notify: readonly NotificationTarget[],
  ) {
    problems.add(...problemsOfTargets(notify));
    this.fallback = bindTargets(notify, scope);
    for (const alert of [AppAlert.deploymentFailed(), AppAlert.domainFailed()]) this.setApp(alert, true);
  }

  public addToApp(alert: AppAlert): void {
    this.problems.add(...alert._problems());
    if (this.app.get(alert.rule)?.implied === false) {
      this.problems.add({
        fault: `the app alert ${alert.rule} is declared twice`,
        next: "keep one, with all its targets",
      });
      return;
    }
    this.setApp(alert, false);
  }

  public addToComponent(component: string, alert: ComponentAlert): void {
    this.problems.add(...alert._problems());
    if (this.of(component).some((entry) => entry.alert.rule === alert.rule)) {
      const fault = `the alert ${alert.rule} of "${component}" is declared twice`;
      this.problems.add({ fault, next: "keep one: destinations are matched by rule only" });
      return;
    }
    const own = bindTargets(alert.notify ?? [], this.scope);
    this.components.push({ component, alert, targets: own.key === "" ? this.fallback : own });
  }

  /**
   * The app-level alerts. Either all of them have destinations or none has: the provider looks at the first alone,
   * and empties those of alerts without any. So an alert that names nobody tells whom the app tells by default, or
   * else whom the other alerts tell.
   */
  public renderApp(): AppSpecAlert[] {
    const fallback = this.fallback.key === "" ? this.everybody() : this.fallback;
    return [...this.app.values()].map(({ alert, own }) => ({
      rule: alert.rule,
      disabled: alert.disabled,
      ...renderDestinations(own.key === "" ? fallback : own),
    }));
  }

  /** The alerts of one component; undefined when there are none. */
  public renderComponent(component: string): AppSpecServiceAlert[] | undefined {
    const entries = this.of(component);
    if (entries.length === 0) return undefined;
    return entries.map(({ alert, targets }) => ({
      rule: alert.rule,
      operator: alert.operator,
      value: alert.value,
      window: alert._providerWindow,
      disabled: alert.disabled,
      ...renderDestinations(targets),
    }));
  }

  /** What Terraform must check of the secrets in the destinations. */
  public get preconditions(): SecretPrecondition[] {
    const own = [...this.app.values()].map((entry) => entry.own);
    const ofComponents = this.components.map((entry) => entry.targets);
    return [this.fallback, ...own, ...ofComponents].flatMap((targets) => targets.preconditions);
  }

  /** Faults that only show when all components are known. */
  public lateProblems(componentNames: readonly string[]): Problem[] {
    return [...this.problemsOfUnknown(componentNames), ...this.problemsOfMixed()];
  }

  private of(component: string): ComponentEntry[] {
    return this.components.filter((entry) => entry.component === component);
  }

  /** In the order of declaration, after those that are implied and not declared. */
  private setApp(alert: AppAlert, implied: boolean): void {
    this.app.delete(alert.rule);
    this.app.set(alert.rule, { alert, own: bindTargets(alert.notify ?? [], this.scope), implied });
  }

  private everybody(): BoundTargets {
    const targets = [...this.app.values()].flatMap(({ alert }) => alert.notify ?? []);
    return bindTargets(targets, this.scope);
  }

  private problemsOfUnknown(names: readonly string[]): Problem[] {
    return this.components
      .filter(({ component }) => !names.includes(component))
      .map(({ component, alert }) => ({
        fault: `the alert ${alert.rule} is for a component that does not exist`,
        got: component,
        allowed: names.join(", "),
        next: "name one of these components",
      }));
  }

  private problemsOfMixed(): Problem[] {
    const first = new Map<string, ComponentEntry>();
    return this.components.flatMap((entry) => {
      const other = first.get(entry.alert.rule);
      first.set(entry.alert.rule, other ?? entry);
      if (other === undefined || other.targets.key === entry.targets.key) return [];
      return [
        {
          fault: `the alert ${entry.alert.rule} of "${other.component}" and of "${entry.component}" tell different targets, but the provider matches destinations by rule only, so that the last would win`,
          got: [other.targets.key || "nobody", entry.targets.key || "nobody"],
          allowed: "the same targets for the same rule",
          next: "give both alerts the targets of both",
        },
      ];
    });
  }
}

function renderDestinations({ key, emails, slack }: BoundTargets): {
  destinations?: AppSpecAlertDestinations;
} {
  if (key === "") return {};
  return {
    destinations: {
      ...(emails.length > 0 ? { emails } : {}),
      ...(slack.length > 0 ? { slackWebhooks: slack } : {}),
    },
  };
}
