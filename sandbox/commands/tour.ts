import type { SynthesizedStack } from "../../tools/synthesized";
import { findTerraform } from "../../tools/terraform";
import { type Command, CommandError, EXIT, parseWords } from "../command";
import { PULL_CREDENTIAL } from "../credentials";
import { cdktfOn, readiness } from "../deployment";
import { nextSteps } from "../next-steps";
import { type PreparedStacks, prepareStacks } from "../prepared-stacks";
import { progressOf } from "../progress";
import { type Session, withSession } from "../session";
import { inventory } from "../status/inventory";
import { inventoryReport } from "../status/report";
import { Steps } from "../steps";

/** `npm start`: the first deployment from nothing, in its order. */
export const tour: Command = {
  usage: "tour",
  summary: "from an empty sandbox: repository, image, environments (npm start)",
  run: async (args, home) => {
    parseWords(args, {}, 0);
    const started = performance.now();
    findTerraform();
    const takeTour = async (session: Session) => {
      const steps = new Steps(process.stdout);
      const prepared = await steps.run("Synthesize the stacks of lingobot.ts", () =>
        prepareStacks(session, []),
      );
      const { ready, waiting } = readiness(prepared.stacks, session.cloud);
      await deploy(steps, ready, session, prepared);
      await steps.run("Code is pushed; the pipeline builds and pushes the images", async (tell) =>
        push(
          waiting.flatMap(({ images }) => images),
          session,
          tell,
        ),
      );
      await deploy(
        steps,
        waiting.map(({ stack }) => stack),
        session,
        prepared,
      );
      const seconds = (performance.now() - started) / 1000;
      console.log(`\n${inventoryReport(inventory(session.cloud), process.stdout.columns)}`);
      console.log(`Deployed from nothing in ${seconds.toFixed(1)} s, kept in ${home.directory}\n`);
      console.log(nextSteps(prepared.stacks, session.cloud));
      return EXIT.done;
    };
    return withSession(home, takeTour, { fresh: true });
  },
};

async function deploy(
  steps: Steps,
  stacks: readonly SynthesizedStack[],
  session: Session,
  prepared: PreparedStacks,
): Promise<void> {
  const names = stacks.map(({ name }) => name).join(", ");
  await steps.run(`cdktf deploy ${names}`, async (tell) => {
    const onLine = (line: string) => {
      const progress = progressOf(line);
      if (progress !== undefined) tell(progress);
    };
    const { exitCode, output } = await cdktfOn("deploy", stacks, session, prepared, onLine);
    if (exitCode !== 0) throw new CommandError(`cdktf deploy ${names} failed:\n${output.trim()}`);
  });
}

function push(images: readonly string[], session: Session, tell: (line: string) => void): void {
  for (const image of new Set(images)) {
    const digest = session.cloud.images.push(image, { pullCredential: PULL_CREDENTIAL });
    tell(`${image} is ${digest.slice(0, 19)}…`);
  }
}
