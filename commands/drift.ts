import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ApiError } from "../constructs/delivery-pipeline/tool/api";
import { platformRun } from "../platform-run";
import { requireClouds } from "./clouds/clouds";
import { GitHub } from "./clouds/github";
import { repositoryApi } from "./clouds/repository-api";
import { CommandFailure, EXIT, parsing, runCommand, UsageError } from "./command-line";
import { CHECKS } from "./drift/checks";
import { renamedEnvironmentOf } from "./drift/checks/renamed-environment";
import { driftFile, readDriftFile } from "./drift/drift-file";
import { keepIssues } from "./drift/issues";
import { driftOfStack, type StackDrift } from "./drift/stack-drift";
import { driftText } from "./drift/text";
import { planningEnvironment, selectStacks, synthesizedStacks } from "./project";

const USAGE = `npm run drift [-- STACK…|all] [--output FILE.json]
npm run drift -- issues FILE.json
  (nothing)  how the clouds differ from what was applied, of all stacks or those named; changes nothing
  issues     keep one issue a stack in GITHUB_REPOSITORY, from what an earlier run wrote: open while it differs,
             closed too when all stacks were looked at and it is none; only issues of bots, so with a bot's GITHUB_TOKEN
Secrets without a value get a placeholder.
Exit codes: 0 nobody changed anything outside Terraform, 2 drift, 1 something could not be looked at, or wrong use`;

/** As of terraform's -detailed-exitcode. */
const DRIFT = 2;

async function main([first, ...rest]: readonly string[]): Promise<number> {
  if (first === "issues") return issues(rest);
  const options = { output: { type: "string" } } as const;
  const args = first === undefined ? [] : [first, ...rest];
  const { values, positionals } = parsing(() => parseArgs({ args, options, allowPositionals: true }));
  const drifts = await look(positionals);
  for (const drift of drifts) console.log(driftText(drift));
  const complete = positionals.length === 0 || positionals.includes("all");
  if (values.output !== undefined) writeFileSync(values.output, driftFile({ complete, stacks: drifts }));
  return exitCodeOf(drifts);
}

/** One after the other: Terraform's plans fill the machine. */
async function look(names: readonly string[]): Promise<StackDrift[]> {
  const { env } = process;
  const all = await synthesizedStacks(env);
  const stacks = selectStacks(all, names.length === 0 ? ["all"] : names);
  requireClouds(stacks, env);
  const { settings } = platformRun(env, new Date());
  const planning = planningEnvironment(stacks, env);
  const drifts: StackDrift[] = [];
  const checks = [...CHECKS, renamedEnvironmentOf(stacks, all)];
  for (const stack of stacks) drifts.push(await driftOfStack(stack, settings, planning, checks));
  return drifts;
}

async function issues([file, ...more]: readonly string[]): Promise<number> {
  if (file === undefined || more.length > 0)
    throw new UsageError("name the one file that a run wrote with --output");
  const found = readDriftFile(file);
  const { GITHUB_REPOSITORY: repository } = process.env;
  if (!repository)
    throw new CommandFailure("export GITHUB_REPOSITORY=OWNER/NAME: the repository that the issues are in");
  try {
    const github = await repositoryApi(new GitHub(process.env), repository, process.env);
    await keepIssues(found, github, (line) => console.log(line));
  } catch (error) {
    if (error instanceof ApiError)
      throw new CommandFailure(`the issues of ${repository} could not be kept: ${error.message}`);
    throw error;
  }
  return EXIT.done;
}

function exitCodeOf(drifts: readonly StackDrift[]): number {
  if (drifts.some(({ failures }) => failures.length > 0)) return EXIT.failed;
  return drifts.some(({ verdict }) => verdict === "drift") ? DRIFT : EXIT.done;
}

/** Exit code 2 says drift, so whatever is no answer is 1. */
void runCommand(USAGE, () => main(process.argv.slice(2)), EXIT.failed);
