/**
 * How the name of the step begins that finds a digest serving; the digest follows. The names of a run's steps are what
 * GitHub itself writes down: no token can add or change one, so they tell what a run deployed.
 */
export const VERIFIED = "Verify what serves: ";

/** The workflow that deploys to an environment, below `.github/workflows`. */
export function deployFile(environment: string): string {
  return `deploy-${environment}.yml`;
}
