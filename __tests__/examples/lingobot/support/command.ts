import { type ChildProcess, spawn } from "node:child_process";

/** How a command ended. */
export interface Ended {
  readonly exitCode: number;
  /** What it printed, on both streams. */
  readonly output: string;
}

/** Runs a program to its end; this process can serve it meanwhile. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  return ended(child);
}

/** Waits for a program's end. */
export function ended(child: ChildProcess): Promise<Ended> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (code, signal) => done({ exitCode: code ?? (signal ? 128 : 1), output }));
  });
}
