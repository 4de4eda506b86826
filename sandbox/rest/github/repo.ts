import { type Call, page, param } from "../call";

const PER_PAGE = 30;

/** Beginning of all paths of a repository. */
export const REPO = "/repos/:owner/:repo";

/** Owner and name of the repository in the path. */
export function repoOf(call: Call): readonly [string, string] {
  return [param(call, "owner"), param(call, "repo")];
}

/** The page of a list that the call asks for. */
export function pageOf<T>(call: Call, items: readonly T[]): readonly T[] {
  return page(call, items, PER_PAGE);
}

/** A list that GitHub wraps: how many there are, and the page asked for. */
export function wrapped(call: Call, name: string, items: readonly unknown[]): Record<string, unknown> {
  return { total_count: items.length, [name]: pageOf(call, items) };
}

/** Address of a page of the repository for people. */
export function htmlUrl(call: Call, path: string): string {
  return `https://github.com/${repoOf(call).join("/")}/${path}`;
}

/** Uses up a fault meant for a call that the model has no method for. */
export function checkFaults({ cloud, method, path }: Call): void {
  cloud.faults.check("github", method, path);
}
