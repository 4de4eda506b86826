import { GitHub } from "../../clouds/github";
import { expectStatus, type Reply } from "../../clouds/http";

const TOKENS = "https://github.com/settings/tokens";

/** What must be true before anything is proposed. */
export interface Preconditions {
  /** What keeps the proposal from being made, each with what to do next. */
  readonly problems: readonly string[];
  /** What could not be checked. */
  readonly notes: readonly string[];
  readonly defaultBranch: string;
}

interface LiveRepository {
  readonly default_branch: string;
  readonly archived: boolean;
  readonly permissions?: { readonly push?: boolean };
}

/**
 * Asks GitHub what the token may do and whether the repository takes changes.
 * @throws CloudError when GitHub gives no answer, or none to the question
 */
export async function preconditions(env: NodeJS.ProcessEnv, repository: string): Promise<Preconditions> {
  const github = new GitHub(env);
  const nothing = { notes: [], defaultBranch: "" };
  if (!github.hasToken) {
    const next = `create a classic token with the scopes repo and workflow at ${TOKENS} and export it as GITHUB_TOKEN`;
    return { ...nothing, problems: [`GITHUB_TOKEN is not set; ${next}`] };
  }
  const user = await github.get("/user");
  if (user.status === 401) {
    const next = `it is wrong, expired or revoked; create another at ${TOKENS} and export it as GITHUB_TOKEN`;
    return { ...nothing, problems: [`GitHub does not know the token in GITHUB_TOKEN: ${next}`] };
  }
  // An App's token is no user's; GitHub says so with 403.
  const scopes = expectStatus(user, "GitHub's GET /user", 200, 403).headers.get("x-oauth-scopes");
  const path = `/repos/${repository}`;
  const live = expectStatus(await github.get(path), `GitHub's GET ${path}`, 200, 404);
  const { default_branch: defaultBranch = "" } = (live.body ?? {}) as Partial<LiveRepository>;
  return {
    problems: [...scopeProblems(scopes), ...repositoryProblems(live, repository)],
    notes: scopes === null ? [UNTOLD] : [],
    defaultBranch,
  };
}

const UNTOLD =
  "GitHub does not tell what this token may do: not checked; needed are contents, pull requests and workflows, each: write";

function scopeProblems(header: string | null): string[] {
  if (header === null) return [];
  const given = header.split(/\s*,\s*/).filter((scope) => scope !== "");
  const lacking = ["repo", "workflow"].filter((scope) => !given.includes(scope));
  if (lacking.length === 0) return [];
  return [
    `the token in GITHUB_TOKEN lacks the scope ${lacking.join(", ")}; it has ${given.join(", ") || "none"}; add ${lacking.join(", ")} at ${TOKENS}`,
  ];
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
