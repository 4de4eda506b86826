import type { Context } from "./context";
import type { GitHub } from "./github";
import { orWarn } from "./or-warn";
import type { Settings } from "./settings";

/** How a deployment ended, for a person. */
export interface News {
  readonly environment: string;
  /** "success", "failure" or "cancelled", as GitHub Actions tells it. */
  readonly outcome: string;
  readonly sha: string;
  readonly digest: string | undefined;
  /** Address of the app. */
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
export function oneLine({ environment, outcome, sha, digest, url, run }: News): string {
  const image = digest === undefined ? "" : `, image ${digest}`;
  const address = url === undefined ? "" : ` – ${url}`;
  return `${environment}: ${outcome} of ${sha.slice(0, 7)}${image}${address} (${run})`;
}
