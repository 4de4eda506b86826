import { toItsEnd } from "../../tools/interrupt";
import type { SynthesizedStack } from "../../tools/synthesized";
import { CommandFailure } from "../command-line";
import { unreadiness } from "../preflight/checks/app-ready";
import { changedApps, isApplied, redeployedApps, type SecretChange } from "./change";
import { sendingConfiguration } from "./configuration";
import type { LiveSecrets } from "./live";
import { describePlace } from "./places";
import { redeploy } from "./redeploy";
import { type PlannedChange, StackTerraform } from "./terraform";

/** What is needed to send the secrets of one stack. */
export interface Sending {
  readonly stack: SynthesizedStack;
  readonly change: SecretChange;
  readonly live: LiveSecrets;
  /** Values of the secrets that are sent, by variable. */
  readonly values: Readonly<Record<string, string>>;
}

/** Why the apps of a stack take no change now, a sentence each. */
export function unreadyApps({ stack, change, live }: Omit<Sending, "values">): string[] {
  const apps = changedApps(change).flatMap((name) => live.apps.get(name) ?? []);
  return apps.flatMap(unreadiness).map(({ problem, next }) => `${stack.name}: ${problem}; ${next}`);
}

/**
 * Why the secrets of a stack cannot be sent now, a sentence each: Terraform has something else to do, which would be
 * applied along.
 * @throws CommandFailure when Terraform fails
 */
export async function obstaclesTo(sending: Sending, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { stack, change, values } = sending;
  if (!isApplied(change)) return [];
  const terraform = new StackTerraform(stack, env, values);
  await terraform.init();
  return waiting(stack.name, change, await terraform.plan());
}

/**
 * Sends secrets by one apply, once nothing stands against it; afterwards Terraform must have nothing to do at all.
 * @throws CommandFailure when Terraform fails, or still plans something; Failure when an app does not come up
 */
export async function send(sending: Sending, env: NodeJS.ProcessEnv): Promise<void> {
  const { change, live } = sending;
  if (isApplied(change)) await apply(sending, env);
  for (const name of redeployedApps(change)) await redeploy(live.apps.get(name)?.id ?? "", env);
}

async function apply({ stack, change, live, values }: Sending, env: NodeJS.ProcessEnv): Promise<void> {
  const terraform = new StackTerraform(stack, env, values);
  const configuration = sendingConfiguration(stack, change, live);
  const { isInterrupted } = await toItsEnd(() =>
    andThen(
      () => terraform.with(configuration, () => terraform.apply()),
      () => clean(stack, terraform),
    ),
  );
  if (isInterrupted) throw new CommandFailure(interrupted(change));
  const left = await terraform.plan();
  if (left.length > 0)
    throw new CommandFailure(
      `the secrets of ${stack.name} were sent, but Terraform still plans ${list(left)}`,
    );
}

/** What an apply sends stands in the state in clear, also when the apply failed, until a refresh writes what came of it. */
async function clean({ name, directory }: SynthesizedStack, terraform: StackTerraform): Promise<void> {
  try {
    await terraform.refresh();
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    throw new CommandFailure(
      `the state of ${name} holds what was sent in clear, until it is refreshed: terraform apply -refresh-only in ${directory}\n${error.message}`,
    );
  }
}

/** Does the second thing however the first ended; when both fail, both are told. */
async function andThen(first: () => Promise<void>, second: () => Promise<void>): Promise<void> {
  try {
    await first();
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    await second().catch((other: Error) => {
      throw new CommandFailure(`${error.message}\n${other.message}`);
    });
    throw error;
  }
  await second();
}

function interrupted({ sent, removed }: SecretChange): string {
  const names = [...sent.map(({ name, variable }) => variable ?? name), ...removed.map(({ name }) => name)];
  return `interrupted; ${[...new Set(names)].join(", ")} was sent: see npm run secrets`;
}

/** A secret that somebody deleted at GitHub is planned anyway. */
function waiting(stack: string, change: SecretChange, planned: readonly PlannedChange[]): string[] {
  const isSent = ({ address }: PlannedChange) =>
    change.sent.some((place) => place.kind === "github" && place.address === address);
  const others = planned.filter((each) => !isSent(each));
  if (others.length === 0) return [];
  return [
    `${stack}: other changes are waiting and would be applied along: ${list(others)}; deploy them first: npm run deploy -- ${stack}`,
  ];
}

function list(changes: readonly PlannedChange[]): string {
  return changes.map(({ address, action }) => `${action} ${address}`).join(", ");
}

/** What was done, a line each; names only. */
export function sendingReport({ stack, change }: Pick<Sending, "stack" | "change">): string {
  return [
    ...change.sent.map(
      (place) => `${stack.name}: sent ${place.variable ?? place.name} to the ${describePlace(place)}`,
    ),
    ...change.removed.map(
      ({ app, name }) => `${stack.name}: took ${name} away from the DigitalOcean app ${app}`,
    ),
    ...change.stillServing.map(
      ({ app, name }) => `${stack.name}: deployed the DigitalOcean app ${app} again, without ${name}`,
    ),
  ].join("\n");
}
