import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PLACEHOLDER_MARK } from "../../../stacks/placeholder";
import {
  inDeployOrder,
  type SynthesizedStack,
  type TerraformConfiguration,
} from "../../../tools/synthesized";
import { entriesOf, isObject, type JsonObject } from "./json";
import type { UntrustedStack } from "./read-files";

/**
 * Writes what was read and found harmless into a folder of our own, so that Terraform meets these very values and no
 * other file. Every secret is a placeholder there, so the stacks' refusal of placeholders is left out.
 */
export function writeCopy(directory: string, stacks: readonly UntrustedStack[]): SynthesizedStack[] {
  const copies = stacks.map(({ name, configuration }) => {
    const folder = join(directory, name);
    const copy = withoutRefusal(configuration);
    mkdirSync(folder, { recursive: true });
    // Indented, so that Terraform shows the line that it refuses.
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(copy, null, 2));
    return { name, directory: folder, configuration: copy as TerraformConfiguration };
  });
  return inDeployOrder(copies);
}

function withoutRefusal(configuration: JsonObject): JsonObject {
  const resource = mapValues(configuration.resource, (named) => mapValues(named, withoutPostconditions));
  return { ...configuration, ...(configuration.resource === undefined ? {} : { resource }) };
}

function withoutPostconditions(body: unknown): unknown {
  if (!isObject(body) || !isObject(body.lifecycle) || !Array.isArray(body.lifecycle.postcondition))
    return body;
  const kept = body.lifecycle.postcondition.filter(
    (each) => !JSON.stringify(each).includes(PLACEHOLDER_MARK),
  );
  const { postcondition: _all, ...lifecycle } = body.lifecycle;
  return { ...body, lifecycle: kept.length === 0 ? lifecycle : { ...lifecycle, postcondition: kept } };
}

function mapValues(value: unknown, change: (each: unknown) => unknown): unknown {
  return Object.fromEntries(entriesOf(value).map(([key, each]) => [key, change(each)]));
}
