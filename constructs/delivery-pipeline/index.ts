export { checkDirectory, type Drift, writeDirectory } from "./checkout/directory";
export {
  formatPins,
  type LeftBehindPin,
  type PinChange,
  type PulledPins,
  pullPins,
} from "./checkout/pull-pins";
export { unifiedDiff } from "./checkout/unified-diff";
export { DeliveryPipeline, type IPipelineRepository, type ISeedTarget } from "./delivery-pipeline";
export type { DeliveryPipelineProps } from "./delivery-pipeline-props";
export { type DeployTargetProps, secretSuffix } from "./deploy-target";
export { type EnvironmentGate, expectedProtection } from "./expected-protection";
export { isRendered, isRenderedPlace } from "./files/header";
export type { PipelineLabel } from "./files/labels";
export type { LocalEnvironment } from "./files/texts";
export type {
  ContainerProps,
  LanguageImage,
  LanguageProfile,
  SetupProps,
} from "./language/language-profile";
export { Python, type PythonProps } from "./language/python";
export { type ActionPin, type ImagePin, Pins, type PinsFile } from "./pinned-versions";
export type * from "./platform-config";
export {
  type Durations,
  describeTimings,
  KNOWN_DURATIONS,
  TARGETS,
  type Timing,
  timingOf,
} from "./timing";
export { ActionReference } from "./workflow/action-reference";
export { type Access, Grant } from "./workflow/grant";
export {
  type AnyJob,
  CallingJob,
  type CallingJobProps,
  type JobCommon,
  WorkflowJob,
  type WorkflowJobProps,
} from "./workflow/job";
export type * from "./workflow/model";
export { type Override, renderWorkflow } from "./workflow/render";
export { Workflow, type WorkflowProps } from "./workflow/workflow";
export { PREVIEW_ENVIRONMENT } from "./workflows/preview";
