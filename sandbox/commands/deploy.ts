import { type Command, EXIT, parseWords } from "../command";
import { cdktfOn, readiness, waitingMessage } from "../deployment";
import { prepareStacks } from "../prepared-stacks";
import { projectProgram } from "../project-program";
import { withSession } from "../session";
import { taintedAdvice } from "../tainted";

/** `sandbox deploy`: the project's stacks into the sandbox's clouds, by the real cdktf CLI and the real Terraform. */
export const deploy: Command = {
  usage: "deploy [STACK…]",
  summary: "deploy the stacks (all, in their order) into the sandbox",
  run: async (args, home) => {
    const { words: names } = parseWords(args, {});
    return withSession(home, async (session) => {
      const prepared = await prepareStacks(session, names);
      const state = readiness(prepared.stacks, session.cloud);
      if (state.ready.length > 0) {
        const ready = state.ready.map(({ name }) => name);
        // Terraform protects nothing that is out of the code.
        if ((await projectProgram("commands/preflight/protected.ts", ready, session)) !== EXIT.done)
          return EXIT.failed;
        const { exitCode } = await cdktfOn("deploy", state.ready, session, prepared);
        if (exitCode !== 0) {
          for (const advice of taintedAdvice(state.ready, home)) console.error(advice);
          return exitCode;
        }
      }
      if (state.waiting.length === 0) return EXIT.done;
      console.error(waitingMessage(state, prepared.all, session.cloud));
      return EXIT.failed;
    });
  },
};
