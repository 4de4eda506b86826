import { expectJson, type Reply } from "../../clouds/http";
import type { PipelineRun } from "../run";
import { type SignIn, signIn } from "./sign-in";

/** What must be true before anything is proposed. */
export interface Preconditions extends SignIn {
  readonly defaultBranch: string;
}

interface LiveRepository {
  readonly default_branch: string;
  readonly archived: boolean;
  readonly permissions?: { readonly push?: boolean };
}

/**
 * Signs in, and asks GitHub what we may do there and whether the repository takes changes.
 * @throws CloudError when GitHub gives no answer, or none to the question
 */
export async function preconditions(
  run: Pick<PipelineRun, "settings" | "env">,
  repository: string,
): Promise<Preconditions> {
  const signed = await signIn(run);
  if (signed.github === undefined) return { ...signed, defaultBranch: "" };
  const path = `/repos/${repository}`;
  const live = expectJson(await signed.github.get(path), `GitHub's GET ${path}`, 200, 404);
  const { default_branch: defaultBranch = "" } = (live.body ?? {}) as Partial<LiveRepository>;
  return {
    ...signed,
    problems: [...signed.problems, ...repositoryProblems(live, repository)],
    defaultBranch,
  };
}

function repositoryProblems({ status, body }: Reply, repository: string): string[] {
  if (status === 404) {
    return [
      `the repository ${repository} does not exist, or the token may not see it; create it with \`npm run deploy -- repository\`, or take a token of somebody who has access`,
    ];
  }
  const { archived, permissions } = body as LiveRepository;
  if (archived)
    return [`the repository ${repository} is archived and takes no changes; unarchive it in its settings`];
  if (permissions?.push !== false) return [];
  return [`the token may not push to ${repository}; take a token of somebody with the role write`];
}
