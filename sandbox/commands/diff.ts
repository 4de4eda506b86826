import { type Command, EXIT, parseWords } from "../command";
import { cdktfOn } from "../deployment";
import { prepareStacks } from "../prepared-stacks";
import { withSession } from "../session";

/** `sandbox diff`: what a deployment would change. */
export const diff: Command = {
  usage: "diff [STACK…]",
  summary: "show what deploying would change",
  run: async (args, home) => {
    const { words: names } = parseWords(args, {});
    return withSession(home, async (session) => {
      const prepared = await prepareStacks(session, names);
      for (const stack of prepared.stacks) {
        const { exitCode } = await cdktfOn("diff", [stack], session, prepared);
        if (exitCode !== 0) return exitCode;
      }
      return EXIT.done;
    });
  },
};
