import { Api } from "../../constructs/delivery-pipeline/tool/api";
import { Clock } from "../../constructs/delivery-pipeline/tool/clock";
import { GitHub as RepositoryApi } from "../../constructs/delivery-pipeline/tool/github";
import { Output } from "../../constructs/delivery-pipeline/tool/output";
import { type GitHub, repositoryPath } from "./github";

/**
 * The deploy tool's client of one repository, signed in as `github` is. It writes too, waits for rate limits, and tries
 * again what may be called twice.
 * @param repository OWNER/NAME
 * @throws CloudError when there are no credentials, or the name would lead elsewhere
 */
export async function repositoryApi(
  github: GitHub,
  repository: string,
  env: NodeJS.ProcessEnv,
): Promise<RepositoryApi> {
  const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
  const address = { url: github.url, token: await github.token(), headers };
  const clock = new Clock(Number(env.PLATFORM_TIME_SCALE ?? 1));
  return new RepositoryApi(new Api(address, clock, new Output(env)), repositoryPath(repository));
}
