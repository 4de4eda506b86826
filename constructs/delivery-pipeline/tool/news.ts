import type { Context } from "./context";
import type { GitHub } from "./github";
import { orWarn } from "./or-warn";
import type { Settings } from "./settings";

/** How a deployment or a rollback ended, for a person. */
export interface News {
  readonly environment: string;
  /** "success", "failure" or "cancelled", as GitHub Actions tells it. */
  readonly outcome: string;
  /** The commit that was deployed; a rollback runs on the branch's newest commit, and deploys another. */
  readonly sha: string;
  /** How it was rolled back; undefined for a deployment. */
  readonly rollback: string | undefined;
  readonly digest: string | undefined;
  /** Address of the app, or of the pull request that reverts. */
  readonly url: string | undefined;
  /** Address of the workflow run. */
  readonly run: string;
}

/** Reads the news from the step's environment. */
export function newsOf({ settings, environmentName }: Context): News {
  return {
    environment: environmentName,
    outcome: settings.required("OUTCOME"),
    sha: settings.required("GITHUB_SHA"),
    rollback: settings.optional("METHOD"),
    digest: settings.optional("DIGEST"),
    url: settings.optional("APP_URL"),
    run: runAddress(settings),
  };
}

/** Address of the workflow run. */
export function runAddress(settings: Settings): string {
  const server = settings.url("GITHUB_SERVER_URL", "https://github.com");
  return `${server}/${settings.repository()}/actions/runs/${settings.required("GITHUB_RUN_ID")}`;
}

/** Comments on a commit; a commit that cannot be commented on is a warning. */
export function commentOnCommit(context: Context, github: GitHub, sha: string, body: string): Promise<void> {
  return orWarn(context, "the commit has no comment about this deployment", () =>
    github.post(`/commits/${sha}/comments`, { body }),
  );
}

/** The news in one line. */
export function oneLine({ environment, outcome, sha, rollback, digest, url, run }: News): string {
  const what =
    rollback === undefined ? `${outcome} of ${sha.slice(0, 7)}` : `rollback by ${rollback}: ${outcome}`;
  const image = digest === undefined ? "" : `, image ${digest}`;
  const address = url === undefined ? "" : ` – ${url}`;
  return `${environment}: ${what}${image}${address} (${run})`;
}
