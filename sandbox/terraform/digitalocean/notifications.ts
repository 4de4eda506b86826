import type { Notifications } from "../../cloud/digitalocean";
import type { Value, Values } from "../resource-type";
import { block, blocks, text, texts } from "./values";

/** Whom an uptime or monitor alert tells, from its block. */
export function expandNotifications(value: Value | undefined): Notifications {
  const notifications = block(value) ?? {};
  return {
    email: texts(notifications.email),
    slack: blocks(notifications.slack).map((slack) => ({
      channel: text(slack.channel) ?? "",
      url: text(slack.url) ?? "",
    })),
  };
}

/** The block of whom an alert tells. */
export function flattenNotifications({ email, slack }: Notifications): Values[] {
  return [{ email: email.filter((each) => each !== ""), slack: slack.map((each) => ({ ...each })) }];
}
