import type { Context } from "../context";
import { newsOf, oneLine } from "../news";
import { postToSlack } from "../post-to-slack";

/** Tells Slack how a deployment ended, if Slack is set; the secret is often known to this job alone. */
export async function slack(context: Context): Promise<void> {
  const webhook = context.settings.optional("SLACK_WEBHOOK_URL");
  if (webhook === undefined) return context.out.info("SLACK_WEBHOOK_URL is not set: Slack is not told");
  await postToSlack(context, webhook, oneLine(newsOf(context)));
}
