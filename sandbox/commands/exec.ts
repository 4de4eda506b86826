import { existsSync } from "node:fs";
import { run } from "../../tools/cdktf";
import { type Command, CommandError, UsageError } from "../command";
import { prepareStacks } from "../prepared-stacks";
import { type Session, withSession } from "../session";

/** `sandbox exec`: any program, attached to the sandbox instead of the real clouds. */
export const exec: Command = {
  usage: "exec COMMAND [ARGUMENT…]",
  summary: "run any command attached to the sandbox, say `terraform plan` in a folder",
  passesOn: true,
  run: async (words, home) => {
    const [program, ...args] = words[0] === "--" ? words.slice(1) : words;
    if (program === undefined || program === "" || program.startsWith("-"))
      throw new UsageError(`name the command to run${program ? `; "${program}" is none` : ""}`);
    return withSession(home, async (session) => {
      const env = existsSync("cdktf.json") ? await withSecrets(session) : session.env;
      try {
        return (await run(program, args, { env })).exitCode;
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        const fault = code === "ENOENT" ? "there is no such program on PATH" : message;
        throw new CommandError(`"${program}" could not be run: ${fault}`);
      }
    });
  },
};

/** A program that deploys this project's stacks asks for their secrets; with wrong settings it is for that program to say so. */
async function withSecrets(session: Session): Promise<NodeJS.ProcessEnv> {
  try {
    return (await prepareStacks(session, [])).env;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(`${error.message}\nso what runs has no values for this project's secrets`);
    return session.env;
  }
}
