import type { GitHub } from "../../constructs/delivery-pipeline/tool/github";
import { type KeptIssue, keepIssuesOf } from "../kept-issue";
import type { DriftFile } from "./drift-file";
import type { StackDrift } from "./stack-drift";
import { driftText } from "./text";

/** Marks the issues that the command keeps. */
const LABEL = "drift";

const MARKER = /^<!-- platform drift: ([\w-]+) -->$/;

/**
 * Keeps one issue a stack: open while the clouds differ or cannot be looked at, closed once they do not, or once there is
 * no such stack.
 */
export async function keepIssues(
  { stacks, complete }: Omit<DriftFile, "formatVersion">,
  github: GitHub,
  tell: (line: string) => void,
): Promise<void> {
  const issues = stacks.map(issueOf);
  await keepIssuesOf({ label: LABEL, issues, ...(complete ? { orphan } : {}) }, github, tell);
}

function orphan(marker: string): KeptIssue | undefined {
  const name = MARKER.exec(marker)?.[1];
  if (name === undefined) return undefined;
  return {
    name,
    marker,
    isNeeded: false,
    title: "",
    text: "",
    over: `No longer looked at: the code has no stack ${name}. What it made may be there still; take it away by npm run destroy -- ${name}`,
  };
}

function issueOf(drift: StackDrift): KeptIssue {
  const { stack, verdict } = drift;
  return {
    name: stack,
    marker: `<!-- platform drift: ${stack} -->`,
    isNeeded: verdict === "drift" || verdict === "unknown",
    title: verdict === "drift" ? `Drift: ${stack}` : `Drift: ${stack} could not be looked at`,
    text: driftText(drift),
    over: "No longer: the clouds are as Terraform left them.",
  };
}
