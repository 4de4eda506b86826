import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  inDeployOrder,
  type SynthesizedStack,
  type TerraformConfiguration,
  writeConfiguration,
} from "../../../tools/synthesized";
import { withoutGuard } from "../without-guard";
import type { UntrustedStack } from "./read-files";

/**
 * Writes what was read and found harmless into a folder of our own, so that Terraform meets these very values and no
 * other file. Every secret is a placeholder there, so the stacks' refusal of placeholders is left out.
 */
export function writeCopy(directory: string, stacks: readonly UntrustedStack[]): SynthesizedStack[] {
  const copies = stacks.map(({ name, configuration }) => {
    const folder = join(directory, name);
    const copy = withoutGuard(configuration as TerraformConfiguration);
    mkdirSync(folder, { recursive: true });
    writeConfiguration(folder, copy);
    return { name, directory: folder, configuration: copy };
  });
  return inDeployOrder(copies);
}
