import { DataGithubRestApi } from "@cdktf/provider-github/lib/data-github-rest-api";
import { DataGithubUser } from "@cdktf/provider-github/lib/data-github-user";
import type { RepositoryEnvironmentReviewers } from "@cdktf/provider-github/lib/repository-environment";
import { dependable, type ITerraformDependable, Lazy, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Problem } from "../errors";
import { duplicateProblems, loginProblems, slugProblems } from "../private/names";
import { RepositoryProtection } from "../repository-protection/repository-protection";
import { teamId } from "../repository-protection/team-lookup";

/** Who may approve a deployment; one approval of any of them is enough. At most 6, teams and people together. */
export interface Reviewers {
  /** Teams, by slug. Each needs at least read access to the repository. @default - none */
  readonly teams?: readonly string[];
  /** People, by login. @default - none */
  readonly users?: readonly string[];
}

/** GitHub's limit (docs.github.com "Managing environments for deployment"). */
const MAX_REVIEWERS = 6;

/** How many reviewers there are. */
export function countReviewers(reviewers: Reviewers): number {
  return (reviewers.teams ?? []).length + (reviewers.users ?? []).length;
}

/** The reviewers by their numbers, looked up when Terraform plans. */
export function toReviewers(scope: Construct, reviewers: Reviewers): RepositoryEnvironmentReviewers[] {
  if (countReviewers(reviewers) === 0) return [];
  const teams = unique(reviewers.teams).map((slug) => teamId(scope, slug));
  const users = unique(reviewers.users).map((login) => userId(scope, login));
  return [{ ...(teams.length === 0 ? {} : { teams }), ...(users.length === 0 ? {} : { users }) }];
}

/**
 * Makes sure, before anything is created, that each reviewing team can read the repository: GitHub refuses it otherwise,
 * and access is given in the repository's own stack. By REST, where a missing repository is an answer and no error,
 * so that an environment can be destroyed after its repository. A stack that holds the repository as well gives access first.
 */
export function requireTeamAccess(
  scope: Construct,
  { owner, repository }: { readonly owner: string; readonly repository: string },
  reviewers: Reviewers,
): { readonly dependsOn?: ITerraformDependable[] } {
  const teams = unique(reviewers.teams);
  if (teams.length === 0) return {};
  const access = new DataGithubRestApi(scope, "TeamsWithAccess", {
    endpoint: `repos/${owner}/${repository}/teams?per_page=100`,
    lifecycle: {
      postcondition: teams.map((slug) => ({
        condition: `\${contains(try(jsondecode(self.body)[*].slug, []), "${slug}")}`,
        errorMessage: `team ${slug} cannot read the repository, so it cannot review deployments: give it access in the settings of the repository and run \`cdktf deploy repository\` first`,
      })),
    },
  });
  access.dependsOn = Lazy.listValue({ produce: () => givenIn(TerraformStack.of(scope), repository) });
  return { dependsOn: [access] };
}

/** The access to a repository that the same stack gives. Rendered late: teams are added until the end. */
function givenIn(stack: TerraformStack, repository: string): string[] | undefined {
  const found = stack.node
    .findAll()
    .flatMap((each) => (each instanceof RepositoryProtection ? each._accessTo(repository) : []));
  return found.length === 0 ? undefined : found.map(dependable);
}

/** Faults of the reviewers. */
export function reviewerProblems(environment: string, reviewers: Reviewers): Problem[] {
  const { teams = [], users = [] } = reviewers;
  const next = "name each reviewer once";
  return [
    ...teams.flatMap((team) => slugProblems("a reviewing team", team)),
    ...users.flatMap((user) => loginProblems("a reviewer", user)),
    ...duplicateProblems("a reviewing team", teams, next),
    ...duplicateProblems("a reviewer", users, next),
    ...tooManyProblems(environment, reviewers),
  ];
}

function tooManyProblems(environment: string, reviewers: Reviewers): Problem[] {
  const count = countReviewers(reviewers);
  if (count <= MAX_REVIEWERS) return [];
  return [
    {
      fault: `environment "${environment}" has too many reviewers`,
      got: count,
      allowed: `up to ${MAX_REVIEWERS}, teams and people together`,
      next: "put people into a team and name the team",
    },
  ];
}

function userId(scope: Construct, login: string): number {
  return new DataGithubUser(scope, `User-${login}`, { username: login }).getNumberAttribute("id");
}

function unique(names: readonly string[] = []): string[] {
  return [...new Set(names)];
}
