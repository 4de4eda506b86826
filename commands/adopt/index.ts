import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { lingobot } from "../../lingobot";
import { importsFile, ownedBy, readImports } from "../../stacks";
import { requireClouds } from "../clouds/clouds";
import { CommandFailure, EXIT, runCommand, UsageError } from "../command-line";
import { selectStacks } from "../project";
import { dropDone } from "./done";
import { type AdoptOptions, type AgainOptions, parseOptions, type ReadOptions, USAGE } from "./options";
import { type Adoption, planAdoption } from "./plan";
import { read } from "./read";
import { load, settingsFile } from "./settings/file";
import { summaryOf } from "./summary";
import { synthesizedWith } from "./synthesized";
import { importsText, writeAll } from "./write";

async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const options = parseOptions(argv);
  const outdir = mkdtempSync(join(tmpdir(), "adopt-"));
  try {
    return await run(options, outdir, env);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function run(options: AdoptOptions, outdir: string, env: NodeJS.ProcessEnv): Promise<number> {
  switch (options.mode) {
    case "done":
      return tellDone(outdir, env);
    case "read":
      return adoptExisting(options, outdir, env);
    case "imports-only":
      return adoptAgain(options, outdir, env);
  }
}

async function tellDone(outdir: string, env: NodeJS.ProcessEnv): Promise<number> {
  const stacks = synthesizedWith(ownedBy(lingobot, env.GITHUB_OWNER), {}, { outdir, env });
  for (const line of await dropDone(stacks, env)) console.log(line);
  return EXIT.done;
}

/** Settings and imports of what somebody made. */
async function adoptExisting(options: ReadOptions, outdir: string, env: NodeJS.ProcessEnv): Promise<number> {
  const { output, replace, mayRedeploy } = options;
  if (existsSync(output) && !replace)
    throw new UsageError(
      `${output} exists: write over it with --replace, or name another file with --output`,
    );
  if (!isInProject(output))
    throw new UsageError(
      `--output is a .ts file in a folder of this project, from which it imports; got ${output}`,
    );
  const clouds = requireClouds([], env);
  const { settings, apps, left, values } = await read(options, clouds);
  const text = settingsFile(settings, output);
  const adoption = await planAdoption({
    settings: load(text, output),
    clouds,
    env,
    outdir,
    apps,
    values,
    mayRedeploy,
  });
  requireNothing(adoption);
  const file = importsFile(env.PLATFORM_STATE_DIRECTORY || undefined);
  writeAll({ [output]: text, [file]: importsText(adoption.imports) });
  console.log(summaryOf(adoption, { left, written: [output, file] }));
  return EXIT.done;
}

function isInProject(file: string): boolean {
  const place = relative(process.cwd(), resolve(file));
  return place.endsWith(".ts") && !place.startsWith("..") && existsSync(dirname(resolve(file)));
}

/** Imports of what the settings have and the state has not: all of it when the state was lost. */
async function adoptAgain(
  { stacks: names, mayRedeploy, partly }: AgainOptions,
  outdir: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const settings = ownedBy(lingobot, env.GITHUB_OWNER);
  const all = synthesizedWith(settings, {}, { outdir, env });
  selectStacks(all, names);
  const clouds = requireClouds(all, env);
  const adoption = await planAdoption({ settings, clouds, env, outdir, names, mayRedeploy, partly });
  requireNothing(adoption);
  if (partly && Object.keys(adoption.imports).length === 0) {
    console.log("what exists is in the state: there is nothing to take in");
    return EXIT.done;
  }
  const file = importsFile(env.PLATFORM_STATE_DIRECTORY || undefined);
  writeAll({ [file]: importsText({ ...readImports(file), ...adoption.imports }) });
  console.log(summaryOf(adoption, { left: [], written: [file] }));
  return EXIT.done;
}

/** @throws CommandFailure with all that the plan would change */
function requireNothing({ verdict: { differences } }: Adoption): void {
  if (differences.length === 0) return;
  const count = differences.length === 1 ? "1 difference" : `${differences.length} differences`;
  throw new CommandFailure(
    `${count} between what exists and the settings, nothing was written:\n${differences.map((each) => `  ${each}`).join("\n")}`,
    EXIT.problems,
  );
}

void runCommand(USAGE, () => main(process.argv.slice(2), process.env));
