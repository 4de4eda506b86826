import type { PullRequest } from "../../cloud/github";
import { type Call, created, id, route } from "../call";
import { htmlUrl, pageOf, REPO, repoOf } from "./repo";

type NewPullRequest = Parameters<Call["github"]["pulls"]["create"]>[2];
type State = NonNullable<Parameters<Call["github"]["pulls"]["list"]>[2]>;
type MergeMethod = NonNullable<Parameters<Call["github"]["pulls"]["merge"]>[3]>;

const PULL = `${REPO}/pulls/:pull`;

/** Pull requests. */
export const pulls = [
  route("GET", `${REPO}/pulls`, "", (call) => pageOf(call, find(call)).map((pull) => shown(call, pull))),
  route("POST", `${REPO}/pulls`, "", (call) =>
    created(shown(call, call.github.pulls.create(...repoOf(call), call.body as NewPullRequest))),
  ),
  route("GET", PULL, "", (call) => shown(call, call.github.pulls.get(...repoOf(call), id(call, "pull")))),
  route("PATCH", PULL, "", (call) =>
    shown(
      call,
      call.github.pulls.update(...repoOf(call), id(call, "pull"), call.body as { state?: "closed" }),
    ),
  ),
  route("PUT", `${PULL}/merge`, "", (call) => {
    const { merge_method: method } = (call.body ?? {}) as { merge_method?: MergeMethod };
    return call.github.pulls.merge(...repoOf(call), id(call, "pull"), method);
  }),
  route("GET", `${PULL}/files`, "", (call) =>
    pageOf(call, call.github.pulls.files(...repoOf(call), id(call, "pull"))),
  ),
];

/** `head` is "owner:branch". */
function find(call: Call): readonly PullRequest[] {
  const state = (call.query.get("state") ?? "open") as State;
  const head = call.query.get("head")?.replace(/^[^:]*:/, "");
  const base = call.query.get("base");
  return call.github.pulls
    .list(...repoOf(call), state)
    .filter((pull) => head === undefined || pull.head.ref === head)
    .filter((pull) => base === null || pull.base.ref === base);
}

function shown(call: Call, pull: PullRequest): unknown {
  const repo = { full_name: repoOf(call).join("/") };
  return {
    ...pull,
    html_url: htmlUrl(call, `pull/${pull.number}`),
    head: { ...pull.head, repo },
    base: { ...pull.base, repo },
  };
}
