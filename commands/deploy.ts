import { existsSync } from "node:fs";
import { platformRun } from "../platform-run";
import { importsFile, type PlatformSettings } from "../stacks";
import type { SynthesizedStack } from "../tools/synthesized";
import { dropDone } from "./adopt/done";
import { cloudsOf } from "./clouds/clouds";
import { CommandFailure, EXIT, runCommand } from "./command-line";
import { applyStack } from "./deploy/apply";
import { clockOf } from "./deploy/apps";
import { Findings } from "./deploy/findings";
import { type DeployOptions, parseOptions, USAGE } from "./deploy/options";
import { compareWithReview, type Review, type ReviewResult, readReview } from "./deploy/review";
import { faultsOf } from "./deploy/verify";
import { preflightWhenReady } from "./deploy/wait";
import { type PreflightResult, preflightReport } from "./preflight/preflight";
import { selectStacks, synthesizedStacks } from "./project";
import { describeDifferences, differencesOf } from "./secrets/differences";

const NOTHING: ReviewResult = { problems: [], notes: [], later: [] };
/** Minutes for a deployment that is under way once Terraform is done. */
const SETTLE_MINUTES = 10;

async function main(argv: readonly string[]): Promise<number> {
  const options = parseOptions(argv);
  const findings = new Findings(options.json);
  return findings.of(() => run(options, findings));
}

async function run(options: DeployOptions, findings: Findings): Promise<number> {
  const review = readReview(options.reviewed);
  const all = await synthesizedOrTold(options.json, findings);
  if (all === undefined) return EXIT.problems;
  const stacks = selectStacks(all, options.names);
  const { settings } = platformRun(process.env, new Date());
  if (options.verify) return verifyOnly(stacks, settings, options, findings);
  const ready = await preflightWhenReady(stacks, process.env, {
    all,
    minutes: options.wait ?? 0,
    clock: clockOf(process.env),
    tell: (line) => console.error(line),
  });
  const isBlocked = options.check || ready.problems.length > 0;
  const compared = isBlocked ? NOTHING : await compare(stacks, review, settings, options);
  findings.tell(stacks, merged(ready, compared));
  if (ready.problems.length + compared.problems.length > 0) return EXIT.problems;
  return options.check ? EXIT.done : deploy(stacks, { ...options, settings, review, later: compared.later });
}

/** @returns undefined when the settings are wrong and that was told as JSON */
async function synthesizedOrTold(json: boolean, findings: Findings): Promise<SynthesizedStack[] | undefined> {
  try {
    return await synthesizedStacks(process.env);
  } catch (error) {
    if (!(json && error instanceof CommandFailure)) throw error;
    const next = "correct the settings, then try again";
    findings.tell([], { problems: [{ check: "settings", problem: error.message, next }], notes: [] });
    return undefined;
  }
}

async function compare(
  stacks: readonly SynthesizedStack[],
  review: Review,
  settings: PlatformSettings,
  { unreviewed }: DeployOptions,
): Promise<ReviewResult> {
  return unreviewed ? NOTHING : compareWithReview(stacks, review, settings, process.env);
}

function merged(one: PreflightResult, other: PreflightResult): PreflightResult {
  return { problems: [...one.problems, ...other.problems], notes: [...one.notes, ...other.notes] };
}

interface Deployment extends DeployOptions {
  readonly settings: PlatformSettings;
  readonly review: Review;
  /** Stacks to plan once those before them are deployed. */
  readonly later: readonly SynthesizedStack[];
}

/** One after the other: the repository is defined first, and the environments look it up. */
async function deploy(stacks: readonly SynthesizedStack[], deployment: Deployment): Promise<number> {
  const { json, review, settings, later } = deployment;
  for (const stack of stacks) {
    const compared = later.includes(stack) ? await compare([stack], review, settings, deployment) : NOTHING;
    const report = preflightReport(compared, `${stack.name} was not deployed`);
    if (report !== "") console.error(report);
    if (compared.problems.length > 0) return EXIT.problems;
    if (!(await applyStack(stack, process.env, json ? console.error : console.log))) return EXIT.failed;
    if (existsSync(importsFile(process.env.PLATFORM_STATE_DIRECTORY)))
      for (const line of await dropDone([stack], process.env)) console.error(line);
    const code = await verify([stack], settings, SETTLE_MINUTES);
    if (code !== EXIT.done) return code;
  }
  return EXIT.done;
}

/** What a look at what serves found. */
interface Served {
  readonly faults: readonly string[];
  /** Secrets that differ from the code's, which no deployment changes. */
  readonly secrets: readonly string[];
}

/** Looks whether what serves is what was asked; all that is not is told at once. */
async function verify(
  stacks: readonly SynthesizedStack[],
  settings: PlatformSettings,
  minutes: number,
): Promise<number> {
  return tellServed(stacks, await served(stacks, settings, minutes));
}

/** The same, with all of it in the JSON, because nothing else is found. */
async function verifyOnly(
  stacks: readonly SynthesizedStack[],
  settings: PlatformSettings,
  { json, wait = 0 }: DeployOptions,
  findings: Findings,
): Promise<number> {
  const found = await served(stacks, settings, wait);
  const next = "mend it, then look again: npm run deploy -- STACK --verify";
  const problems = found.faults.map((problem) => ({ check: "serving", problem, next }));
  const notes = found.secrets.map((note) => ({ check: "secret names", note }));
  if (json) findings.tell(stacks, { problems, notes });
  return tellServed(stacks, found);
}

async function served(
  stacks: readonly SynthesizedStack[],
  settings: PlatformSettings,
  minutes: number,
): Promise<Served> {
  const { env } = process;
  const faults: string[] = [];
  const secrets: string[] = [];
  for (const stack of stacks) {
    faults.push(...(await faultsOf(stack, settings, env, { clock: clockOf(env), minutes })));
    secrets.push(...describeDifferences(await differencesOf(stack, cloudsOf([stack], env))));
  }
  return { faults, secrets };
}

function tellServed(stacks: readonly SynthesizedStack[], { faults, secrets }: Served): number {
  const names = stacks.map(({ name }) => name).join(", ");
  const list = (lines: readonly string[]) => lines.map((line) => `\n  ${line}`).join("");
  if (faults.length > 0)
    console.error(`${names}: applied but not serving as asked:${list([...faults, ...secrets])}`);
  else if (secrets.length > 0)
    console.error(`${names}: what serves is what was asked, but for secrets:${list(secrets)}`);
  else console.error(`${names}: what serves is what was asked`);
  return faults.length > 0 ? EXIT.failed : EXIT.done;
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
