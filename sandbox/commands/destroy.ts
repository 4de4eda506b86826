import { join } from "node:path";
import { run } from "../../tools/cdktf";
import { type Command, parseWords, UsageError } from "../command";
import { withSession } from "../session";

const PROJECT = join(__dirname, "..", "..");
const PROGRAM = ["-r", join(PROJECT, "tools", "register.cjs"), join(PROJECT, "commands", "destroy.ts")];

/** `sandbox destroy`: `npm run destroy`, attached to the sandbox. */
export const destroy: Command = {
  usage: "destroy STACK… [--yes]",
  summary: "destroy stacks, after asking for each name; --yes answers",
  run: async (args, home) => {
    const { words } = parseWords(args, { yes: { type: "boolean", default: false } });
    if (words.length === 0) throw new UsageError("name the stacks to destroy");
    return withSession(home, async ({ env }) => {
      const attached = { ...env, CDKTF_OUTDIR: home.outputDirectory };
      return (await run(process.execPath, [...PROGRAM, ...args], { env: attached })).exitCode;
    });
  },
};
