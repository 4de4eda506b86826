import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type SynthesizedStack, writeConfiguration } from "../../tools/synthesized";
import { placeholdersOf } from "../project";
import { withoutGuard } from "./without-guard";

/**
 * Where a stack is planned: in its own folder, or, with placeholders, in a copy that does not refuse them and that is gone
 * afterwards. What could be applied refuses them at any time. The copy shares Terraform's data folder, and so the providers.
 */
export async function inPlannedFolder<T>(
  stack: SynthesizedStack,
  env: NodeJS.ProcessEnv,
  use: (stack: SynthesizedStack, env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  if (placeholdersOf(stack, env).length === 0) return use(stack, env);
  const parent = mkdtempSync(join(tmpdir(), "plan-folder-"));
  const directory = join(parent, basename(stack.directory));
  const data = resolve(stack.directory, env.TF_DATA_DIR || ".terraform");
  try {
    cpSync(stack.directory, directory, {
      recursive: true,
      filter: (path) => !basename(path).startsWith(".terraform") || path.endsWith(".lock.hcl"),
    });
    const configuration = withoutGuard(stack.configuration);
    writeConfiguration(directory, configuration);
    return await use({ ...stack, directory, configuration }, { ...env, TF_DATA_DIR: data });
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
