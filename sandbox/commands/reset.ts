import { type Command, EXIT, parseWords } from "../command";

/** `sandbox reset`: an empty sandbox again. */
export const reset: Command = {
  usage: "reset",
  summary: "forget everything the sandbox holds",
  run: async (args, home) => {
    parseWords(args, {}, 0);
    const left = home.reset();
    console.log(`the sandbox in ${home.directory} is empty`);
    if (left.length > 0) console.log(`left there, because the sandbox did not make it: ${left.join(", ")}`);
    return EXIT.done;
  },
};
