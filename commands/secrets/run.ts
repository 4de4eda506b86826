import { ApiError } from "../../constructs/delivery-pipeline/tool/api";
import { Failure } from "../../constructs/delivery-pipeline/tool/failure";
import type { SynthesizedStack } from "../../tools/synthesized";
import { findTerraform } from "../../tools/terraform";
import { type Clouds, cloudsOf } from "../clouds/clouds";
import { CloudError } from "../clouds/http";
import { CommandFailure, EXIT, UsageError } from "../command-line";
import { adviceFor } from "../refusals";
import { applying, isEmpty, missingHolders, neededVariables, rotating, type SecretChange } from "./change";
import { formatsOf } from "./formats";
import { type LiveSecrets, liveSecrets } from "./live";
import { placesOf } from "./places";
import { obstaclesTo, type Sending, send, sendingReport, unreadyApps } from "./send";
import { secretValues } from "./values";

/** What a run works with. */
export interface SecretsRun {
  readonly clouds: Clouds;
  readonly env: NodeJS.ProcessEnv;
  /** Where values are typed. @default - the standard input */
  readonly input?: NodeJS.ReadableStream;
  /** Called with each line for the person. */
  readonly tell: (line: string) => void;
}

/** Makes the live secrets of the stacks those of the code. @throws CommandFailure, CloudError */
export async function applySecrets(stacks: readonly SynthesizedStack[], run: SecretsRun): Promise<void> {
  const targets = await targetsOf(stacks, run);
  requireNone(targets.flatMap(withoutHolders));
  await change(
    targets.map((target) => ({ ...target, change: applying(target.stack, target.live) })),
    run,
  );
}

/**
 * Gives a secret a new value in every stack that has it.
 * @param strict every stack must be deployed; else those that are not are left out
 * @throws UsageError when no stack has such a secret, CommandFailure, CloudError
 */
export async function rotateSecret(
  name: string,
  stacks: readonly SynthesizedStack[],
  run: SecretsRun,
  strict: boolean,
): Promise<void> {
  const holding = stacks.filter((stack) => variablesOf(stack).includes(name));
  const known = [...new Set(stacks.flatMap(variablesOf))];
  if (holding.length === 0)
    throw new UsageError(`no secret is called ${name}; there are: ${known.join(", ")}`);
  const targets = await targetsOf(holding, run);
  if (strict) requireNone(targets.flatMap(withoutHolders));
  const deployed = targets.filter(({ stack, live }) => missingHolders(stack, live).length === 0);
  if (deployed.length === 0) throw nowhere(name, holding);
  for (const { stack } of targets.filter((target) => !deployed.includes(target)))
    run.tell(`${stack.name}: not deployed yet, left out`);
  await change(
    deployed.map((target) => ({ ...target, change: rotating(target.stack, name) })),
    run,
  );
}

interface Target {
  readonly stack: SynthesizedStack;
  readonly live: LiveSecrets;
}

function targetsOf(stacks: readonly SynthesizedStack[], { clouds }: SecretsRun): Promise<Target[]> {
  return Promise.all(stacks.map(async (stack) => ({ stack, live: await liveSecrets(stack, clouds) })));
}

function variablesOf(stack: SynthesizedStack): string[] {
  return placesOf(stack).flatMap(({ variable }) => variable ?? []);
}

interface Changing extends Target {
  readonly change: SecretChange;
}

/** Sends one stack after the other, once all values are known and nothing stands against any of them. */
async function change(all: readonly Changing[], { env, input, tell }: SecretsRun): Promise<void> {
  findTerraform(env);
  const sendings = all.filter((each) => !isEmpty(each.change));
  requireNone(sendings.flatMap(unreadyApps));
  const formats = formatsOf(sendings.map(({ stack }) => stack));
  const names = [...new Set(sendings.flatMap((each) => neededVariables(each.change)))];
  const values = await secretValues(names, formats, env, input);
  requireNone(
    await obstaclesToAll(
      sendings.map((sending) => ({ ...sending, values })),
      env,
    ),
  );
  for (const [index, sending] of sendings.entries()) {
    const later = sendings.slice(index + 1);
    await sendOrTell({ ...sending, values }, { later, isFirst: index === 0, env });
    tell(sendingReport(sending));
  }
  if (sendings.length === 0) tell("the live secrets are those of the code: nothing to do");
}

async function obstaclesToAll(sendings: readonly Sending[], env: NodeJS.ProcessEnv): Promise<string[]> {
  const obstacles: string[] = [];
  try {
    for (const sending of sendings) obstacles.push(...(await obstaclesTo(sending, env)));
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    throw new CommandFailure(`${error.message}\nnothing was sent`, error.exitCode);
  }
  return obstacles;
}

function requireNone(obstacles: readonly string[]): void {
  if (obstacles.length === 0) return;
  throw new CommandFailure([...obstacles, "nothing was sent"].join("\n"), EXIT.problems);
}

interface Turn {
  /** Those that get nothing when this one fails. */
  readonly later: readonly Changing[];
  readonly isFirst: boolean;
  readonly env: NodeJS.ProcessEnv;
}

/** A failure tells the way out, and which stacks it kept from getting anything. */
async function sendOrTell(sending: Sending, { later, isFirst, env }: Turn): Promise<void> {
  try {
    await sendNow(sending, env);
  } catch (error) {
    if (!isTold(error)) throw error;
    const names = later.map(({ stack }) => stack.name).join(", ");
    const unsent = later.length === 0 ? [] : [`nothing was sent to: ${names}`];
    const code = isFirst && error instanceof CommandFailure ? error.exitCode : EXIT.failed;
    throw new CommandFailure([error.message, ...adviceFor(error.message), ...unsent].join("\n"), code);
  }
}

function isTold(error: unknown): error is Error {
  return [CommandFailure, CloudError, Failure, ApiError].some((kind) => error instanceof kind);
}

/** What is live is asked anew: while values were typed and others were sent, somebody may have changed what is to be kept. */
async function sendNow(sending: Sending, env: NodeJS.ProcessEnv): Promise<void> {
  const { stack } = sending;
  const now = { ...sending, live: await liveSecrets(stack, cloudsOf([stack], env)) };
  const unready = unreadyApps(now);
  if (unready.length > 0)
    throw new CommandFailure([...unready, `nothing was sent to ${stack.name}`].join("\n"), EXIT.problems);
  await send(now, env);
}

function nowhere(name: string, stacks: readonly SynthesizedStack[]): CommandFailure {
  const names = stacks.map((stack) => stack.name);
  return new CommandFailure(
    `${name} can be rotated nowhere: ${names.join(", ")} ${names.length === 1 ? "is" : "are"} not deployed yet, where it is set with the first deployment; deploy first: npm run deploy -- ${names.join(" ")}`,
    EXIT.problems,
  );
}

function withoutHolders({ stack, live }: Target): string[] {
  const missing = missingHolders(stack, live);
  if (missing.length === 0) return [];
  return [
    `${stack.name}: there is no ${missing.join(" and no ")} yet; its secrets come with it: npm run deploy -- ${stack.name}`,
  ];
}
