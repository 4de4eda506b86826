import { ApiError } from "../api";
import type { Context } from "../context";
import type { GitHub } from "../github";
import { type News, newsOf, oneLine } from "../news";
import { postToSlack } from "../post-to-slack";

/** Tells how a deployment ended: on the commit, on GitHub's deployment, and in Slack if that is set. */
export async function notify(context: Context): Promise<void> {
  const github = context.github();
  const news = newsOf(context);
  await warning(context, "the commit has no comment about this deployment", () => comment(github, news));
  await warning(
    context,
    "GitHub's deployment has no status about this, so the image will be built anew when it is promoted",
    () => setStatus(github, news),
  );
  const slack = context.settings.optional("SLACK_WEBHOOK_URL");
  if (slack !== undefined) await postToSlack(context, slack, oneLine(news));
}

/** A deployment that went well stays well when its news cannot be told. */
async function warning({ out }: Context, lack: string, tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    out.warning(`${lack}: ${error.message}`);
  }
}

async function comment(github: GitHub, news: News): Promise<void> {
  const { environment, outcome, digest, url, run } = news;
  const lines = [
    `**${environment}: ${outcome}**`,
    ...(url === undefined ? [] : [`- address: ${url}`]),
    ...(digest === undefined ? [] : [`- image: \`${digest}\``]),
    `- run: ${run}`,
  ];
  await github.post(`/commits/${news.sha}/comments`, { body: lines.join("\n") });
}

const STATES: Readonly<Record<string, string>> = {
  success: "success",
  failure: "failure",
  cancelled: "error",
};

/** GitHub makes a deployment for a job that names an environment; it is made here where none is. */
async function setStatus(
  github: GitHub,
  { environment, outcome, sha, digest, url, run }: News,
): Promise<void> {
  const query = `sha=${sha}&environment=${encodeURIComponent(environment)}`;
  const [known] = await github.get<readonly { id: number }[]>(`/deployments?${query}`);
  const deployment =
    known ??
    (await github.post<{ id: number }>("/deployments", {
      ref: sha,
      environment,
      auto_merge: false,
      required_contexts: [],
    }));
  await github.post(`/deployments/${deployment.id}/statuses`, {
    state: STATES[outcome] ?? "error",
    description: digest === undefined ? outcome : `${outcome} ${digest}`,
    log_url: run,
    ...(url === undefined ? {} : { environment_url: url }),
  });
}
