import type { SynthesizedStack } from "../../tools/synthesized";
import {
  appName,
  type ConfiguredResource,
  componentsOf,
  resourcesOf,
  specOf,
  variableOf,
} from "../configuration";

/** A Slack channel; its webhook is a secret and known by its variable only. */
export interface WantedChannel {
  readonly channel: string;
  readonly variable: string | undefined;
}

/** An alert as the code has it. */
export interface WantedAlert {
  readonly app: string;
  readonly rule: string;
  /** @default - the app's own */
  readonly component?: string;
  /** @default - whom DigitalOcean tells by itself: the account's owner */
  readonly tells?: { readonly emails: readonly string[]; readonly slack: readonly WantedChannel[] };
}

interface CodeDestinations {
  readonly emails?: readonly string[];
  readonly slack_webhooks?: readonly { readonly channel: string; readonly url: string }[];
}

interface CodeAlert {
  readonly rule: string;
  readonly destinations?: CodeDestinations;
}

interface AlertHolder {
  readonly name?: string;
  readonly alert?: readonly CodeAlert[];
}

/** Every alert of the stack's apps, as it was synthesized. */
export function wantedAlerts(stack: SynthesizedStack): WantedAlert[] {
  return resourcesOf(stack, "digitalocean_app").flatMap(alertsOf);
}

/** Variables with the webhooks of the alerts' channels. */
export function webhookVariables(alerts: readonly WantedAlert[]): string[] {
  const channels = alerts.flatMap(({ tells }) => tells?.slack ?? []);
  return [...new Set(channels.flatMap(({ variable }) => variable ?? []))];
}

function alertsOf(resource: ConfiguredResource): WantedAlert[] {
  const app = appName(resource);
  const own = ((specOf(resource).alert ?? []) as CodeAlert[]).map((alert) => wanted(app, alert));
  const ofComponents = componentsOf<AlertHolder>(resource).flatMap(({ name = "", alert = [] }) =>
    alert.map((each) => ({ ...wanted(app, each), component: name })),
  );
  return [...own, ...ofComponents];
}

function wanted(app: string, { rule, destinations }: CodeAlert): WantedAlert {
  if (destinations === undefined) return { app, rule };
  const { emails = [], slack_webhooks = [] } = destinations;
  const slack = slack_webhooks.map(({ channel, url }) => ({ channel, variable: variableOf(url) }));
  return { app, rule, tells: { emails, slack } };
}
