import type { PlatformConfig } from "../../constructs";
import { EXIT } from "../command-line";
import { renderedPipeline } from "./rendered-pipeline";
import type { PipelineRun } from "./run";

const CONFIGURATION = ".github/platform/platform.json";

/** Prints what the gate compares the live environments and branches with. */
export function expectedProtections({ settings, write }: PipelineRun): number {
  const text = renderedPipeline(settings).files.get(CONFIGURATION) ?? "{}";
  const { requiredCheck, environments } = JSON.parse(text) as PlatformConfig;
  const protections = Object.entries(environments).map(([name, { protection }]) => [name, protection]);
  write(`${JSON.stringify({ requiredCheck, environments: Object.fromEntries(protections) }, null, 2)}\n`);
  return EXIT.done;
}
