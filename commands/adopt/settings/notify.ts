import type { LiveNotifications } from "../live/app";
import { type Code, callOf, type Value } from "./code";

/** Webhooks of Slack that were met, and the names of the secrets that stand for them. */
export class Webhooks {
  private readonly names = new Map<string, string>();

  /** The name of the secret that holds the webhook; the same for the same webhook. */
  public nameOf(url: string): string {
    const known = this.names.get(url);
    if (known !== undefined) return known;
    const name = this.names.size === 0 ? "SLACK_WEBHOOK" : `SLACK_WEBHOOK_${this.names.size + 1}`;
    this.names.set(url, name);
    return name;
  }

  /** The webhooks by the names of their variables: what the plan is made with. */
  public get values(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.names].map(([url, name]) => [`TF_VAR_${name}`, url]));
  }
}

/** Whom an alert tells, as the settings say it. */
export function targetsOf({ email, slack }: LiveNotifications, webhooks: Webhooks): Value[] {
  return [
    ...(email ?? []).map((address) => callOf("NotificationTarget.email", address)),
    ...(slack ?? []).map(({ channel, url }): Code => {
      const webhook = callOf("Secret.named", webhooks.nameOf(url));
      return callOf("NotificationTarget.slack", { channel, webhook });
    }),
  ];
}
