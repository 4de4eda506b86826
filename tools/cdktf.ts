import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Hearing, interruptInOrder } from "./interrupt";
import { findTerraform } from "./terraform";

/** How a program ended, and what it wrote. */
export interface Outcome {
  readonly exitCode: number;
  /** Both streams, as they came; empty when they went to the terminal. */
  readonly output: string;
  readonly stdout: string;
  /** Seconds it took. */
  readonly seconds: number;
}

/** What a run of a program may be given. */
export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Called with each line the program writes. @default - lines go to the terminal as they come */
  readonly onLine?: (line: string) => void;
  readonly cwd?: string;
  /**
   * Nobody is asked anything, and an interrupt ends it in order: see `interruptInOrder`.
   * @default - an interrupt reaches it as the terminal sends it
   */
  readonly endsInOrder?: Hearing;
}

/** Runs a program to its end. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const { endsInOrder } = options;
    const child = spawn(command, args, {
      env: options.env,
      cwd: options.cwd ?? process.cwd(),
      detached: endsInOrder !== undefined,
      stdio: [
        endsInOrder === undefined ? "inherit" : "ignore",
        options.onLine ? "pipe" : "inherit",
        options.onLine ? "pipe" : "inherit",
      ],
    });
    const callOff = endsInOrder && child.pid ? interruptInOrder(child.pid, endsInOrder) : () => undefined;
    const lines = new Lines(options.onLine);
    let stdout = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      lines.take(text);
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => lines.take(text));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      callOff();
      lines.end();
      const exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
      resolve({ exitCode, output: lines.text, stdout, seconds: (performance.now() - started) / 1000 });
    });
  });
}

/** Splits what arrives in pieces into lines. */
class Lines {
  text = "";
  private rest = "";

  constructor(private readonly onLine: ((line: string) => void) | undefined) {}

  take(piece: string): void {
    this.text += piece;
    const lines = (this.rest + piece).split(/\r?\n/);
    this.rest = lines.pop() ?? "";
    for (const line of lines) this.onLine?.(line);
  }

  end(): void {
    if (this.rest !== "") this.onLine?.(this.rest);
  }
}

/** Runs the cdktf CLI, on the Terraform that was found. One that applies is not asked anything. */
export function cdktf(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const { command } = findTerraform(options.env);
  const env = { ...options.env, TERRAFORM_BINARY_NAME: command, CHECKPOINT_DISABLE: "1" };
  return run(process.execPath, [cdktfProgram(), ...args], {
    ...options,
    env,
    ...(args.includes("--auto-approve") ? { endsInOrder: "children" } : {}),
  });
}

function cdktfProgram(): string {
  const manifest = require.resolve("cdktf-cli/package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: { cdktf: string } };
  return join(dirname(manifest), bin.cdktf);
}

/** Synthesizes the stacks with the command of cdktf.json into `outputDirectory`. */
export function synthesize(outputDirectory: string, options: RunOptions): Promise<Outcome> {
  const { app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { app: string };
  return run("sh", ["-c", app], { ...options, env: { ...options.env, CDKTF_OUTDIR: outputDirectory } });
}
