import { App, TerraformStack } from "cdktf";
import { type DeliveryPipeline, ValidationError, validateTree } from "../../constructs";
import { createPipeline, type PlatformSettings } from "../../stacks";
import { CommandFailure, EXIT } from "../command-line";

/**
 * The pipeline of these settings, valid, in a stack that is thrown away.
 * @throws CommandFailure with all that is wrong with the settings
 */
export function renderedPipeline(settings: PlatformSettings): DeliveryPipeline {
  if (settings.pipeline === undefined) {
    throw new CommandFailure(
      "the settings have no pipeline; add `pipeline: { language: … }` to lingobot.ts",
      EXIT.problems,
    );
  }
  const app = new App();
  const pipeline = createPipeline(new TerraformStack(app, "repository"), settings, settings.pipeline);
  try {
    validateTree(app);
  } catch (error) {
    if (error instanceof ValidationError) throw new CommandFailure(error.message, EXIT.problems);
    throw error;
  }
  return pipeline;
}
