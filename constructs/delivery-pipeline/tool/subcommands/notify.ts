import type { Context } from "../context";
import type { GitHub } from "../github";
import { commentOnCommit, type News, newsOf, oneLine } from "../news";
import { orWarn } from "../or-warn";
import { postToSlack } from "../post-to-slack";

/** Tells how a deployment ended: on the commit, on GitHub's deployment, and in Slack if that is set. */
export async function notify(context: Context): Promise<void> {
  const github = context.github();
  const news = newsOf(context);
  await comment(context, github, news);
  await orWarn(context, "GitHub's deployment has no status about this", () => setStatus(github, news));
  const slack = context.settings.optional("SLACK_WEBHOOK_URL");
  if (slack !== undefined) await postToSlack(context, slack, oneLine(news));
}

function comment(context: Context, github: GitHub, news: News): Promise<void> {
  const { environment, outcome, sha, digest, url, run } = news;
  const lines = [
    `**${environment}: ${outcome}**`,
    ...(url === undefined ? [] : [`- address: ${url}`]),
    ...(digest === undefined ? [] : [`- image: \`${digest}\``]),
    `- run: ${run}`,
  ];
  return commentOnCommit(context, github, sha, lines.join("\n"));
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
