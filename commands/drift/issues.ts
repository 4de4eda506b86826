import type { GitHub } from "../../constructs/delivery-pipeline/tool/github";
import { type KeptIssue, keepIssuesOf } from "../kept-issue";
import type { StackDrift } from "./stack-drift";
import { driftText } from "./text";

/** Marks the issues that the command keeps. */
const LABEL = "drift";

/** Keeps one issue a stack: open while the clouds differ or cannot be looked at, closed once they do not. */
export async function keepIssues(
  drifts: readonly StackDrift[],
  github: GitHub,
  tell: (line: string) => void,
): Promise<void> {
  await keepIssuesOf(LABEL, drifts.map(issueOf), github, tell);
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
