import { type SynthesizedStack, type TerraformConfiguration, writeConfiguration } from "../tools/synthesized";

/** Uses another configuration of a stack for a while; afterwards its folder is as it was. */
export async function withConfiguration<T>(
  stack: SynthesizedStack,
  configuration: TerraformConfiguration,
  use: () => Promise<T>,
): Promise<T> {
  writeConfiguration(stack.directory, configuration, { mode: 0o600 });
  try {
    return await use();
  } finally {
    writeConfiguration(stack.directory, stack.configuration);
  }
}
