/** Name of the job that deploys. */
export const DEPLOY_JOB = "Deploy to DO";

/**
 * How the name of the step begins that finds a digest serving; the digest follows. The names of a run's steps are what
 * the run's own runner reports: no token can add or change one, so they tell what a run deployed.
 *
 * GitHub documents the field `name` of a job's steps, and not what becomes of an expression in it. The runner evaluates
 * it before the step's condition, masks secrets and keeps the first line; a name that it cannot evaluate stays as it is
 * written (actions/runner 258d6c8, `ActionRunner.EvaluateDisplayName`; issue 2309 for skipped steps).
 */
export const VERIFIED = "Verify what serves: ";

/** The workflow that deploys to an environment, below `.github/workflows`. */
export function deployFile(environment: string): string {
  return `deploy-${environment}.yml`;
}
