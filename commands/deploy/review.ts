import { readFileSync } from "node:fs";
import { type Report, reportOf } from "../../report";
import type { PlatformSettings } from "../../stacks";
import type { SynthesizedStack } from "../../tools/synthesized";
import { CommandFailure, EXIT } from "../command-line";
import { contextOf } from "../plan/context";
import { withTeams } from "../plan/teams";
import { planStack } from "../plan/terraform-plan";
import type { Note, Problem } from "../preflight/check";
import type { Located, PreflightResult } from "../preflight/preflight";
import { adviceFor } from "../refusals";
import { comparePlans } from "./danger";

const CHECK = "reviewed plan";

/** What was reviewed; undefined when nothing was. */
export interface Review {
  readonly report?: Report;
  /** Why there is no report. @default - there is one */
  readonly missing?: string;
  /** No report was asked for: a person deploys. @default false */
  readonly byHand?: boolean;
}

/** What a plan made now says beside the reviewed one. */
export interface ReviewResult extends PreflightResult {
  /** Stacks that cannot be planned before an earlier one is deployed: to be planned again then. */
  readonly later: readonly SynthesizedStack[];
}

/** @param file plan-report.json; that it is not there says that nothing was reviewed. @throws CommandFailure for another file */
export function readReview(file: string | undefined): Review {
  if (file === undefined) return { missing: "no reviewed plan was given", byHand: true };
  const content = read(file);
  if (content === undefined) return { missing: `there is no reviewed plan (${file})` };
  const report = parsed(content);
  if (!isReport(report))
    throw new CommandFailure(
      `${file} is no report of a plan; give the plan-report.json that \`npm run plan\` wrote`,
      EXIT.problems,
    );
  if (report.verdict === "failed" || report.exitCode === EXIT.failed)
    return { missing: `the plan of ${file} failed, or a policy did, so it counts as reviewed by nobody` };
  return { report };
}

function isReport(content: unknown): content is Report {
  const { formatVersion, stacks, changes } = (content ?? {}) as Partial<Record<keyof Report, unknown>>;
  return formatVersion === 1 && Array.isArray(stacks) && Array.isArray(changes) && changes.every(isChange);
}

function isChange(content: unknown): boolean {
  const { address, attributes } = (content ?? {}) as Partial<Record<string, unknown>>;
  return typeof address === "string" && Array.isArray(attributes);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new CommandFailure(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      EXIT.problems,
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Plans the stacks anew and compares with what was reviewed. The plans are thrown away: a saved one could be applied after
 * the clouds have changed.
 */
export async function compareWithReview(
  stacks: readonly SynthesizedStack[],
  review: Review,
  settings: PlatformSettings,
  env: NodeJS.ProcessEnv,
): Promise<ReviewResult> {
  const problems: Located<Problem>[] = [];
  const notes: Located<Note>[] = [];
  const later: SynthesizedStack[] = [];
  let somethingComes = false;
  for (const stack of stacks) {
    const plan = await withTeams(await planStack(stack, { ...env, TF_INPUT: "0" }), stack, env);
    const report = reportOf([{ ...plan, unplanned: [] }], contextOf(settings));
    if (report.verdict === "failed" && somethingComes) later.push(stack);
    else problems.push(...problemsOf(stack, report, review));
    if (report.verdict !== "failed") notes.push(...notesOf(report, review));
    somethingComes ||= report.verdict === "changes";
  }
  return { problems, notes, later };
}

function problemsOf({ name }: SynthesizedStack, report: Report, review: Review): Located<Problem>[] {
  if (report.verdict === "failed") return failuresOf(name, report);
  return comparePlans(report, review.report, review.byHand).stops.map((difference) => ({
    check: CHECK,
    problem: review.missing === undefined ? difference : `${difference}: ${review.missing}`,
    next: `read it (npm run plan -- ${name} --live) and have it reviewed in a pull request; or, when you mean it, by hand: npm run deploy -- ${name} --unreviewed`,
  }));
}

function notesOf(report: Report, review: Review): Located<Note>[] {
  const { passes } = comparePlans(report, review.report, review.byHand);
  return passes.map((note) => ({ check: CHECK, note }));
}

function failuresOf(name: string, { diagnostics }: Report): Located<Problem>[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const said = errors.map(({ summary, detail = "" }) => `${summary} ${detail}`.trim()).join("; ");
  const advice = adviceFor(said);
  return [
    {
      check: "plan",
      problem: `${name} cannot be planned: ${said || "Terraform failed"}`,
      next: advice.length > 0 ? advice.join("\n") : "mend it, then try again",
    },
  ];
}
