import { ApiError } from "./api";
import type { Context } from "./context";
import type { PullRequest } from "./pull-request";

/**
 * Writes to the pull request where the token may; else puts the same into the job's summary and stays green.
 * Forks and Dependabot get read-only tokens, and no trick (pull_request_target) is used to give them more.
 */
export async function writeOrSummarize(
  { out }: Context,
  pull: PullRequest,
  summary: string,
  write: () => Promise<void>,
): Promise<void> {
  const refused =
    pull.readOnly === undefined ? await refusal(write) : `pull request ${pull.number} ${pull.readOnly}`;
  if (refused === undefined) return;
  out.summary(summary);
  out.notice(`Written to the job summary, because the token cannot write to the pull request: ${refused}`);
}

async function refusal(write: () => Promise<void>): Promise<string | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return error.reason;
    throw error;
  }
}
