import { GitHub } from "../../clouds/github";
import {
  APP_VARIABLES,
  type AppCredentials,
  appCredentials,
  installationPermissions,
  lackingPermissions,
  missingVariables,
} from "../../clouds/github-app";
import { CloudError, expectStatus } from "../../clouds/http";
import type { PipelineRun } from "../run";

const TOKENS = "https://github.com/settings/tokens";
const PERMISSIONS = { contents: "write", pull_requests: "write", workflows: "write" } as const;

/** How a proposal signs in to GitHub. */
export interface SignIn {
  /** Undefined when it cannot; the problems say why. */
  readonly github: GitHub | undefined;
  /** What keeps it from signing in, or from doing its work, each with what to do next. */
  readonly problems: readonly string[];
  /** What could not be checked. */
  readonly notes: readonly string[];
}

/**
 * Signs in as the App where the settings say so or its variables are set, as the provider does: then a token in the
 * environment does not count. Else by GITHUB_TOKEN.
 * @throws CloudError when GitHub gives no answer, or none to the question
 */
export async function signIn({ settings, env }: Pick<PipelineRun, "settings" | "env">): Promise<SignIn> {
  const missing = missingVariables(env);
  const isApp = settings.github.auth === "app" || missing.length < APP_VARIABLES.length;
  if (!isApp) return tokenSignIn(new GitHub(env));
  const app = appCredentials(env);
  if (app !== undefined) return appSignIn(new GitHub({ ...env, GITHUB_TOKEN: "" }, app), app);
  const next =
    "export them from the GitHub App's settings page; to sign in by GITHUB_TOKEN, unset the others " +
    'and say github.auth: "token"';
  return cannot(`${missing.join(", ")}: not set; ${next}`);
}

async function appSignIn(github: GitHub, app: AppCredentials): Promise<SignIn> {
  try {
    const lacking = lackingPermissions(PERMISSIONS, await installationPermissions(github.url, app));
    const next = "add it on the App's settings page, and accept it for the installation";
    const problems =
      lacking.length === 0 ? [] : [`the GitHub App lacks the permission ${lacking.join(", ")}; ${next}`];
    return { github, problems, notes: [] };
  } catch (error) {
    // Without a status there was no answer, or no key: the message says it all.
    if (!(error instanceof CloudError) || error.status === undefined || error.status >= 500) throw error;
    return cannot(`${error.message}; compare ${APP_VARIABLES.join(", ")} with the App's settings page`);
  }
}

function cannot(problem: string): SignIn {
  return { github: undefined, problems: [problem], notes: [] };
}

async function tokenSignIn(github: GitHub): Promise<SignIn> {
  if (!github.hasToken) {
    const next = `create a classic token with the scopes repo and workflow at ${TOKENS} and export it as GITHUB_TOKEN, or sign in as a GitHub App (${APP_VARIABLES.join(", ")})`;
    return cannot(`GITHUB_TOKEN is not set; ${next}`);
  }
  const user = await github.get("/user");
  if (user.status === 401) {
    const next = `it is wrong, expired or revoked; create another at ${TOKENS} and export it as GITHUB_TOKEN`;
    return cannot(`GitHub does not know the token in GITHUB_TOKEN: ${next}`);
  }
  // An App's token is no user's; GitHub says so with 403.
  const scopes = expectStatus(user, "GitHub's GET /user", 200, 403).headers.get("x-oauth-scopes");
  return { github, notes: scopes === null ? [UNTOLD] : [], problems: scopeProblems(scopes) };
}

const UNTOLD =
  "GitHub does not tell what this token may do: not checked; needed are contents, pull requests and workflows, each: write";

function scopeProblems(header: string | null): readonly string[] {
  if (header === null) return [];
  const given = header.split(/\s*,\s*/).filter((scope) => scope !== "");
  const lacking = ["repo", "workflow"].filter((scope) => !given.includes(scope));
  if (lacking.length === 0) return [];
  return [
    `the token in GITHUB_TOKEN lacks the scope ${lacking.join(", ")}; it has ${given.join(", ") || "none"}; add ${lacking.join(", ")} at ${TOKENS}`,
  ];
}
