import { describe, type Measure, summary } from "./measure";
import { planOnBase } from "./plan-on-base";
import { reportByCount } from "./report";
import { sandboxDeploy, tour } from "./sandbox";
import { coldSynth, synthByCount } from "./synth";

/** What can be measured by itself: `npm run bench -- synth`. */
const PARTS: Readonly<Record<string, () => Promise<Measure[]> | Measure[]>> = {
  cold: () => [coldSynth()],
  synth: () => synthByCount([1, 10, 100, 1000]),
  report: () => reportByCount([10, 100, 1000, 10_000]),
  sandbox: sandboxDeploy,
  tour: () => [tour()],
  plan: () => [planOnBase()],
};

async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0)
    throw new Error(`no such part: ${unknown.join(", ")}; allowed: ${Object.keys(PARTS).join(", ")}`);
  const measures: Measure[] = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    for (const each of await measure()) {
      console.log(describe(each));
      measures.push(each);
    }
  }
  console.log(`\n${summary(measures)}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
