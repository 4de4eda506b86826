import type { Command } from "../command";

/** `sandbox reset`: an empty sandbox again. */
export const reset: Command = {
  usage: "reset",
  summary: "forget everything the sandbox holds",
  run: async (_args, home) => {
    home.remove();
    console.log(`the sandbox in ${home.directory} is empty`);
    return 0;
  },
};
