import { parseArgs } from "node:util";
import { ApiError } from "./api";
import { Clock } from "./clock";
import { readConfig } from "./config";
import { Context } from "./context";
import { Failure, Misuse } from "./failure";
import { Output } from "./output";
import { Settings } from "./settings";
import { announced, configured } from "./subcommands/configured";
import { coverageComment } from "./subcommands/coverage-comment";
import { deploy } from "./subcommands/deploy";
import { gate } from "./subcommands/gate";
import { health } from "./subcommands/health";
import { monitor } from "./subcommands/monitor";
import { newest } from "./subcommands/newest";
import { notify } from "./subcommands/notify";
import { pathLabels } from "./subcommands/path-labels";
import { previewDown, previewSweep, previewUp } from "./subcommands/preview";
import { promote } from "./subcommands/promote";
import { rollback } from "./subcommands/rollback";
import { sizeLabel } from "./subcommands/size-label";
import { slack } from "./subcommands/slack";
import { smoke } from "./subcommands/smoke";
import { stopped } from "./subcommands/stopped";
import { verify } from "./subcommands/verify";

const COMMANDS: Readonly<Record<string, (context: Context) => Promise<void>>> = {
  announced,
  configured,
  "coverage-comment": coverageComment,
  deploy,
  gate,
  health,
  monitor,
  newest,
  notify,
  "path-labels": pathLabels,
  "preview-down": previewDown,
  "preview-sweep": previewSweep,
  "preview-up": previewUp,
  promote,
  rollback,
  "size-label": sizeLabel,
  slack,
  smoke,
  stopped,
  verify,
};

/** Runs one command; gives the exit code: 0 done, 1 failed or refused, 2 called wrongly. */
export async function run(
  arguments_: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  defaultConfig: string,
): Promise<number> {
  const out = new Output(env);
  try {
    const { command, flags } = parse(arguments_);
    const settings = new Settings(env);
    const load = () => readConfig(settings.optional("PLATFORM_CONFIG") ?? defaultConfig);
    await command(new Context(settings, flags, new Clock(settings.timeScale()), out, load));
    return 0;
  } catch (error) {
    out.error(messageOf(error));
    return error instanceof Failure ? error.exitCode : 1;
  }
}

function parse(arguments_: readonly string[]) {
  const [name = "", ...rest] = arguments_;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw unknown("no such command", name, Object.keys(COMMANDS).join(", "));
  try {
    const options = { environment: { type: "string" }, file: { type: "string" } } as const;
    const { values } = parseArgs({ args: rest, options });
    return { command, flags: new Map(Object.entries(values)) };
  } catch (error) {
    throw unknown((error as Error).message, rest, "--environment NAME, --file PATH");
  }
}

function unknown(fault: string, got: unknown, allowed: string): Misuse {
  return new Misuse({ intent: "start", fault, got, allowed, next: "correct the step's command line" });
}

/** An API's refusal is told as it is; anything unforeseen keeps its stack, for whoever mends this tool. */
function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  if (error instanceof ApiError)
    return `${error.message.replace(/\.$/, "")}. Next: ${adviceFor(error.status)}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function adviceFor(status: number): string {
  if (status === 401) return "the token is not valid any more: make a new one and store it";
  if (status === 403)
    return "the token may not do this: compare the job's permissions, or the token's scopes, with the contract";
  if (status === 404)
    return "it does not exist, or the token may not see it: check the id and the token's scopes";
  if (status === 429) return "the rate limit did not end in time: run the job again later";
  return status === 0 || status >= 500
    ? "the API has a problem: look at its status page, then run the job again"
    : "read what the API said; the request was refused, nothing was changed by it";
}
