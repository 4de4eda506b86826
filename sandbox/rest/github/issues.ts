import type { Issue } from "../../cloud/github";
import { type Call, created, id, route } from "../call";
import { htmlUrl, pageOf, REPO, repoOf } from "./repo";

type NewIssue = Parameters<Call["github"]["issues"]["create"]>[2];
type IssueChange = Parameters<Call["github"]["issues"]["update"]>[3];

/** Issues; GitHub's list holds the pull requests too. */
export const issues = [
  route("GET", `${REPO}/issues`, "", (call) => pageOf(call, find(call)).map((issue) => shown(call, issue))),
  route("POST", `${REPO}/issues`, "", (call) =>
    created(shown(call, call.github.issues.create(...repoOf(call), call.body as NewIssue))),
  ),
  route("PATCH", `${REPO}/issues/:issue`, "", (call) =>
    shown(call, call.github.issues.update(...repoOf(call), id(call, "issue"), call.body as IssueChange)),
  ),
];

/** An issue must have every label asked for. */
function find(call: Call): readonly Issue[] {
  const state = call.query.get("state") ?? "open";
  const labels = (call.query.get("labels") ?? "").split(",").filter((label) => label !== "");
  return call.github.issues
    .list(...repoOf(call))
    .filter((issue) => state === "all" || issue.state === state)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)));
}

function shown(call: Call, { user, labels, comments, pull_request: isPull, ...issue }: Issue): unknown {
  return {
    ...issue,
    html_url: htmlUrl(call, `${isPull ? "pull" : "issues"}/${issue.number}`),
    user: { login: user },
    labels: labels.map((name) => ({ name })),
    comments: comments.length,
    ...(isPull ? { pull_request: {} } : {}),
  };
}
