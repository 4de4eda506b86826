export * from "./app-environment";
export * from "./container-registry";
export * from "./delivery-pipeline";
export * from "./deployment-environment";
export {
  describeProblem,
  InvalidValueError,
  type LocatedProblem,
  type Problem,
  ValidationError,
  validateTree,
} from "./errors";
export * from "./observability";
export * from "./remote-state";
export * from "./repository-protection";
