export { AppEnvironment } from "./app-environment";
export type {
  AlertOptions,
  AppEnvironmentProps,
  ComponentProps,
  Egress,
  JobKind,
  JobProps,
  SecretOptions,
  VariableScope,
  WorkerProps,
} from "./app-environment-props";
export type { DomainProps, DomainType } from "./domain";
export { environmentKind } from "./environment-kind";
export type { HealthCheckProps } from "./health-check";
export { InstanceSize } from "./instance-size";
export type { CpuKind, InstanceSizeFacts, InstanceSizeSlug } from "./instance-size-catalogue";
export {
  type DatadogProps,
  LogDestination,
  type LogDestinationProps,
  type LogtailProps,
  type ManagedOpenSearchProps,
  type OpenSearchProps,
  type PapertrailProps,
} from "./log-destination";
export { Maintenance, type MaintenancePageProps } from "./maintenance";
export type { MonthlyPrice } from "./price";
export type { ProjectEnvironment, ProjectProps } from "./project";
export { REGIONS, type Region } from "./region";
export {
  type Capacity,
  type CpuScalingProps,
  type InstanceCount,
  Scaling,
  type ScalingFor,
  type ScalingKind,
} from "./scaling";
export { Secret, type SecretFormat, type SecretPrecondition } from "./secret";
export type { ServiceTerminationProps, TerminationProps } from "./termination";
