import type { SynthesizedStack } from "../../tools/synthesized";
import { CommandFailure } from "../command-line";
import { unreadiness } from "../preflight/checks/app-ready";
import type { SecretChange } from "./change";
import { sendingConfiguration } from "./configuration";
import type { LiveSecrets } from "./live";
import { describePlace } from "./places";
import { type PlannedChange, StackTerraform } from "./terraform";

/** What is needed to send the secrets of one stack. */
export interface Sending {
  readonly stack: SynthesizedStack;
  readonly change: SecretChange;
  readonly live: LiveSecrets;
  /** Values of the secrets that are sent, by variable. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Why the secrets of a stack cannot be sent now, a sentence each: its app takes no change, or Terraform has something
 * else to do, which would be applied along.
 * @throws CommandFailure when Terraform fails
 */
export async function obstaclesTo(sending: Sending, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { stack, change, live, values } = sending;
  const changed = [...change.sent, ...change.removed].flatMap((place) => ("app" in place ? place.app : []));
  const unready = [...new Set(changed)].flatMap((name) => {
    const app = live.apps.get(name);
    return app === undefined ? [] : unreadiness(app);
  });
  if (unready.length > 0) return unready.map(({ problem, next }) => `${stack.name}: ${problem}; ${next}`);
  const terraform = new StackTerraform(stack, env, values);
  await terraform.init();
  return waiting(stack.name, change, await terraform.plan());
}

/**
 * Sends secrets by one apply, once nothing stands against it; afterwards Terraform must have nothing to do at all.
 * @throws CommandFailure when Terraform fails, or still plans something
 */
export async function send({ stack, change, live, values }: Sending, env: NodeJS.ProcessEnv): Promise<void> {
  const terraform = new StackTerraform(stack, env, values);
  await terraform.with(sendingConfiguration(stack, change, live), () => terraform.apply());
  const left = await terraform.plan();
  if (left.length > 0)
    throw new CommandFailure(
      `the secrets of ${stack.name} were sent, but Terraform still plans ${list(left)}`,
    );
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
  ].join("\n");
}
