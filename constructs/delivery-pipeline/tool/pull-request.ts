import { readFileSync } from "node:fs";
import type { Context } from "./context";
import { Misuse } from "./failure";

/** The pull request that the workflow runs for. */
export interface PullRequest {
  readonly number: number;
  /** Its newest commit when the run was started. */
  readonly head: string;
  /** Why the run's token can only read, if it can: "comes from a fork". @default - it can write */
  readonly readOnly?: string;
}

interface Event {
  readonly pull_request?: {
    readonly number: number;
    readonly user?: { readonly login?: string };
    readonly head: { readonly sha: string; readonly repo?: { readonly full_name?: string } | null };
    readonly base: { readonly repo: { readonly full_name?: string } };
  };
}

/** Reads the event that started the workflow. Throws Misuse when it is not one of a pull request. */
export function pullRequestOf({ settings }: Context): PullRequest {
  const file = settings.required("GITHUB_EVENT_PATH");
  const { pull_request: pull } = JSON.parse(readFileSync(file, "utf8")) as Event;
  if (pull === undefined) {
    throw new Misuse({
      intent: "find the pull request",
      fault: "the event that started this workflow is none of a pull request",
      got: settings.optional("GITHUB_EVENT_NAME"),
      allowed: "pull_request",
      next: "run this command in a workflow that starts on pull_request",
    });
  }
  const about = { number: pull.number, head: pull.head.sha };
  const actor = settings.optional("GITHUB_ACTOR");
  if (pull.user?.login === "dependabot[bot]" || actor === "dependabot[bot]") {
    return { ...about, readOnly: "was opened by Dependabot" };
  }
  const fork = pull.head.repo?.full_name !== pull.base.repo.full_name;
  return fork ? { ...about, readOnly: "comes from a fork" } : about;
}
