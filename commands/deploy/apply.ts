import { stripVTControlCharacters } from "node:util";
import { ApiError } from "../../constructs/delivery-pipeline/tool/api";
import { Failure } from "../../constructs/delivery-pipeline/tool/failure";
import { cdktf } from "../../tools/cdktf";
import { requiredVariables, type SynthesizedStack } from "../../tools/synthesized";
import { CloudError } from "../clouds/http";
import { CommandFailure } from "../command-line";
import { resourcesOf } from "../configuration";
import { withOwnImages } from "../own-images";
import { outputDirectory, providerFlags } from "../project";
import { adviceFor } from "../refusals";
import { hiding } from "../secrets/hide";
import { StackTerraform } from "../secrets/terraform";
import { existingApps } from "./apps";
import { appsBefore, keepNewestImages } from "./newest-image";

/**
 * Applies one stack, keeps the image that was deployed meanwhile, and cleans the state of a new app's secrets.
 * @returns whether all of it went well
 */
export async function applyStack(
  stack: SynthesizedStack,
  env: NodeJS.ProcessEnv,
  show: (line: string) => void,
): Promise<boolean> {
  const before = await appsBefore(stack, env);
  const isApplied = await withOwnImages(stack, env, () => runTerraform(stack, env, show));
  const isKept = await told(`the image of ${stack.name}`, () => keepNewestImages(before, env));
  const isNew = before.length < resourcesOf(stack, "digitalocean_app").length;
  const isClean = !isNew || (await told(`the state of ${stack.name}`, () => cleanState(stack, env)));
  return isApplied && isKept && isClean;
}

/** A new app's secrets stand in the state as they were sent, until a refresh writes what DigitalOcean gives back. */
async function cleanState(stack: SynthesizedStack, env: NodeJS.ProcessEnv): Promise<void> {
  if ((await existingApps(stack, env)).length === 0) return;
  await new StackTerraform(stack, env, {}).refresh();
}

async function runTerraform(
  stack: SynthesizedStack,
  env: NodeJS.ProcessEnv,
  show: (line: string) => void,
): Promise<boolean> {
  const { name } = stack;
  const hide = hiding(requiredVariables(stack).map((variable) => env[`TF_VAR_${variable}`] ?? ""));
  const flags = ["--auto-approve", "--skip-synth", "--parallelism", "1", ...providerFlags(env)];
  const { exitCode, output } = await cdktf(["deploy", name, ...flags, "--output", outputDirectory(env)], {
    env: { ...env, TF_INPUT: "0" },
    onLine: (line) => show(hide(line)),
  });
  if (exitCode === 0) return true;
  for (const advice of adviceFor(stripVTControlCharacters(output))) console.error(`\n${advice}`);
  return false;
}

/** What goes wrong here is told beside what Terraform said. */
async function told(what: string, action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    const isTold = [Failure, ApiError, CloudError, CommandFailure].some((kind) => error instanceof kind);
    if (!(isTold && error instanceof Error)) throw error;
    console.error(`${what} could not be looked after: ${error.message}`);
    return false;
  }
}
