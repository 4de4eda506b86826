import type { Command } from "../command";
import { cdktfOn } from "../deployment";
import { prepareStacks } from "../prepared-stacks";
import { withSession } from "../session";

/** `sandbox diff`: what a deployment would change. */
export const diff: Command = {
  usage: "diff [STACK…]",
  summary: "show what deploying would change",
  run: (names, home) =>
    withSession(home, async (session) => {
      const prepared = await prepareStacks(session, names);
      for (const stack of prepared.stacks) {
        const { exitCode } = await cdktfOn("diff", [stack], session, prepared);
        if (exitCode !== 0) return exitCode;
      }
      return 0;
    }),
};
