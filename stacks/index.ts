export { EnvironmentStack } from "./environment-stack";
export { createPipeline, pipelineProps } from "./pipeline";
export { definePlatform, ownedBy, type PlatformOptions } from "./platform";
export { RepositoryStack } from "./repository-stack";
export type {
  ApprovalSettings,
  DeliverySettings,
  EnvironmentSettings,
  GitHubSettings,
  PipelineSettings,
  PlatformSettings,
} from "./settings";
