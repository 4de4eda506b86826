export { weakensGuard } from "./changes/guards";
export { type Addressed, successors } from "./changes/successors";
export { withCode } from "./markdown/code";
export { shortened, whole } from "./markdown/fill";
export { type MarkdownOptions, markdown } from "./markdown/markdown";
export { moved } from "./markdown/moves";
export { counted, fixed, type Section } from "./markdown/section";
export type {
  Approval,
  AttributeChange,
  ChangeKind,
  DeferredChange,
  DriftedAttribute,
  DriftedResource,
  EnvironmentPrice,
  FailedCheck,
  MonthlyPrice,
  NoiseExplanation,
  NoiseFinding,
  OutputChange,
  PolicyResult,
  Report,
  ReportContext,
  ResourceChange,
  SecretNames,
  StackSummary,
} from "./model";
export type { NoiseRule } from "./noise/rule";
export { NOISE_RULES } from "./noise/rules";
export type { Diagnostic, Json, PlanJson } from "./plan-json";
export { diagnosticsOf, PlanFileError, type ReadPlan, readPlan } from "./read-plan";
export { reportOf, type StackPlan } from "./report";
export { hasTeamsById } from "./team-ids";
export type { Shown } from "./values/show";
