import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lingobot } from "../../lingobot";
import { markdown, PlanFileError, type Report, reportOf } from "../../report";
import { isTold } from "../../sandbox/told-errors";
import { CommandFailure, EXIT, runCommand } from "../command-line";
import { contextOf } from "./context";
import { ofSynthesized } from "./of-synthesized";
import { onBase } from "./on-base";
import { type PlanOptions, parseOptions, USAGE } from "./options";
import { fromFile, inSandbox, live, type Planned } from "./sources";

/** Names of the two files that a run writes. */
const FILES = { markdown: "plan-report.md", json: "plan-report.json" } as const;

async function main(argv: readonly string[]): Promise<number> {
  const options = parseOptions(argv);
  const { plans, policies } = await plansOf(options);
  const context = contextOf(lingobot, policies);
  const isOfOthers = options.source === "synthesized";
  const report = reportOf(plans, isOfOthers ? { ...context, budgetOf: "the base" } : context);
  if (options.source === "file") process.stdout.write(markdown(report));
  else write(report, options.output);
  return report.exitCode;
}

function plansOf(options: PlanOptions): Promise<Planned> | Planned {
  switch (options.source) {
    case "file":
      return fromFile(options.file);
    case "base":
      return onBase(options.ref, options.names);
    case "synthesized":
      return ofSynthesized(options.directory, options.names);
    case "live":
      return live(options.names);
    case "sandbox":
      return inSandbox(options.names);
  }
}

function write(report: Report, directory: string): void {
  mkdirSync(directory, { recursive: true });
  const [text, json] = [join(directory, FILES.markdown), join(directory, FILES.json)];
  const rendered = markdown(report, { artifact: FILES.json });
  writeFileSync(text, rendered);
  writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(rendered);
  console.error(`written: ${text} and ${json}`);
}

/** What the report and the sandbox refuse is told without a stack trace. */
async function told(argv: readonly string[]): Promise<number> {
  try {
    return await main(argv);
  } catch (error) {
    if (error instanceof PlanFileError || isTold(error)) throw new CommandFailure(error.message);
    throw error;
  }
}

/** Exit code 2 says that something changes, so every failure is 1, wrong use included. */
void runCommand(USAGE, () => told(process.argv.slice(2)), EXIT.failed);
