import { planOnBase } from "./plan-on-base";
import { reportByCount } from "./report";
import { sandboxDeploy, tour } from "./sandbox";
import { coldSynth, synthByCount } from "./synth";

async function main(): Promise<void> {
  console.log(coldSynth());
  for (const line of synthByCount([1, 10, 100, 1000])) console.log(line);
  for (const line of reportByCount([10, 100, 1000, 10_000])) console.log(line);
  for (const line of await sandboxDeploy()) console.log(line);
  console.log(tour());
  console.log(planOnBase());
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
