import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { lingobot } from "../../lingobot";
import { EXIT, parsing, runCommand } from "../command-line";
import { contextOf } from "../plan/context";
import { synthesizedStacks } from "../project";
import { DIRECTORY, type Summaries, staleness, write } from "./files";
import { summaryOf } from "./summary";

const USAGE = `npm run summary -- [--check]
  writes what each stack makes, for a person, into ${DIRECTORY}/STACK.txt
  --check  writes nothing; tells how the files differ from the stacks
Exit codes: 0 done, or nothing differs; 1 something differs; 2 wrong use; 3 the settings are wrong`;

async function main(argv: readonly string[]): Promise<number> {
  const options = { check: { type: "boolean", default: false } } as const;
  const { values } = parsing(() => parseArgs({ args: [...argv], options, allowPositionals: false }));
  const summaries = await currentSummaries();
  if (!values.check) {
    write(summaries, DIRECTORY);
    console.log(
      `written: ${[...summaries.keys()].map((stack) => join(DIRECTORY, `${stack}.txt`)).join(", ")}`,
    );
    return EXIT.done;
  }
  const differences = staleness(summaries, DIRECTORY);
  if (differences !== "") console.log(differences);
  return differences === "" ? EXIT.done : EXIT.failed;
}

/** Of the settings as they are committed: what a run may decide about them stays out. */
async function currentSummaries(): Promise<Summaries> {
  const directory = mkdtempSync(join(tmpdir(), "summary-"));
  const { GITHUB_OWNER, PLATFORM_STATE_DIRECTORY, PLATFORM_ALLOW_DESTROY, ...env } = process.env;
  try {
    const stacks = await synthesizedStacks({ ...env, CDKTF_OUTDIR: directory });
    const budgets = contextOf(lingobot).budgets ?? {};
    return new Map(stacks.map((stack) => [stack.name, summaryOf(stack, { budgets })]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
