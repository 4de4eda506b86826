import { run } from "../../tools/cdktf";

/** Runs a command of this repository with this environment alone. @returns exit code and all that it said */
export async function command(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly exitCode: number; readonly text: string }> {
  const { PATH, HOME } = process.env;
  const program = ["-r", "./tools/register.cjs", `commands/${name}.ts`, ...args];
  const options = { env: { PATH, HOME, ...env }, onLine: () => undefined };
  const { exitCode, output } = await run(process.execPath, program, options);
  return { exitCode, text: output };
}
