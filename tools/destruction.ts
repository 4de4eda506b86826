import { createInterface } from "node:readline/promises";

/** The person did not type the names of the stacks: nothing was destroyed. */
export class NotConfirmedError extends Error {
  public constructor(typed: string, wanted: string) {
    super(
      `nothing was destroyed: you typed "${typed}", not "${wanted}"; run it again and type the names as asked, or give --yes`,
    );
    this.name = "NotConfirmedError";
  }
}

/**
 * Environment of a synthesis that leaves out the protection of these stacks, for one run.
 * @param names the stacks that are about to be destroyed
 */
export function withoutProtection(env: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv {
  return { ...env, PLATFORM_ALLOW_DESTROY: names.join(",") };
}

/**
 * Asks for the names of the stacks, typed in full.
 * @throws NotConfirmedError when anything else is typed, or the input ends
 */
export async function confirmDestruction(names: readonly string[]): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const wanted = names.join(" ");
    const ended = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
    const answer = await Promise.race([terminal.question(`Type ${wanted} to destroy: `), ended]);
    if (answer.trim() !== wanted) throw new NotConfirmedError(answer.trim(), wanted);
  } finally {
    terminal.close();
  }
}
