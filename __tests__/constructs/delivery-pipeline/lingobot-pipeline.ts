import { App, TerraformStack } from "cdktf";
import {
  DeliveryPipeline,
  type DeliveryPipelineProps,
  expectedProtection,
  Python,
} from "../../../constructs/delivery-pipeline";
import { LONG_LIVED_BRANCHES } from "../../../constructs/repository-protection";

/** Stands in for the bundled tool where its text does not matter. */
export const TOOL = "#!/usr/bin/env node\n";

const TIER = { plan: "enterprise", visibility: "private" } as const;

/** The pipeline of LingoBot as the architecture document describes it. */
export const LINGOBOT: DeliveryPipelineProps = {
  language: Python.uv({ application: "lingobot.main:app" }),
  image: "ghcr.io/lingobot/lingobot",
  updatesBranch: "develop",
  targets: [
    {
      environment: "staging",
      branch: "staging",
      smokePaths: ["/health"],
      protection: expectedProtection({ ...TIER, branches: ["staging"] }),
    },
    {
      environment: "production",
      branch: "main",
      movingTags: ["production-latest", "latest"],
      commitTagPrefix: "prod-",
      promoteFrom: "staging",
      smokePaths: ["/health", "/docs"],
      monitor: {},
      protection: expectedProtection(
        { ...TIER, branches: ["main"], reviewers: { teams: ["platform"] } },
        LONG_LIVED_BRANCHES.find((branch) => branch.name === "main"),
      ),
    },
  ],
  localEnvironment: {
    variables: { LQBOT_ENVIRONMENT: "local", LQBOT_LOG_LEVEL: "DEBUG", LQBOT_LLM_PROVIDER: "openai" },
    secrets: ["LQBOT_OPENAI_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_ELEVENLABS_API_KEY"],
  },
  codeOwners: { "/.github/": ["@lingobot/platform"], "/Dockerfile": ["@lingobot/platform"] },
  tool: TOOL,
};

/** A pipeline in a stack of its own. */
export function pipelineOf(props: DeliveryPipelineProps): DeliveryPipeline {
  return new DeliveryPipeline(new TerraformStack(new App(), "Stack"), "Pipeline", props);
}

/** Every rendered file of LingoBot by its path. */
export function lingobotFiles(): ReadonlyMap<string, string> {
  return pipelineOf(LINGOBOT).files;
}
