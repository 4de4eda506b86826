import { parseArgs } from "node:util";
import { InvalidValueError } from "../../constructs";
import { CommandFailure, EXIT, parsing, UsageError } from "../command-line";
import { checkCheckout, printFiles, writeCheckout } from "./files";
import { listPins, pullPinsInto } from "./pins";
import { propose } from "./propose/propose";
import { expectedProtections } from "./protection";
import { renderedPipeline } from "./rendered-pipeline";
import type { PipelineRun } from "./run";

interface Subcommand {
  /** How many arguments it takes, at least and at most. */
  readonly takes: readonly [number, number];
  run(context: PipelineRun, args: readonly string[], dryRun: boolean): number | Promise<number>;
}

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  print: { takes: [0, 1], run: (context, [path]) => printFiles(context, path) },
  write: { takes: [1, 1], run: (context, [directory = ""]) => writeCheckout(context, directory) },
  check: { takes: [1, 1], run: (context, [directory = ""]) => checkCheckout(context, directory) },
  propose: { takes: [0, 0], run: (context, _, dryRun) => propose(context, dryRun) },
  "pins pull": { takes: [1, 1], run: (context, [directory = ""]) => pullPinsInto(context, directory) },
  "pins list": { takes: [0, 0], run: listPins },
  timings: {
    takes: [0, 0],
    run: (context) => {
      context.write(`${renderedPipeline(context.settings).describeTimings()}\n`);
      return EXIT.done;
    },
  },
  protection: { takes: [0, 0], run: expectedProtections },
};

/**
 * Runs `npm run pipeline` with these arguments.
 * @returns the exit code
 * @throws UsageError, CommandFailure, CloudError with what a person needs to know
 */
export async function pipelineCommand(argv: readonly string[], context: PipelineRun): Promise<number> {
  const options = { "dry-run": { type: "boolean", default: false } } as const;
  const { values, positionals } = parsing(() =>
    parseArgs({ args: [...argv], options, allowPositionals: true }),
  );
  const words = positionals[0] === "pins" ? 2 : 1;
  const name = positionals.slice(0, words).join(" ");
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (subcommand === undefined) throw new UsageError(unknown(name));
  const args = positionals.slice(words);
  const [least, most] = subcommand.takes;
  if (args.length < least) throw new UsageError(`${name} needs the folder of a checkout`);
  if (args.length > most) throw new UsageError(`${name} does not take ${args.slice(most).join(" ")}`);
  if (values["dry-run"] && name !== "propose") throw new UsageError("--dry-run belongs to propose");
  return told(() => subcommand.run(context, args, values["dry-run"]));
}

function unknown(name: string): string {
  return name === "" ? "say what to do" : `there is no command "${name}"`;
}

/** What constructs refuse is told without a stack trace. */
async function told(run: () => number | Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof InvalidValueError) throw new CommandFailure(error.message, EXIT.problems);
    throw error;
  }
}
