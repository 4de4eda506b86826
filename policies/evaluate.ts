import { describeProblem, type LocatedProblem } from "../constructs";
import { POLICIES, type PolicyId } from "./catalogue";
import { parameterProblems, parametersOf } from "./parameters";
import type { NotAsked, Policy, Terms } from "./policy";
import { isProduction } from "./production";
import type { Evaluation, PolicyResult } from "./result";
import type { PolicyRun } from "./settings";
import type { StackConfiguration, SynthesizedConfiguration } from "./stack/configuration";
import { describeFinding, locatedFinding } from "./stack/finding";
import { normalized } from "./stack/normalized";
import { StackView } from "./stack/stack-view";
import { type Protection, protectionOf } from "./subjects/protection";
import { judgeWaivers, underWaiver, uselessWaivers } from "./waivers";

/** Where faults of the settings are told. */
const SETTINGS = "policies";

/**
 * Holds every stack to every policy, on what Terraform is given for it. The same stacks, run and day give the same
 * results.
 */
export function evaluatePolicies(given: readonly SynthesizedConfiguration[], run: PolicyRun): Evaluation {
  const stacks = given.map((stack) => ({ ...stack, configuration: normalized(stack.configuration) }));
  const { settings = {} } = run;
  const names = stacks.map(({ name }) => name);
  const protection = protectionOf(stacks, run.bypassActors ?? []);
  const waivers = judgeWaivers(settings.waivers ?? [], names, run.today);
  const results = stacks
    .flatMap((stack) => resultsOf(stack, run, protection))
    .map((result) => underWaiver(result, waivers));
  const faults = [
    ...parameterProblems(settings),
    ...waivers.problems,
    ...uselessWaivers(results, waivers),
  ].map((problem) => ({ path: SETTINGS, message: describeProblem(problem) }));
  return { results, problems: [...faults, ...results.flatMap(failuresOf)] };
}

/** Whether the result fails the run. */
export function isFailure({ result }: Pick<PolicyResult, "result">): boolean {
  return result === "violated" || result === "cannot be evaluated";
}

function failuresOf(result: PolicyResult): LocatedProblem[] {
  if (!isFailure(result)) return [];
  return result.findings.map((finding) => locatedFinding(result.policy, result.stack, finding));
}

function resultsOf(
  { name, configuration }: SynthesizedConfiguration,
  run: PolicyRun,
  protection: Protection,
): PolicyResult[] {
  const { settings = {}, budgets = {}, destroyable = [], standIns = [], pipelineImages } = run;
  const view = () => new StackView(name, configuration as StackConfiguration);
  const production = isProduction(view(), run);
  const terms: Terms = {
    ...parametersOf(settings),
    production,
    budget: Object.hasOwn(budgets, name) ? budgets[name] : undefined,
    protection,
    destroyable: destroyable.includes(name),
    standIns: new Set(standIns),
    pipelineImages,
  };
  return POLICIES.map((policy) => {
    const everywhere = policy.scope === "every stack" || settings.everywhere?.includes(policy.id) === true;
    if (!everywhere && !production) return notApplicable(policy, name, { notAsked: "not production" });
    return evaluate(policy, view(), terms);
  });
}

function evaluate(policy: Policy<PolicyId>, view: StackView, terms: Terms): PolicyResult {
  const answer = policy.check(view, terms);
  if (policy.subject !== "stacks") noteModules(view);
  const { findings, name } = view;
  if (findings.length > 0) return failed(policy, view);
  if (answer !== undefined) return notApplicable(policy, name, answer);
  if (policy.subject !== "stacks" && !view.hasSubjects)
    return notApplicable(policy, name, { notAsked: `no ${policy.subject}` });
  return { policy: policy.id, stack: name, result: "holds", message: policy.title, findings };
}

function failed({ id }: Policy<PolicyId>, { findings, name }: StackView): PolicyResult {
  const known = findings.some(({ unknown }) => unknown !== true);
  return {
    policy: id,
    stack: name,
    result: known ? "violated" : "cannot be evaluated",
    message: findings.map(describeFinding).join("; "),
    findings,
  };
}

function notApplicable(
  { id }: Policy<PolicyId>,
  stack: string,
  { notAsked, thisRunOnly }: NotAsked,
): PolicyResult {
  return {
    policy: id,
    stack,
    result: "not applicable",
    message: notAsked,
    findings: [],
    ...(thisRunOnly === true ? { thisRunOnly } : {}),
  };
}

/** What is in a module can be anything that a policy is about. */
function noteModules(view: StackView): void {
  for (const name of Object.keys(view.configuration.module ?? {}))
    view.noteUnknown({ path: `module.${name}` }, "what the module makes is not known at synth");
}
