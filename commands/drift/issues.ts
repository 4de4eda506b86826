import type { GitHub } from "../../constructs/delivery-pipeline/tool/github";
import type { StackDrift } from "./stack-drift";
import { driftText } from "./text";

/** Marks the issues that the command keeps. */
const LABEL = "drift";

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly pull_request?: unknown;
}

/** Keeps one issue a stack: open while the clouds differ or cannot be looked at, closed once they do not. */
export async function keepIssues(
  drifts: readonly StackDrift[],
  github: GitHub,
  tell: (line: string) => void,
): Promise<void> {
  const open = await github.list<Issue>(`/issues?labels=${LABEL}&state=open`);
  for (const drift of drifts) {
    const issues = open.filter(
      ({ body, pull_request }) => pull_request === undefined && isAbout(drift, body),
    );
    await keepIssue(drift, issues, github, tell);
  }
}

async function keepIssue(
  drift: StackDrift,
  [issue, ...doubles]: readonly Issue[],
  github: GitHub,
  tell: (line: string) => void,
): Promise<void> {
  const isNeeded = drift.verdict === "drift" || drift.verdict === "unknown";
  const superfluous = isNeeded || issue === undefined ? doubles : [issue, ...doubles];
  for (const { number } of superfluous) {
    await close(
      number,
      isNeeded ? "Another issue tells this." : "No longer: the clouds are as Terraform left them.",
      github,
    );
    tell(`${drift.stack}: closed #${number}`);
  }
  if (isNeeded) tell(`${drift.stack}: ${await bring(drift, issue, github)}`);
}

async function bring(drift: StackDrift, issue: Issue | undefined, github: GitHub): Promise<string> {
  const said = { title: titleOf(drift), body: `${marker(drift)}\n${driftText(drift)}` };
  if (issue === undefined) {
    const { number } = await github.post<Issue>("/issues", { ...said, labels: [LABEL] });
    return `opened #${number}`;
  }
  if (issue.title === said.title && issue.body === said.body) return `#${issue.number} tells it already`;
  await github.patch(`/issues/${issue.number}`, said);
  return `updated #${issue.number}`;
}

async function close(number: number, why: string, github: GitHub): Promise<void> {
  await github.post(`/issues/${number}/comments`, { body: why });
  await github.patch(`/issues/${number}`, { state: "closed", state_reason: "completed" });
}

function titleOf({ stack, verdict }: StackDrift): string {
  return verdict === "drift" ? `Drift: ${stack}` : `Drift: ${stack} could not be looked at`;
}

function isAbout(drift: StackDrift, body: string | null): boolean {
  return (body ?? "").startsWith(marker(drift));
}

function marker({ stack }: StackDrift): string {
  return `<!-- platform drift: ${stack} -->`;
}
