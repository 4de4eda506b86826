import type { IConstruct } from "constructs";
import { problemsOfSecret, Secret, type SecretPrecondition } from "../app-environment/secret";
import type { Problem } from "../errors";
import { problemsOfLength, problemsOfPattern } from "../private/checks";

/** A Slack channel and the incoming webhook that posts to it. */
export interface SlackProps {
  /** Name of the channel with its hash, for example "#lingobot-alerts". */
  readonly channel: string;
  /** The webhook's URL. A secret: whoever knows it can post. */
  readonly webhook: Secret;
}

/** Where one notification goes, ready to be rendered: an e-mail address or a Slack webhook. */
export interface NotificationDestination {
  /** @default - not by e-mail */
  readonly email?: string;
  /** @default - not to Slack */
  readonly slack?: { readonly channel: string; readonly url: string };
  /** What Terraform must check of the secrets in it, in a `lifecycle.precondition`. @default - nothing */
  readonly precondition?: SecretPrecondition;
}

/** @internal */
export interface BoundTargets {
  /** Equal for equal sets of targets; empty if there are none. Holds no secret. */
  readonly key: string;
  readonly emails: string[];
  readonly slack: { readonly channel: string; readonly url: string }[];
  readonly preconditions: SecretPrecondition[];
}

const EMAIL = /^[^\s@,;<>"]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/;
const CHANNEL = /^#[\p{L}\p{N}_-]{1,80}$/u;
/** Slack's webhook addresses (api.slack.com, incoming webhooks), in Terraform's regular expressions. */
const WEBHOOK = {
  pattern: "^https://hooks[.]slack(-gov)?[.]com/(services|workflows|triggers)/[A-Za-z0-9/]+$",
  description: "a Slack webhook URL, https://hooks.slack.com/services/…",
};

/** Whom an alert tells. Give it to app alerts, component alerts and uptime checks alike. */
export class NotificationTarget {
  /** An e-mail address, 3 to 100 characters. App Platform mails members of the team only (docs.digitalocean.com, alerts). */
  public static email(address: string): NotificationTarget {
    return new NotificationTarget(`email ${address}`, problemsOfEmail(address), () => ({ email: address }));
  }

  /** A Slack channel. That the webhook's URL is one is checked by Terraform when it plans. */
  public static slack(props: SlackProps): NotificationTarget {
    const { channel, webhook } = props;
    const name = webhook instanceof Secret ? webhook.name : "?";
    return new NotificationTarget(`slack ${channel} by ${name}`, problemsOfSlack(props), (scope) => ({
      slack: { channel, url: webhook.in(scope) },
      precondition: webhook.requiring(scope, WEBHOOK),
    }));
  }

  private constructor(
    /** Equal for equal targets; holds no secret. */
    public readonly description: string,
    private readonly problems: readonly Problem[],
    private readonly destination: (scope: IConstruct) => NotificationDestination,
  ) {}

  /** The destination within the stack of `scope`; makes the variable of the webhook there. Empty if the target is faulty. */
  public bind(scope: IConstruct): NotificationDestination {
    return this.problems.length > 0 ? {} : this.destination(scope);
  }

  /** @internal */
  public _problems(): readonly Problem[] {
    return this.problems;
  }
}

/** @internal what some targets come to within the stack of `scope`; each destination once, faulty targets left out */
export function bindTargets(targets: readonly NotificationTarget[], scope: IConstruct): BoundTargets {
  const distinct = new Map(
    targets
      .filter((target) => target instanceof NotificationTarget)
      .map((target) => [target.description, target]),
  );
  const destinations = [...distinct.values()].map((target) => target.bind(scope));
  return {
    key: [...distinct.keys()].sort().join(", "),
    emails: destinations.flatMap((destination) => destination.email ?? []),
    slack: destinations.flatMap((destination) => destination.slack ?? []),
    preconditions: destinations.flatMap((destination) => destination.precondition ?? []),
  };
}

/** One for all, so that it is told once for all that were given it. */
const NO_TARGET: Problem = {
  fault: "an alert was given something that is not a notification target",
  allowed: "NotificationTarget.email(...), NotificationTarget.slack(...)",
  next: "wrap it in one of these",
};

/** @internal faults of targets, of an untyped caller too */
export function problemsOfTargets(targets: readonly NotificationTarget[]): Problem[] {
  return targets.flatMap((target) =>
    target instanceof NotificationTarget ? target._problems() : [NO_TARGET],
  );
}

function problemsOfEmail(address: string): Problem[] {
  return [
    ...problemsOfPattern("e-mail address of the notification", address, EMAIL, {
      allowed: "name@domain",
      next: "give one address of a team member",
    }),
    ...problemsOfLength("e-mail address of the notification", address, 3, 100),
  ];
}

function problemsOfSlack({ channel, webhook }: SlackProps): Problem[] {
  return [
    ...problemsOfPattern("Slack channel", channel, CHANNEL, {
      allowed: "# and 1 to 80 letters, digits, hyphens or underscores",
      next: 'write it as "#lingobot-alerts"',
    }),
    ...problemsOfSecret(webhook, "the Slack webhook"),
  ];
}
