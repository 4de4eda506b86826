import type { SynthesizedStack } from "../../tools/synthesized";
import type { DigitalOcean, LiveAlert } from "../clouds/digitalocean";
import { type WantedAlert, wantedAlerts } from "./wanted";

/** An alert that is in the code and live: whom it tells, and whom it should. */
export interface ComparedAlert {
  readonly stack: string;
  readonly app: string;
  /** "CPU_UTILIZATION of api" */
  readonly name: string;
  /** Names of e-mail addresses and channels, sorted. */
  readonly tells: readonly string[];
  readonly code: readonly string[];
  readonly differs: boolean;
  readonly wanted: WantedAlert;
  readonly live: LiveAlert & { readonly app: string };
}

/**
 * Compares whom the alerts tell with the code, which no plan does: the provider never reads destinations back. An alert
 * that is not live yet is left out; a plan shows it.
 * @param webhooks the channels' addresses by variable, where they are known; channels are compared by name otherwise
 * @throws CloudError when DigitalOcean does not answer
 */
export async function compareAlerts(
  stack: SynthesizedStack,
  digitalocean: DigitalOcean,
  webhooks: Readonly<Record<string, string>> = {},
): Promise<ComparedAlert[]> {
  const compared: ComparedAlert[] = [];
  for (const wanted of wantedAlerts(stack)) {
    const live = await liveAlert(wanted, digitalocean);
    if (live === undefined) continue;
    const code = await codeNames(wanted, digitalocean);
    const tells = liveNames(live);
    const differs = code.join() !== tells.join() || hasOtherWebhook(wanted, live, webhooks);
    compared.push({
      stack: stack.name,
      app: wanted.app,
      name: nameOf(wanted),
      tells,
      code,
      differs,
      wanted,
      live,
    });
  }
  return compared;
}

/** The differences in sentences, with what to do: one for all alerts of an app that tell the same. */
export function describeAlerts(compared: readonly ComparedAlert[]): string[] {
  const sentences = new Map<string, string[]>();
  for (const { differs, stack, app, name, tells, code } of compared) {
    if (!differs) continue;
    const end = `of the DigitalOcean app ${app} would tell ${list(code)} by the code, but tell ${list(tells)}; make it so: npm run alerts -- apply ${stack}`;
    const key = `${stack}: the alerts \0 ${end}`;
    sentences.set(key, [...(sentences.get(key) ?? []), name]);
  }
  return [...sentences].map(([sentence, names]) => sentence.replace("\0", names.join(", ")));
}

/** Names as a person reads them. */
export function list(names: readonly string[]): string {
  return names.length === 0 ? "nobody" : names.join(", ");
}

async function liveAlert({ app, rule, component }: WantedAlert, digitalocean: DigitalOcean) {
  const found = await digitalocean.app(app);
  if (found === undefined) return undefined;
  const alerts = await digitalocean.alerts(found.id);
  const alert = alerts.find(
    ({ component_name, spec }) => spec.rule === rule && (component_name || undefined) === component,
  );
  return alert === undefined ? undefined : { ...alert, app: found.id };
}

async function codeNames({ tells }: WantedAlert, digitalocean: DigitalOcean): Promise<string[]> {
  if (tells === undefined) return [await digitalocean.accountEmail()];
  return [...tells.emails, ...tells.slack.map(({ channel }) => channel)].sort();
}

function liveNames({ emails, slack_webhooks }: LiveAlert): string[] {
  return [...(emails ?? []), ...(slack_webhooks ?? []).map(({ channel }) => channel)].sort();
}

function hasOtherWebhook(
  { tells }: WantedAlert,
  { slack_webhooks }: LiveAlert,
  webhooks: Readonly<Record<string, string>>,
): boolean {
  return (tells?.slack ?? []).some(({ channel, variable = "" }) => {
    const wanted = webhooks[variable];
    const urls = (slack_webhooks ?? []).filter((each) => each.channel === channel).map(({ url }) => url);
    return wanted !== undefined && !urls.includes(wanted);
  });
}

function nameOf({ rule, component }: WantedAlert): string {
  return component === undefined ? rule : `${rule} of ${component}`;
}
