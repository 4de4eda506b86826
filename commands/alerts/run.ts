import type { SynthesizedStack } from "../../tools/synthesized";
import { table } from "../../tools/table";
import type { DigitalOcean, LiveDestinations } from "../clouds/digitalocean";
import { CommandFailure, EXIT } from "../command-line";
import { appName, resourcesOf } from "../configuration";
import { formatsOf } from "../secrets/formats";
import { secretValues } from "../secrets/values";
import { type ComparedAlert, compareAlerts, describeAlerts, list } from "./differences";
import { wantedAlerts, webhookVariables } from "./wanted";

/** What a run works with. */
export interface AlertsRun {
  readonly digitalocean: DigitalOcean;
  readonly env: NodeJS.ProcessEnv;
  /** Where webhooks are typed. @default - the standard input */
  readonly input?: NodeJS.ReadableStream;
  /** Called with each line for the person. */
  readonly tell: (line: string) => void;
}

/**
 * Has the live alerts of the stacks tell whom the code says. Not by Terraform, whose provider sends destinations only
 * together with the whole app, which deploys it, and cannot take them back.
 * @throws CommandFailure, CloudError
 */
export async function applyAlerts(stacks: readonly SynthesizedStack[], run: AlertsRun): Promise<void> {
  const { digitalocean, env, input, tell } = run;
  for (const stack of stacks) await requireApps(stack, digitalocean);
  const webhooks = await secretValues(
    webhookVariables(stacks.flatMap(wantedAlerts)),
    formatsOf(stacks),
    env,
    input,
  );
  const compared = await compareAll(stacks, digitalocean, webhooks);
  const wrong = compared.filter(({ differs }) => differs);
  for (const alert of wrong) {
    await digitalocean.setAlertDestinations(alert.live.app, alert.live.id, destinationsOf(alert, webhooks));
    tell(`${alert.stack}: ${alert.name} tells ${list(alert.code)}`);
  }
  if (wrong.length === 0) tell("the alerts tell whom the code says: nothing to do");
  const left = describeAlerts(await compareAll(stacks, digitalocean, webhooks));
  if (left.length > 0)
    throw new CommandFailure(`DigitalOcean took the destinations, but not all hold:\n${left.join("\n")}`);
}

/** All alerts of the stacks, as `compareAlerts` has them. */
export async function compareAll(
  stacks: readonly SynthesizedStack[],
  digitalocean: DigitalOcean,
  webhooks: Readonly<Record<string, string>> = {},
): Promise<ComparedAlert[]> {
  const all = await Promise.all(stacks.map((stack) => compareAlerts(stack, digitalocean, webhooks)));
  return all.flat();
}

/** The alerts as a person reads them. */
export function alertsReport(compared: readonly ComparedAlert[]): string {
  const rows = compared.map(({ stack, name, tells, code, differs }) => [
    stack,
    name,
    list(tells),
    differs ? list(code) : "the same",
  ]);
  const differences = describeAlerts(compared);
  return [
    table(["STACK", "ALERT", "TELLS", "BY THE CODE"], rows),
    ...(differences.length === 0 ? [] : ["", ...differences]),
  ].join("\n");
}

/** The same for a program; no webhook's address is in it. */
export function alertsJson(compared: readonly ComparedAlert[]): unknown {
  return compared.map(({ stack, app, name, tells, code, differs }) => ({
    stack,
    app,
    name,
    tells,
    code,
    differs,
  }));
}

async function requireApps(stack: SynthesizedStack, digitalocean: DigitalOcean): Promise<void> {
  for (const name of resourcesOf(stack, "digitalocean_app").map(appName)) {
    if ((await digitalocean.app(name)) !== undefined) continue;
    throw new CommandFailure(
      `${stack.name}: there is no app ${name} yet; its alerts tell whom the code says once it is created: npm run deploy -- ${stack.name}`,
      EXIT.problems,
    );
  }
}

function destinationsOf(
  { wanted: { tells }, code }: ComparedAlert,
  webhooks: Readonly<Record<string, string>>,
): LiveDestinations {
  if (tells === undefined) return { emails: code, slack_webhooks: [] };
  const slack = tells.slack.map(({ channel, variable = "" }) => ({ channel, url: webhooks[variable] ?? "" }));
  return { emails: tells.emails, slack_webhooks: slack };
}
