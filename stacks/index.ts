export { EnvironmentStack } from "./environment-stack";
export { type Imports, importsFile, readImports } from "./imports";
export { createPipeline, pipelineProps } from "./pipeline";
export { definePlatform, ownedBy, type PlatformOptions } from "./platform";
export { RepositoryStack } from "./repository-stack";
export type {
  ApprovalSettings,
  DeliverySettings,
  DeploymentSettings,
  EnvironmentSettings,
  GitHubSettings,
  PipelineSettings,
  PlatformSettings,
  UptimeAlertSettings,
  UptimeSettings,
} from "./settings";
