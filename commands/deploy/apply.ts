import { stripVTControlCharacters } from "node:util";
import { ApiError } from "../../constructs/delivery-pipeline/tool/api";
import { Failure } from "../../constructs/delivery-pipeline/tool/failure";
import { cdktf } from "../../tools/cdktf";
import type { SynthesizedStack } from "../../tools/synthesized";
import { CloudError } from "../clouds/http";
import { withOwnImages } from "../own-images";
import { outputDirectory, providerFlags } from "../project";
import { adviceFor } from "../refusals";
import { appsBefore, keepNewestImages } from "./newest-image";

/** Applies one stack, and keeps the image that was deployed meanwhile. @returns whether all of it went well */
export async function applyStack(
  stack: SynthesizedStack,
  env: NodeJS.ProcessEnv,
  show: (line: string) => void,
): Promise<boolean> {
  const before = await appsBefore(stack, env);
  const isApplied = await withOwnImages(stack, env, () => runTerraform(stack, env, show));
  const isKept = await told(`the image of ${stack.name}`, () => keepNewestImages(before, env));
  return isApplied && isKept;
}

async function runTerraform(
  { name }: SynthesizedStack,
  env: NodeJS.ProcessEnv,
  show: (line: string) => void,
): Promise<boolean> {
  const flags = ["--auto-approve", "--skip-synth", "--parallelism", "1", ...providerFlags(env)];
  const { exitCode, output } = await cdktf(["deploy", name, ...flags, "--output", outputDirectory(env)], {
    env: { ...env, TF_INPUT: "0" },
    onLine: show,
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
    if (!(error instanceof Failure || error instanceof ApiError || error instanceof CloudError)) throw error;
    console.error(`${what} could not be looked after: ${error.message}`);
    return false;
  }
}
