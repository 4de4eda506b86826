import { App, TerraformStack } from "cdktf";
import { DeliveryPipeline, type DeliveryPipelineProps } from "../../../constructs/delivery-pipeline";
import { lingobot } from "../../../lingobot";
import { pipelineProps } from "../../../stacks";

/** Stands in for the bundled tool where its text does not matter. */
export const TOOL = "#!/usr/bin/env node\n";

/** The pipeline of LingoBot, from the very settings that are deployed. */
export const LINGOBOT: DeliveryPipelineProps = { ...realProps(), tool: TOOL };

function realProps(): DeliveryPipelineProps {
  if (lingobot.pipeline === undefined) throw new Error("lingobot.ts has a pipeline");
  return pipelineProps(lingobot, lingobot.pipeline);
}

/** A pipeline in a stack of its own. */
export function pipelineOf(props: DeliveryPipelineProps): DeliveryPipeline {
  return new DeliveryPipeline(new TerraformStack(new App(), "Stack"), "Pipeline", props);
}

/** Every rendered file of LingoBot by its path. */
export function lingobotFiles(): ReadonlyMap<string, string> {
  return pipelineOf(LINGOBOT).files;
}
