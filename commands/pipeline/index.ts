import { join } from "node:path";
import { lingobot } from "../../lingobot";
import { ownedBy } from "../../stacks";
import { lockUv } from "../../tools/python/lock-uv";
import { runCommand } from "../command-line";
import { pipelineCommand } from "./command";
import { USAGE } from "./usage";

const { env } = process;
const owned = ownedBy(lingobot, env.GITHUB_OWNER);

// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

void runCommand(USAGE, () =>
  pipelineCommand(process.argv.slice(2), {
    settings: owned,
    env,
    pinsFile: join(__dirname, "../../constructs/delivery-pipeline/pins.json"),
    lockUv,
    write: (text) => process.stdout.write(text),
    note: (line) => console.error(line),
  }),
);
