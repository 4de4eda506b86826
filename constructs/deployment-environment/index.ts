export {
  DeploymentEnvironment,
  type DeploymentEnvironmentProps,
  type EnvironmentSecretOptions,
} from "./deployment-environment";
export type { Reviewers } from "./reviewers";
