import { join } from "node:path";
import { run } from "../tools/cdktf";
import type { Session } from "./session";

const PROJECT = join(__dirname, "..");
const LOADER = join(PROJECT, "tools", "register.cjs");

/**
 * Runs a program of the project, which the sandbox knows nothing of, attached to the sandbox and on its synthesized stacks.
 * @param program its file, from the project's folder
 * @returns its exit code
 */
export async function projectProgram(
  program: string,
  args: readonly string[],
  { home, env, signIn }: Session,
): Promise<number> {
  const attached = { ...env, ...signIn.env, CDKTF_OUTDIR: home.outputDirectory };
  const { exitCode } = await run(process.execPath, ["-r", LOADER, join(PROJECT, program), ...args], {
    env: attached,
  });
  return exitCode;
}
