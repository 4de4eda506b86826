import { approvalsOf } from "./approvals";
import { plannedChanges } from "./changes/changes";
import { weakensGuard } from "./changes/guards";
import { dangerOfLoss } from "./changes/loss";
import { driftOf, markUndone } from "./drift";
import type { Ignored } from "./ignored";
import {
  CHANGE_KINDS,
  type ChangeKind,
  type NoiseExplanation,
  type NoiseFinding,
  type Report,
  type ReportContext,
  type ResourceChange,
  type StackSummary,
} from "./model";
import { NOISE_RULES } from "./noise/rules";
import { outputsOf } from "./outputs";
import type { Diagnostic, PlanJson } from "./plan-json";
import { priceOfStack } from "./prices";
import { secretNamesOf } from "./secret-names";
import { troublesOf } from "./troubles";
import { secretsOfPlan } from "./values/secrets-of-plan";
import { veiled } from "./values/veil-report";

/** The plan of one stack, as Terraform gave it. */
export interface StackPlan {
  readonly name: string;
  readonly plan: PlanJson;
  /** What Terraform said while planning. @default - nothing */
  readonly diagnostics?: readonly Diagnostic[];
  /** Texts that must not show, beside those that the plan marks: the values of sensitive variables. @default - none */
  readonly secrets?: readonly string[];
  /**
   * What differs between the configuration and the clouds although no plan shows it, in sentences.
   * @default - not asked: names of apps' secrets are compared as far as the plan tells them
   */
  readonly unplanned?: readonly string[];
  /** What the configuration leaves as it is, which no plan tells. @default - not known */
  readonly ignored?: Ignored;
  /** Slugs of GitHub's teams by their ids, where the clouds were asked. @default - as far as the plan looked them up */
  readonly teams?: ReadonlyMap<string, string>;
}

type StackReport = ReturnType<typeof reportOfStack>;

/** What the plans of some stacks mean to a person. The same plans give the same report. */
export function reportOf(stacks: readonly StackPlan[], context: ReportContext = {}): Report {
  const parts = stacks.map((stack) => reportOfStack(stack, context));
  const all = <T>(pick: (part: StackReport) => readonly T[]): T[] => parts.flatMap(pick);
  const noise = all(({ noise }) => noise);
  const changes = parts.flatMap(({ changes }) => withGuards(changes)).sort(byDanger);
  const outputs = all(({ outputs }) => outputs);
  const verdict = verdictOf(parts, changes.length + outputs.length);
  const policies = context.policies ?? [];
  return {
    formatVersion: 1,
    verdict,
    exitCode: policies.some(({ result }) => result === "fail") ? EXIT_CODES.failed : EXIT_CODES[verdict],
    stacks: parts.map(({ summary }) => summary),
    diagnostics: all(({ diagnostics }) => diagnostics),
    failedChecks: all(({ failedChecks }) => failedChecks),
    changes,
    outputs,
    deferred: all(({ deferred }) => deferred),
    drift: all(({ drift }) => drift),
    secretNames: all(({ secretNames }) => secretNames),
    unplanned: all(({ unplanned }) => unplanned),
    noise,
    noiseRules: explain(noise),
    prices: all(({ prices }) => prices),
    ...(context.budgetOf === undefined ? {} : { budgetOf: context.budgetOf }),
    approvals: all(({ approvals }) => approvals),
    policies,
  };
}

const EXIT_CODES = { nothing: 0, changes: 2, failed: 1 } as const;

function verdictOf(parts: readonly StackReport[], changes: number): Report["verdict"] {
  if (parts.some(({ summary }) => summary.errored)) return "failed";
  const waits = parts.some(({ deferred }) => deferred.length > 0);
  return changes > 0 || waits ? "changes" : "nothing";
}

function reportOfStack(stack: StackPlan, context: ReportContext) {
  const { name, plan, diagnostics = [], unplanned } = stack;
  const { values: secrets, veil } = secretsOfPlan(plan, stack.secrets);
  const { changes, noise, unchanged } = plannedChanges(name, plan, secrets, stack.teams);
  const drift = driftOf(name, plan, changes, secrets, stack.ignored);
  const { deferred, ...troubles } = troublesOf(name, plan, diagnostics, veil);
  const price = priceOfStack(name, plan, context);
  return {
    summary: summaryOf({ name, plan }, changes, unchanged, troubles.errored),
    ...troubles,
    ...veiled(
      {
        changes: markUndone(changes, drift.drift),
        outputs: outputsOf(name, plan, secrets),
        drift: drift.drift,
        noise: [...noise, ...drift.noise],
        deferred,
      },
      veil,
    ),
    secretNames: unplanned === undefined ? secretNamesOf(name, plan) : [],
    unplanned: (unplanned ?? []).map((message) => ({ stack: name, message: veil.text(message) })),
    prices: price === undefined ? [] : [price],
    approvals: approvalsOf(name, plan, context),
  };
}

function summaryOf(
  { name, plan }: StackPlan,
  changes: readonly ResourceChange[],
  unchanged: number,
  errored: boolean,
): StackSummary {
  const counts: Partial<Record<ChangeKind, number>> = {};
  for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    name,
    ...(plan.terraform_version === undefined ? {} : { terraformVersion: plan.terraform_version }),
    errored,
    complete: plan.complete !== false,
    unchanged,
    counts,
  };
}

/** Most dangerous first: by kind, then by what is lost or weakened; else the order of the plan, by address. */
function byDanger(a: ResourceChange, b: ResourceChange): number {
  return (
    CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) ||
    dangerOfLoss(a) - dangerOfLoss(b) ||
    weakening(a) - weakening(b)
  );
}

function weakening({ weakens }: ResourceChange): number {
  return weakens === undefined ? 1 : 0;
}

function withGuards(changes: readonly ResourceChange[]): ResourceChange[] {
  return changes.map((change) => {
    const weakens = weakensGuard(change, changes);
    return weakens.length === 0 ? change : { ...change, weakens };
  });
}

function explain(findings: readonly NoiseFinding[]): NoiseExplanation[] {
  const found = new Set(findings.map(({ rule }) => rule));
  return NOISE_RULES.filter(({ id }) => found.has(id)).map((rule) => ({
    rule: rule.id,
    explanation: rule.explanation,
    upstream: rule.upstream,
    provider: rule.provider,
    versions: rule.versions,
    ...(rule.caution === undefined ? {} : { caution: rule.caution }),
  }));
}
