import type { SynthesizedStack } from "../../tools/synthesized";
import { CommandFailure, EXIT } from "../command-line";
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
 * Sends secrets by one apply: first Terraform must have nothing else to do, so that nothing else is applied along;
 * afterwards it must have nothing to do at all.
 * @throws CommandFailure when something else waits to be deployed, or Terraform fails
 */
export async function send({ stack, change, live, values }: Sending, env: NodeJS.ProcessEnv): Promise<void> {
  const terraform = new StackTerraform(stack, env, values);
  await terraform.init();
  requireNothingElse(stack.name, change, await terraform.plan());
  await terraform.with(sendingConfiguration(stack, change, live), () => terraform.apply());
  const left = await terraform.plan();
  if (left.length > 0)
    throw new CommandFailure(
      `the secrets of ${stack.name} were sent, but Terraform still plans ${list(left)}`,
    );
}

/** A secret that somebody deleted at GitHub is planned anyway. */
function requireNothingElse(stack: string, change: SecretChange, planned: readonly PlannedChange[]): void {
  const isSent = ({ address }: PlannedChange) =>
    change.sent.some((place) => place.kind === "github" && place.address === address);
  const others = planned.filter((each) => !isSent(each));
  if (others.length === 0) return;
  throw new CommandFailure(
    `${stack}: other changes are waiting and would be applied along: ${list(others)}; deploy them first: npm run deploy -- ${stack}`,
    EXIT.problems,
  );
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
