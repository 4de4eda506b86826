import type { Context } from "./context";
import { SLACK_SECONDS } from "./limits";

/** Posts a line to a Slack webhook. Slack being down is a warning: it changes nothing about the deployment. */
export async function postToSlack({ clock, out }: Context, webhook: string, text: string): Promise<void> {
  try {
    const response = await fetch(webhook, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
      signal: AbortSignal.timeout(clock.requestLimit(SLACK_SECONDS)),
    });
    if (!response.ok) out.warning(`Slack was not told: it answered ${response.status}`);
  } catch (error) {
    out.warning(`Slack was not told: it cannot be reached (${(error as Error).name})`);
  }
}
