import { created, id, param, route } from "../call";
import { pageOf, REPO, repoOf } from "./repo";

/** Labels of a repository, and of its issues and pull requests. */
export const labels = [
  route("GET", `${REPO}/labels`, "", (call) => pageOf(call, call.github.issues.labels(...repoOf(call)))),
  route("GET", `${REPO}/labels/:label`, "", (call) =>
    call.github.issues.label(...repoOf(call), param(call, "label")),
  ),
  route("POST", `${REPO}/labels`, "", (call) =>
    created(call.github.issues.createLabel(...repoOf(call), call.body as { name: string; color: string })),
  ),
  route("GET", `${REPO}/issues/:issue/labels`, "", (call) => {
    const { labels: names } = call.github.issues.get(...repoOf(call), id(call, "issue"));
    return pageOf(call, shown(names));
  }),
  route("POST", `${REPO}/issues/:issue/labels`, "", (call) => {
    const { labels: names } = call.body as { labels: readonly string[] };
    return shown(call.github.issues.addLabels(...repoOf(call), id(call, "issue"), names));
  }),
  route("DELETE", `${REPO}/issues/:issue/labels/:label`, "", (call) =>
    shown(call.github.issues.removeLabel(...repoOf(call), id(call, "issue"), param(call, "label"))),
  ),
];

function shown(names: readonly string[]): readonly { readonly name: string }[] {
  return names.map((name) => ({ name }));
}
