import type { Comment } from "../../cloud/github";
import { type Call, created, id, param, route } from "../call";
import { pageOf, REPO, repoOf } from "./repo";

/** Comments on issues, pull requests and commits. */
export const comments = [
  route("GET", `${REPO}/issues/:issue/comments`, "", (call) =>
    pageOf(call, call.github.issues.comments(...repoOf(call), id(call, "issue"))).map(shown),
  ),
  route("POST", `${REPO}/issues/:issue/comments`, "", (call) =>
    created(shown(call.github.issues.addComment(...repoOf(call), id(call, "issue"), bodyOf(call)))),
  ),
  route("PATCH", `${REPO}/issues/comments/:comment`, "", (call) =>
    shown(call.github.issues.updateComment(...repoOf(call), id(call, "comment"), bodyOf(call))),
  ),
  route("GET", `${REPO}/commits/:sha/comments`, "", (call) =>
    pageOf(call, call.github.activity.commitComments(...repoOf(call), param(call, "sha"))).map(shown),
  ),
  route("POST", `${REPO}/commits/:sha/comments`, "", (call) =>
    created(shown(call.github.activity.addCommitComment(...repoOf(call), param(call, "sha"), bodyOf(call)))),
  ),
];

function bodyOf({ body }: Call): string {
  return (body as { body: string }).body;
}

function shown({ user, ...comment }: Comment): unknown {
  return { ...comment, user: { login: user } };
}
