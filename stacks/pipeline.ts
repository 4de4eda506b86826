import type { Construct } from "constructs";
import {
  DeliveryPipeline,
  type DeployTargetProps,
  expectedProtection,
  LONG_LIVED_BRANCHES,
} from "../constructs";
import { gateOf } from "./gate";
import { registryOf } from "./registry";
import type { EnvironmentSettings, PipelineSettings, PlatformSettings } from "./settings";

/** The pipeline that the product's repository runs: one deploy target for each environment. */
export function createPipeline(
  scope: Construct,
  settings: PlatformSettings,
  pipeline: PipelineSettings,
): DeliveryPipeline {
  const registry = registryOf(settings.github);
  const { github, environments } = settings;
  return new DeliveryPipeline(scope, "Pipeline", {
    ...pipeline,
    image: registry.image().reference,
    login: registry.login,
    targets: environments.map((environment) => targetOf(environment, settings)),
    branches: (github.branches ?? LONG_LIVED_BRANCHES).map(({ name }) => name),
    codeScanning: github.visibility === "public" || (github.securityProducts ?? []).includes("code-security"),
  });
}

/** The gate compares the live protection with the very values that the stacks synthesize. */
function targetOf(environment: EnvironmentSettings, { github }: PlatformSettings): DeployTargetProps {
  const { name, branch, delivery } = environment;
  const rules = (github.branches ?? LONG_LIVED_BRANCHES).find((each) => each.name === branch);
  return {
    ...delivery,
    environment: name,
    branch,
    protection: expectedProtection(gateOf(environment, github), rules),
  };
}
