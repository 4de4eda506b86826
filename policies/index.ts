export { describePrice, priceOf } from "./app-price";
export { POLICIES, type PolicyId } from "./catalogue";
export { enforcePolicies } from "./enforce";
export { evaluatePolicies, isFailure } from "./evaluate";
export type { Policy, Subject, Terms } from "./policy";
export type { Evaluation, Outcome, PolicyResult } from "./result";
export { attachedProviders, type PolicyRun, type PolicySettings, type Waiver } from "./settings";
export type { SynthesizedConfiguration } from "./stack/configuration";
export { describeFinding, type Finding } from "./stack/finding";
