import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ApiError } from "../constructs/delivery-pipeline/tool/api";
import { Clock } from "../constructs/delivery-pipeline/tool/clock";
import { readConfig } from "../constructs/delivery-pipeline/tool/config";
import { Context } from "../constructs/delivery-pipeline/tool/context";
import { Failure } from "../constructs/delivery-pipeline/tool/failure";
import { Output } from "../constructs/delivery-pipeline/tool/output";
import { pullRequestOf } from "../constructs/delivery-pipeline/tool/pull-request";
import { Settings } from "../constructs/delivery-pipeline/tool/settings";
import { writeComment } from "../constructs/delivery-pipeline/tool/sticky-comment";
import { writeOrSummarize } from "../constructs/delivery-pipeline/tool/write-or-summarize";
import { CommandFailure, EXIT, parsing, runCommand, UsageError } from "./command-line";

const USAGE = `npm run comment -- NAME FILE
  Puts FILE on the pull request that the workflow runs for, as the one comment of this NAME, which later runs change;
  where the token cannot write, into the job's summary. Runs in GitHub Actions; needs GITHUB_TOKEN
Exit codes: 0 done, 1 GitHub failed, 2 wrong use`;

async function main(argv: readonly string[]): Promise<number> {
  const { positionals } = parsing(() => parseArgs({ args: [...argv], allowPositionals: true }));
  const [name, file, ...more] = positionals;
  if (name === undefined || file === undefined || more.length > 0)
    throw new UsageError("name the comment, and the file that it is made of");
  const context = contextOf(process.env);
  const pull = pullRequestOf(context);
  const text = read(file);
  await writeOrSummarize(context, pull, text, () => writeComment(context.github(), pull.number, name, text));
  return EXIT.done;
}

/** What the deploy tool's code works with; the comment needs none of its configuration. */
function contextOf(env: NodeJS.ProcessEnv): Context {
  const settings = new Settings(env);
  const load = () => readConfig(settings.required("PLATFORM_CONFIG"));
  return new Context(settings, new Map(), new Clock(settings.timeScale()), new Output(env), load);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandFailure(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** What the tool's code refuses is told without a stack trace. */
async function told(argv: readonly string[]): Promise<number> {
  try {
    return await main(argv);
  } catch (error) {
    if (error instanceof Failure) throw new CommandFailure(error.message, error.exitCode);
    if (error instanceof ApiError) throw new CommandFailure(error.message);
    throw error;
  }
}

void runCommand(USAGE, () => told(process.argv.slice(2)));
