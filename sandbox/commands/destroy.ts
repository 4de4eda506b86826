import { confirmDestruction, describeLoss, withoutProtection } from "../../tools/destruction";
import { type Command, parseWords, UsageError } from "../command";
import { cdktfOn } from "../deployment";
import { prepareStacks } from "../prepared-stacks";
import { withSession } from "../session";

/** `sandbox destroy`: takes stacks away, the last defined first. Protected resources go too, after their owner was asked. */
export const destroy: Command = {
  usage: "destroy STACK… [--yes]",
  summary: "destroy stacks, after asking for each name; --yes answers",
  run: async (args, home) => {
    const { values, words: names } = parseWords(args, { yes: { type: "boolean", default: false } });
    if (names.length === 0) throw new UsageError("name the stacks to destroy");
    return withSession(home, async (session) => {
      const unprotected = { ...session, env: withoutProtection(session.env, names) };
      const prepared = await prepareStacks(unprotected, names);
      const stacks = [...prepared.stacks].reverse();
      console.log(describeLoss(stacks));
      if (!values.yes) await confirmDestruction(stacks.map(({ name }) => name));
      return (await cdktfOn("destroy", stacks, session, prepared)).exitCode;
    });
  },
};
