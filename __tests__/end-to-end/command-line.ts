import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** How a command ended, and what it said on both streams, without colours. */
export interface Said {
  readonly exitCode: number;
  readonly text: string;
}

/** A sandbox in a folder of its own, used from the command line as a person does. */
export class SandboxCommandLine {
  readonly directory = mkdtempSync(join(tmpdir(), "sandbox-"));

  /** Variables for every command, beside this process's own. */
  readonly env: Record<string, string> = {
    SANDBOX_DIR: this.directory,
    CDKTF_OUTDIR: join(this.directory, "project.out"),
  };

  /** `npm run sandbox -- ARGS`. @param input what is typed */
  sandbox(args: readonly string[], input = ""): Promise<Said> {
    return this.run(process.execPath, ["-r", "./tools/register.cjs", "sandbox/cli.ts", ...args], input);
  }

  /** A command attached to the sandbox. */
  exec(...command: string[]): Promise<Said> {
    return this.sandbox(["exec", ...command]);
  }

  /** Any program, on this sandbox. */
  run(program: string, args: readonly string[], input = ""): Promise<Said> {
    return said(program, args, { ...process.env, ...this.env }, input);
  }
}

/** Runs a program to its end. @param input what is typed @param cwd where, here unless said otherwise */
export function said(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  input = "",
  cwd = process.cwd(),
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, cwd, stdio: ["pipe", "pipe", "pipe"] });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? -1, text: stripVTControlCharacters(text) }));
    child.stdin.end(input);
  });
}
