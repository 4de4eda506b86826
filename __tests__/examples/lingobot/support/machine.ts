import { findInterpreter, type Interpreter } from "../../../../tools/python/interpreters";
import type { Job } from "./workflow";

/** Versions of Python that the app runs on. */
const SUPPORTED = ["3.11", "3.12"];

/**
 * The interpreter that the job asks setup-uv for; where this machine lacks it, another that the app runs on.
 * @throws Error when the machine has none of them
 */
export function interpreterFor(job: Job): Interpreter {
  const asked = (job.steps ?? [])
    .map((step) => step.with?.["python-version"])
    .find((version) => version !== undefined);
  const versions = [asked ?? "", ...SUPPORTED].filter((version) => /^3\.\d+$/.test(version));
  const interpreter = versions
    .map((version) => findInterpreter(version))
    .find((found) => found !== undefined);
  if (!interpreter)
    throw new Error(`this machine has no Python of ${versions.join(", ")}: install at least one`);
  if (asked !== undefined && !interpreter.version.startsWith(`${asked}.`))
    notRun(`Python ${asked}`, "this machine lacks it");
  return interpreter;
}

/** Says that something was left out, past jest's own reporters, so that nobody takes it for passed. */
export function notRun(what: string, why: string): void {
  process.stderr.write(`NOT RUN: ${what}: ${why}\n`);
}
