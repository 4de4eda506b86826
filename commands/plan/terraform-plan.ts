import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Diagnostic, diagnosticsOf, readPlan, type StackPlan } from "../../report";
import { type Outcome, run } from "../../tools/cdktf";
import type { SynthesizedStack } from "../../tools/synthesized";
import { findTerraform } from "../../tools/terraform";
import { addressOf, allResourcesOf } from "../configuration";
import { withOwnImages } from "../own-images";
import { placeholdersOf } from "../project";
import { adviceFor } from "../refusals";
import { inPlannedFolder } from "./planned-folder";
import { withoutPlaceholders } from "./uncompared";

/**
 * Plans one stack that is synthesized, also with placeholders in the place of secrets. What fails is part of the result: the
 * report tells it.
 */
export function planStack(stack: SynthesizedStack, env: NodeJS.ProcessEnv): Promise<StackPlan> {
  return inPlannedFolder(stack, env, (planned, own) =>
    withOwnImages(planned, own, () => planInFolder(planned, own)),
  );
}

async function planInFolder(stack: SynthesizedStack, env: NodeJS.ProcessEnv): Promise<StackPlan> {
  const secrets = sensitiveValues(stack, env);
  const init = await terraform(stack, ["init"], env);
  if (init.exitCode !== 0)
    return {
      name: stack.name,
      plan: { errored: true },
      diagnostics: [failureOf("terraform init failed", init)],
      secrets,
    };
  // The plan file holds secrets in clear.
  const directory = mkdtempSync(join(tmpdir(), "plan-"));
  try {
    const file = join(directory, "plan");
    const planned = await terraform(stack, ["plan", "-json", "-lock=false", `-out=${file}`], env);
    const diagnostics = diagnosticsOf(planned.stdout.split("\n"));
    const failed = planned.exitCode !== 0;
    if (failed && diagnostics.length === 0) diagnostics.push(failureOf("terraform plan failed", planned));
    diagnostics.push(...waysOut(diagnostics));
    if (!existsSync(file)) return { name: stack.name, plan: { errored: true }, diagnostics, secrets };
    const shown = (await show(stack, file, env)).plan;
    const placeholders = placeholdersOf(stack, env).map((name) => env[`TF_VAR_${name}`] ?? "");
    const { plan, told } = withoutPlaceholders(shown, placeholders);
    diagnostics.push(...told);
    const ignored = ignoredIn(stack);
    return {
      name: stack.name,
      plan: failed ? { ...plan, errored: true } : plan,
      diagnostics,
      secrets,
      ignored,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function show(stack: SynthesizedStack, file: string, env: NodeJS.ProcessEnv) {
  const shown = await run(findTerraform(env).command, [`-chdir=${stack.directory}`, "show", "-json", file], {
    env: quiet(env),
    onLine: () => undefined,
  });
  return readPlan(shown.stdout, `the plan of ${stack.name}`);
}

/** Runs a Terraform command in the stack's folder, without questions. */
export function terraform(
  { directory }: SynthesizedStack,
  [command = "", ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const all = [`-chdir=${directory}`, command, "-input=false", "-no-color", ...args];
  return run(findTerraform(env).command, all, { env: quiet(env), onLine: () => undefined });
}

function quiet(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
}

/** What to do about the refusals that this project knows, in the words of `npm run deploy`. */
export function waysOut(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const output = diagnostics.map(({ summary, detail = "" }) => `${summary}\n${detail}`).join("\n");
  return adviceFor(output).map((advice) => {
    const [summary = "", ...more] = advice.split(/\n\s*/);
    return { severity: "warning", summary, detail: more.join("\n") };
  });
}

/** All that a command said from its first error on: the report takes secrets out of it, and shortens it after. */
export function failureOf(summary: string, { output }: Pick<Outcome, "output">): Diagnostic {
  const start = output.search(/^(\W+ )?Error: /m);
  return { severity: "error", summary, detail: output.slice(Math.max(0, start)).trim() };
}

/** What Terraform leaves as it is of each resource. */
function ignoredIn(stack: SynthesizedStack): Record<string, readonly string[]> {
  return Object.fromEntries(
    allResourcesOf(stack).flatMap((resource) => {
      const { ignore_changes: ignored } = (resource.values.lifecycle ?? {}) as {
        readonly ignore_changes?: unknown;
      };
      return ignored === undefined ? [] : [[addressOf(resource), [ignored].flat().map(String)]];
    }),
  );
}

function sensitiveValues({ configuration }: SynthesizedStack, env: NodeJS.ProcessEnv): string[] {
  return Object.entries(configuration.variable ?? {})
    .filter(([, { sensitive }]) => sensitive === true)
    .flatMap(([name]) => env[`TF_VAR_${name}`] ?? []);
}
