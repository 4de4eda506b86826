import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import type { Interpreter } from "../../../../tools/python/interpreters";
import { pythonTools } from "../../../../tools/python/python-tools";
import type { Checkout } from "./checkout";
import { type Ended, run } from "./command";
import { type Contexts, holds, resolveExpressions } from "./expressions";
import type { Job, Step } from "./workflow";

/** How a step of a job ended. */
export interface StepResult extends Ended {
  readonly name: string;
}

/** How a job ended. */
export interface JobResult {
  /** The steps that ran, in order. */
  readonly steps: readonly StepResult[];
  /** The steps that stand for an action and were not run here. */
  readonly notRun: readonly string[];
  /** Name of the first step that failed. */
  readonly failedAt: string | undefined;
  /** What the failed step printed, else what all of them did. */
  readonly output: string;
}

/** What a job is run with, beside its own steps. */
export interface Given {
  /** What setup-uv would have provided. */
  readonly python: Interpreter;
  readonly contexts?: Contexts;
  readonly env?: Readonly<Record<string, string>>;
}

/** What the runner has already, or what these tests stand in for. */
const PROVIDED = /^(actions\/checkout|astral-sh\/setup-uv)@/;

/** Kept between runs, so that a warm one downloads nothing. */
export const UV_CACHE = resolve(__dirname, "../../../../.tools/uv-cache");

/** A stand-in for a GitHub runner: runs the `run:` steps of jobs as it does, in a checkout, with a home of its own. */
export class Runner {
  private status: "success" | "failure" = "success";
  private outputs: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {};
  private readonly home = realpathSync(mkdtempSync(join(tmpdir(), "runner-")));

  public constructor(
    private readonly checkout: Checkout,
    private readonly given: Given,
  ) {
    for (const file of ["output", "summary", "env", "path"]) writeFileSync(join(this.home, file), "");
  }

  /** Runs the job's steps in order as GitHub does: after one failed, only those whose `if` asks for it. */
  public async job(job: Job): Promise<JobResult> {
    this.status = "success";
    this.outputs = {};
    const steps: StepResult[] = [];
    const notRun: string[] = [];
    for (const step of job.steps ?? []) {
      if (!holds(step.if, this.contexts())) continue;
      if (step.run === undefined) {
        if (!PROVIDED.test(step.uses ?? "")) notRun.push(nameOf(step));
        continue;
      }
      const result = { name: nameOf(step), ...(await this.step(step, job)) };
      steps.push(result);
      if (result.exitCode !== 0) this.status = "failure";
    }
    if (steps.length === 0) throw new Error(`no step of the job ${job.name} ran, so nothing is known of it`);
    const failed = steps.find(({ exitCode }) => exitCode !== 0);
    const output = failed?.output ?? steps.map((step) => step.output).join("");
    return { steps, notRun, failedAt: failed?.name, output };
  }

  /** Runs one step with the shell and the options that GitHub documents for it, and keeps its outputs. */
  public async step(step: Step, job: Job = {}): Promise<Ended> {
    const script = join(this.home, "step.sh");
    writeFileSync(script, this.resolved(step.run ?? ""));
    writeFileSync(join(this.home, "output"), "");
    const options = step.shell === "bash" ? ["--noprofile", "--norc", "-eo", "pipefail"] : ["-e"];
    const own = { ...job.env, ...step.env };
    const result = await run("bash", [...options, script], {
      cwd: join(this.checkout.directory, step["working-directory"] ?? "."),
      env: {
        ...this.environment(),
        ...this.given.env,
        ...mapValues(own, (value) => this.resolved(String(value))),
      },
    });
    if (step.id !== undefined) this.outputs[step.id] = { outputs: this.written() };
    return result;
  }

  /** What the steps wrote to the job's summary. */
  public get summary(): string {
    return readFileSync(join(this.home, "summary"), "utf8");
  }

  /** `name=value` lines that the last step wrote to its outputs. */
  private written(): Record<string, string> {
    const lines = readFileSync(join(this.home, "output"), "utf8")
      .split("\n")
      .filter((line) => line.includes("="));
    return Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
  }

  /** The variables that every step sees. */
  public environment(): NodeJS.ProcessEnv {
    mkdirSync(UV_CACHE, { recursive: true });
    return {
      ...withoutOurs(process.env),
      CI: "true",
      HOME: this.home,
      GITHUB_OUTPUT: join(this.home, "output"),
      GITHUB_STEP_SUMMARY: join(this.home, "summary"),
      GITHUB_ENV: join(this.home, "env"),
      GITHUB_PATH: join(this.home, "path"),
      RUNNER_TEMP: this.home,
      UV_CACHE_DIR: UV_CACHE,
      UV_PYTHON: this.given.python.path,
      UV_PYTHON_DOWNLOADS: "never",
      PATH: [pythonTools().bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    };
  }

  public remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }

  private resolved(text: string): string {
    return resolveExpressions(text, this.contexts());
  }

  private contexts(): Contexts {
    const { steps, ...given } = { steps: {}, ...this.given.contexts };
    return {
      github: {},
      vars: {},
      ...given,
      steps: { ...steps, ...this.outputs },
      job: { status: this.status },
      hashFiles: (path: string) => (existsSync(join(this.checkout.directory, path)) ? "a hash" : ""),
    };
  }
}

function nameOf(step: Step): string {
  return step.name ?? step.uses ?? step.run ?? "";
}

/** Nothing of the person who runs the tests: no settings of the app, no active environment, no forced colours. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours =
    /^(LQBOT_|GITHUB_|VIRTUAL_ENV|XDG_|FORCE_COLOR|NODE_OPTIONS|JEST_|PYTHON|UV_(PYTHON|PROJECT|CACHE))/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}

function mapValues(
  values: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
