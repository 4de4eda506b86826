import { ApiError } from "../../constructs/delivery-pipeline/tool/api";
import { type Diagnostic, type DriftedResource, markdown, type Report, reportOf } from "../../report";
import type { PlatformSettings } from "../../stacks";
import type { SynthesizedStack } from "../../tools/synthesized";
import { cloudsOf } from "../clouds/clouds";
import { CloudError } from "../clouds/http";
import { contextOf } from "../plan/context";
import { withTeams } from "../plan/teams";
import { planStack } from "../plan/terraform-plan";
import type { DriftCheck, Found, Subject } from "./check";
import { unappliedChanges } from "./unapplied";

/** How the clouds differ from what was applied, for one stack. */
export interface StackDrift {
  readonly stack: string;
  /**
   * `drift` when something was changed outside Terraform; `unapplied` when only the code is ahead; `unknown` when it
   * could not all be looked at.
   */
  readonly verdict: "none" | "unapplied" | "drift" | "unknown";
  /** Objects that are not as Terraform left them and that deploying puts back: their addresses, and what differs. */
  readonly changedOutside: readonly string[];
  /** What no plan shows and is other than the code says, in sentences. */
  readonly hidden: readonly string[];
  /** Addresses that the code would change although nobody touched them. */
  readonly unapplied: readonly string[];
  /** What could not be looked at, and why. */
  readonly failures: readonly string[];
  /** What was left out on purpose. */
  readonly notes: readonly string[];
  /** The plan, as a report in Markdown. */
  readonly plan: string;
}

/** Looks at one stack: by a plan, and by asking what plans do not show. Changes nothing. */
export async function driftOfStack(
  stack: SynthesizedStack,
  settings: PlatformSettings,
  env: NodeJS.ProcessEnv,
  checks: readonly DriftCheck[],
): Promise<StackDrift> {
  const environment = settings.environments.find(({ name }) => name === stack.name);
  const subject = {
    stack,
    settings,
    clouds: cloudsOf([stack], env),
    env,
    ...(environment ? { environment } : {}),
  };
  const plan = await withTeams(await planStack(stack, env), stack, env);
  const found = await Promise.all(checks.map((check) => runCheck(check, subject)));
  const report = reportOf([{ ...plan, unplanned: [] }], contextOf(settings));
  const seen = {
    changedOutside: report.drift.flatMap(describeDrifted),
    hidden: found.flatMap(({ differs }) => differs),
    unapplied: unappliedChanges(report),
    failures: [...planFailures(report), ...found.flatMap(({ failures }) => failures)],
  };
  const notes = found.flatMap(({ notes = [] }) => notes);
  return { stack: stack.name, verdict: verdictOf(seen), ...seen, notes, plan: markdown(report) };
}

async function runCheck({ id, run }: DriftCheck, subject: Subject): Promise<Found & { failures: string[] }> {
  try {
    return { ...(await run(subject)), failures: [] };
  } catch (error) {
    if (!(error instanceof CloudError || error instanceof ApiError)) throw error;
    return { differs: [], failures: [`${id}: ${error.message}`] };
  }
}

function planFailures({ stacks, diagnostics }: Report): string[] {
  if (stacks.every(({ errored }) => !errored)) return [];
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(describeError);
  return errors.length > 0 ? [...new Set(errors)] : ["plan: Terraform failed"];
}

function describeError({ summary, detail = "" }: Diagnostic): string {
  const said = detail.trim().split("\n").at(-1) ?? "";
  return said === "" ? `plan: ${summary}` : `plan: ${summary}: ${said}`;
}

/** What is known to differ is told even when the rest could not be looked at. */
function verdictOf(
  seen: Pick<StackDrift, "changedOutside" | "hidden" | "unapplied" | "failures">,
): StackDrift["verdict"] {
  if (seen.changedOutside.length + seen.hidden.length > 0) return "drift";
  if (seen.failures.length > 0) return "unknown";
  return seen.unapplied.length > 0 ? "unapplied" : "none";
}

/** What a plan does not put back is no drift: a service decided it after the apply, or the pipeline owns it. */
function describeDrifted({ address, kind, attributes }: DriftedResource): string[] {
  if (kind === "gone") return [`\`${address}\` is gone`];
  const paths = attributes.filter(({ putBack }) => putBack).map(({ path }) => `\`${path}\``);
  return paths.length === 0 ? [] : [`\`${address}\`: ${paths.join(", ")}`];
}
