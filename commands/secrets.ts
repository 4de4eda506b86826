import type { SynthesizedStack } from "../tools/synthesized";
import { requireClouds } from "./clouds/clouds";
import { EXIT, parseListing, runCommand, UsageError } from "./command-line";
import { selectStacksWith, synthesizedStacks } from "./project";
import { listSecrets, secretsReport } from "./secrets/list";
import { placesOf } from "./secrets/places";
import { applySecrets, rotateSecret, type SecretsRun } from "./secrets/run";

const USAGE = `npm run secrets [-- list [STACK…] [--json]]
npm run secrets -- apply STACK…|all
npm run secrets -- rotate NAME [STACK…]
  list     each secret's name, where it lives, whether it is set and when it changed; and how code and clouds differ
  apply    make the live secrets those of the code: send what is missing or does not serve, take away what is not in the
           code any more
  rotate   give one secret a new value, in all stacks that have it
Values come from TF_VAR_<NAME>, or are typed and not shown. No value is ever printed.
Exit codes: 0 done, 1 failed, 2 wrong use, 3 something has to be mended first and nothing was sent`;

async function main(argv: readonly string[]): Promise<number> {
  const { command, names, json } = parseListing(argv);
  if (command === "list") await list(names, json);
  else if (command === "apply") await apply(names);
  else if (command === "rotate") await rotate(names);
  else throw new UsageError(`there is no command "${command}"`);
  return EXIT.done;
}

async function list(names: readonly string[], json: boolean): Promise<void> {
  const stacks = await stacksWithSecrets(names);
  const clouds = requireClouds(stacks, process.env);
  const lists = await Promise.all(stacks.map((stack) => listSecrets(stack, clouds)));
  console.log(json ? JSON.stringify(lists, null, 2) : secretsReport(lists));
}

async function apply(names: readonly string[]): Promise<void> {
  if (names.length === 0) throw new UsageError("name the stacks whose secrets to apply, or all");
  const stacks = await stacksWithSecrets(names);
  await applySecrets(stacks, runOf(stacks));
}

async function rotate([name, ...names]: readonly string[]): Promise<void> {
  if (name === undefined) throw new UsageError("name the secret to rotate");
  const stacks = await stacksWithSecrets(names);
  await rotateSecret(name, stacks, runOf(stacks), names.length > 0);
}

function runOf(stacks: readonly SynthesizedStack[]): SecretsRun {
  const { env } = process;
  return { clouds: requireClouds(stacks, env), env, tell: (line) => console.log(line) };
}

async function stacksWithSecrets(names: readonly string[]): Promise<readonly SynthesizedStack[]> {
  const all = await synthesizedStacks(process.env);
  return selectStacksWith("secrets", (stack) => placesOf(stack).length > 0, all, names);
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
