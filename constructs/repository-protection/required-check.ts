import type { Problem } from "../errors";

/** The id of the GitHub App that reports the jobs of GitHub Actions. Pinned, so that no other app or token can post the status. */
export const GITHUB_ACTIONS_APP_ID = 15368;

/** What a workflow job must tell to be required before a merge. */
export interface IWorkflowJob {
  /** The name under which GitHub reports the job: its `name`, or its id when it has none. Read when the stack is synthesized. */
  readonly checkName: string;
  /** Why the job could leave a pull request waiting for ever, or pass without having run; empty when it may be required. */
  problemsAsRequiredCheck(): Problem[];
}

/**
 * A check that must have passed before a pull request can be merged, and the app that must have reported it.
 * Source: docs.github.com "Troubleshooting required status checks".
 */
export class RequiredCheck {
  /** A job of the repository's own workflows. Its name follows the job: rename the job and the rule follows. */
  public static fromWorkflowJob(job: IWorkflowJob): RequiredCheck {
    return new RequiredCheck(
      () => job.checkName,
      GITHUB_ACTIONS_APP_ID,
      () => job.problemsAsRequiredCheck(),
    );
  }

  /**
   * A check of another service.
   * @param name the check's exact name as shown on a pull request
   * @param appId the id of the GitHub App that reports it (`GET /apps/SLUG`), for example 57789 for code scanning results
   */
  public static external(name: string, appId: number): RequiredCheck {
    return new RequiredCheck(
      () => name,
      appId,
      () => externalProblems(name, appId),
    );
  }

  private constructor(
    private readonly name: () => string,
    /** The id of the GitHub App whose report counts. */
    public readonly appId: number,
    private readonly faults: () => Problem[],
  ) {}

  /** The check's name. */
  public get context(): string {
    return this.name();
  }

  /** @internal */
  public _problems(): Problem[] {
    return this.faults();
  }
}

function externalProblems(name: string, appId: number): Problem[] {
  const problems: Problem[] = [];
  if (name.trim() === "") {
    problems.push({
      fault: "a required check needs a name",
      got: name,
      next: "give the name that the pull request page shows",
    });
  }
  if (!Number.isInteger(appId) || appId < 1) {
    problems.push({
      fault: `the required check "${name}" must be pinned to the GitHub App that reports it, or anyone with write access could post it`,
      got: appId,
      allowed: "a positive whole number",
      next: "look it up with `gh api /apps/SLUG --jq .id`",
    });
  }
  return problems;
}
