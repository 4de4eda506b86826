import type { GitHub } from "../constructs/delivery-pipeline/tool/github";

/** An issue that a command keeps: there while it is needed, closed once it is not. */
export interface KeptIssue {
  /** Names it in what is told: "staging". */
  readonly name: string;
  /** First line of the body, by which it is found again; a comment in HTML. */
  readonly marker: string;
  readonly isNeeded: boolean;
  readonly title: string;
  readonly text: string;
  /** Why it is closed, in a sentence. */
  readonly over: string;
}

/** All issues of a label that a command keeps. */
export interface KeptIssues {
  readonly label: string;
  readonly issues: readonly KeptIssue[];
  /**
   * What becomes of an open issue that is none of them, by its body's first line.
   * @default - it is left alone
   */
  readonly orphan?: (marker: string) => KeptIssue | undefined;
}

interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly pull_request?: unknown;
  readonly user: { readonly login: string } | null;
}

/**
 * Opens, updates and closes the issues of a label. Those of people are left alone, whatever they say: only a bot's count.
 * @throws ApiError
 */
export async function keepIssuesOf(
  { label, issues, orphan = () => undefined }: KeptIssues,
  github: GitHub,
  tell: (line: string) => void,
): Promise<void> {
  const all = await github.list<Issue>(`/issues?labels=${label}&state=open`);
  const open = all.filter(
    ({ pull_request, user }) => pull_request === undefined && user?.login.endsWith("[bot]"),
  );
  const markers = new Set(open.map(markerOf));
  for (const { marker } of issues) markers.delete(marker);
  for (const each of [...issues, ...[...markers].flatMap((marker) => orphan(marker) ?? [])]) {
    const found = open.filter((issue) => markerOf(issue) === each.marker);
    await keepIssue(label, each, found, github, tell);
  }
}

function markerOf({ body }: Issue): string {
  return (body ?? "").split(/\r?\n/, 1)[0] ?? "";
}

async function keepIssue(
  label: string,
  kept: KeptIssue,
  [issue, ...doubles]: readonly Issue[],
  github: GitHub,
  tell: (line: string) => void,
): Promise<void> {
  const superfluous = kept.isNeeded || issue === undefined ? doubles : [issue, ...doubles];
  for (const { number } of superfluous) {
    await close(number, kept.isNeeded ? "Another issue tells this." : kept.over, github);
    tell(`${kept.name}: closed #${number}`);
  }
  if (kept.isNeeded) tell(`${kept.name}: ${await bring(label, kept, issue, github)}`);
}

async function bring(
  label: string,
  { marker, title, text }: KeptIssue,
  issue: Issue | undefined,
  github: GitHub,
): Promise<string> {
  const said = { title, body: `${marker}\n${text}` };
  if (issue === undefined) {
    const { number } = await github.post<Issue>("/issues", { ...said, labels: [label] });
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
