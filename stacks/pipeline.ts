import type { Construct } from "constructs";
import {
  DeliveryPipeline,
  type DeliveryPipelineProps,
  type DeployTargetProps,
  secretSuffix,
} from "../constructs";
import { branchesOf, protectionOf } from "./protection";
import { registryOf } from "./registry";
import type { EnvironmentSettings, PipelineSettings, PlatformSettings } from "./settings";

/** The pipeline that the product's repository runs: one deploy target for each environment. */
export function createPipeline(
  scope: Construct,
  settings: PlatformSettings,
  pipeline: PipelineSettings,
): DeliveryPipeline {
  return new DeliveryPipeline(scope, "Pipeline", pipelineProps(settings, pipeline));
}

/** What the settings make of the pipeline. */
export function pipelineProps(settings: PlatformSettings, pipeline: PipelineSettings): DeliveryPipelineProps {
  const registry = registryOf(settings.github);
  const { github, environments } = settings;
  const branches = branchesOf(settings);
  return {
    ...pipeline,
    image: registry.image().reference,
    login: registry.login,
    targets: environments.map((environment) => targetOf(environment, settings)),
    branches: branches.map(({ name }) => name),
    mergeQueue: branches.some((branch) => branch.mergeQueue === true && branch.protected !== false),
    codeScanning: github.visibility === "public" || (github.securityProducts ?? []).includes("code-security"),
  };
}

/** The gate compares the live protection with the very values that the stacks synthesize. */
function targetOf(environment: EnvironmentSettings, settings: PlatformSettings): DeployTargetProps {
  const { name, branch, delivery } = environment;
  const existsVariable = existsVariableOf(environment);
  return {
    ...delivery,
    environment: name,
    branch,
    ...(existsVariable === undefined ? {} : { existsVariable }),
    protection: protectionOf(environment, settings),
  };
}

/** Says that the app exists to jobs that nobody has to approve; needed only where deployments are approved. */
export function existsVariableOf({ name, approval }: EnvironmentSettings): string | undefined {
  return approval === undefined ? undefined : `DO_APP_EXISTS_${secretSuffix(name)}`;
}
