import type { Context } from "./context";

/** How a deployment ended, for a person and for `promote`. */
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
  const server = settings.url("GITHUB_SERVER_URL", "https://github.com");
  return {
    environment: environmentName,
    outcome: settings.required("OUTCOME"),
    sha: settings.required("GITHUB_SHA"),
    digest: settings.optional("DIGEST"),
    url: settings.optional("APP_URL"),
    run: `${server}/${settings.repository()}/actions/runs/${settings.required("GITHUB_RUN_ID")}`,
  };
}

/** The news in one line. */
export function oneLine({ environment, outcome, sha, digest, url, run }: News): string {
  const image = digest === undefined ? "" : `, image ${digest}`;
  const address = url === undefined ? "" : ` – ${url}`;
  return `${environment}: ${outcome} of ${sha.slice(0, 7)}${image}${address} (${run})`;
}
