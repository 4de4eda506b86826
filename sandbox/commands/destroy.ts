import { type Command, parseWords, UsageError } from "../command";
import { prepareStacks } from "../prepared-stacks";
import { projectProgram } from "../project-program";
import { withSession } from "../session";

/** `sandbox destroy`: `npm run destroy`, attached to the sandbox. */
export const destroy: Command = {
  usage: "destroy STACK… [--yes]",
  summary: "destroy stacks, after asking for each name; --yes answers",
  run: async (args, home) => {
    const { words } = parseWords(args, { yes: { type: "boolean", default: false } });
    if (words.length === 0) throw new UsageError("name the stacks to destroy");
    return withSession(home, async (session) => {
      // Tells how the stacks sign in; the program synthesizes them once more, for what may be destroyed.
      await prepareStacks(session, []);
      return projectProgram("commands/destroy.ts", args, session);
    });
  },
};
