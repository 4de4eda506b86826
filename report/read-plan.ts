import { parseJson } from "./parse-json";
import type { Diagnostic, Json, PlanJson } from "./plan-json";
import { faultsOfPlan } from "./plan-shape";

/** A file is not a plan that can be reported; the message says what it is and what to do. */
export class PlanFileError extends Error {
  public constructor(fault: string, next: string) {
    super(`${fault}; ${next}`);
    this.name = "PlanFileError";
  }
}

/** A plan, and what Terraform said while it made it. */
export interface ReadPlan {
  readonly plan: PlanJson;
  readonly diagnostics: readonly Diagnostic[];
}

const MAKE_ONE =
  "make one with `terraform plan -out=plan.bin` and `terraform show -json plan.bin > plan.json`";

/** What some programs of Windows begin a file with. */
const BYTE_ORDER_MARK = /^\ufeff/;

/**
 * Reads the output of `terraform show -json PLAN`, or of `terraform plan -json` (one JSON object a line, all there is
 * after a plan that failed).
 * @throws PlanFileError when the text is neither, or of a format newer than 1
 */
export function readPlan(given: string, file = "the plan"): ReadPlan {
  const text = given.replace(BYTE_ORDER_MARK, "");
  const log = readLog(text);
  if (log !== undefined) return log;
  const parsed = parse(text, file);
  if (parsed === null || typeof parsed !== "object" || Array.isArray(parsed))
    throw new PlanFileError(`${file} is not a plan: it holds ${describe(parsed)}`, MAKE_ONE);
  const plan = parsed as PlanJson;
  requireFormat(plan, parsed as Record<string, Json>, file);
  requireShape(parsed, file);
  return { plan, diagnostics: [] };
}

function parse(text: string, file: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    const start = text.trim().slice(0, 20);
    const kind = text.startsWith("PK") ? "a plan file in Terraform's own format" : "not JSON";
    const why = text.startsWith("PK") ? "" : ` (${(error as Error).message.split("\n")[0]})`;
    throw new PlanFileError(
      start === "" ? `${file} is empty` : `${file} is ${kind}${why}`,
      "give the output of `terraform show -json PLAN`",
    );
  }
}

function describe(value: Json): string {
  return Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`;
}

function requireFormat(plan: PlanJson, raw: Record<string, Json>, file: string): void {
  const { format_version: format } = plan;
  if (typeof format === "string" && !/^[01]\./.test(format))
    throw new PlanFileError(
      `${file} is in format ${format} of Terraform's JSON output; formats 0.x and 1.x are known`,
      "update this command, or plan with an older Terraform",
    );
  const isPlan = "resource_changes" in raw || "output_changes" in raw || "errored" in raw;
  if (isPlan || ("planned_values" in raw && typeof format === "string")) return;
  if ("values" in raw || "resources" in raw)
    throw new PlanFileError(`${file} is a state, not a plan`, MAKE_ONE);
  throw new PlanFileError(`${file} is JSON, but not a plan: it has no resource_changes`, MAKE_ONE);
}

const MOST_FAULTS = 10;

function requireShape(parsed: Json, file: string): void {
  const faults = faultsOfPlan(parsed);
  if (faults.length === 0) return;
  const more = faults.length > MOST_FAULTS ? `, and ${faults.length - MOST_FAULTS} more` : "";
  throw new PlanFileError(
    `${file} is not a plan as Terraform writes it: ${faults.slice(0, MOST_FAULTS).join(", ")}${more}`,
    MAKE_ONE,
  );
}

/** The lines of `terraform plan -json`; undefined when the text is something else. */
function readLog(text: string): ReadPlan | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (!lines[0]?.startsWith('{"@level"')) return undefined;
  const diagnostics = diagnosticsOf(lines);
  return {
    plan: { errored: true },
    diagnostics: diagnostics.length > 0 ? diagnostics : [NO_PLAN],
  };
}

const NO_PLAN: Diagnostic = {
  severity: "error",
  summary: "only Terraform's log was given, no plan",
  detail: "Give the output of `terraform show -json` of the saved plan.",
};

interface LogLine {
  readonly diagnostic?: {
    readonly severity?: string;
    readonly summary?: string;
    readonly detail?: string;
    readonly address?: string;
  };
}

/** The errors and warnings in the lines of `terraform plan -json`; lines of other kinds are skipped. */
export function diagnosticsOf(lines: readonly string[]): Diagnostic[] {
  return lines.flatMap((line): Diagnostic[] => {
    if (!line.startsWith("{")) return [];
    let entry: LogLine;
    try {
      entry = JSON.parse(line) as LogLine;
    } catch {
      // A line cut short by an interrupt.
      return [];
    }
    const { diagnostic } = entry;
    if (diagnostic === undefined) return [];
    return [
      {
        severity: diagnostic.severity === "warning" ? "warning" : "error",
        summary: diagnostic.summary ?? "Terraform failed without a message",
        ...(diagnostic.detail ? { detail: diagnostic.detail } : {}),
        ...(diagnostic.address ? { address: diagnostic.address } : {}),
      },
    ];
  });
}
