import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SynthesizedStack, TerraformConfiguration } from "../tools/synthesized";

const CONFIGURATION = "cdk.tf.json";

/** Uses another configuration of a stack for a while; afterwards its folder is as it was. */
export async function withConfiguration<T>(
  stack: SynthesizedStack,
  configuration: TerraformConfiguration,
  use: () => Promise<T>,
): Promise<T> {
  const file = join(stack.directory, CONFIGURATION);
  writeFileSync(file, JSON.stringify(configuration, null, 2), { mode: 0o600 });
  try {
    return await use();
  } finally {
    writeFileSync(file, JSON.stringify(stack.configuration, null, 2));
  }
}
