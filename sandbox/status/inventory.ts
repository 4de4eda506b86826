import type { Cloud } from "../cloud/cloud";
import type { App } from "../cloud/digitalocean/app";
import type { MonthlyPrice } from "../cloud/digitalocean/app-price";
import { monthlyPrice } from "../cloud/digitalocean/app-price";
import { containersOf } from "../cloud/digitalocean/app-spec";
import type { EnvironmentRecord, RepositoryRecord } from "../cloud/github/data";

/** One thing that a cloud holds. */
export interface Item {
  readonly cloud: "GitHub" | "DigitalOcean" | "Images";
  readonly kind: string;
  readonly name: string;
  /** What a person wants to know of it at a glance. */
  readonly detail: string;
  /** @default - it has no address */
  readonly url?: string;
  /** USD a month. @default - free */
  readonly price?: MonthlyPrice;
}

/** Everything that the clouds hold, repositories first. */
export function inventory(cloud: Cloud): Item[] {
  return [
    ...Object.values(cloud.github.data.repositories).flatMap((record) => repositoryItems(record, cloud)),
    ...cloud.images.list().map((name) => imageItem(name, cloud)),
    ...cloud.digitalocean.apps.list().map((app) => appItem(app, cloud)),
    ...cloud.digitalocean.uptime.listChecks().map((check) => ({
      cloud: "DigitalOcean" as const,
      kind: "uptime check",
      name: check.name,
      detail: `${check.enabled ? "on" : "off"}, from ${check.regions.join(", ")}`,
      url: check.target,
    })),
  ];
}

function repositoryItems(record: RepositoryRecord, cloud: Cloud): Item[] {
  const { repository } = record;
  const branches = Object.keys(record.git.refs).filter((ref) => ref.startsWith("refs/heads/")).length;
  return [
    {
      cloud: "GitHub",
      kind: "repository",
      name: repository.full_name,
      detail: `${repository.private ? "private" : "public"}, ${count(branches, "branch", "branches")}, ${count(record.rulesets.length, "ruleset")}`,
      url: repository.html_url,
    },
    ...record.environments.map((environment) => environmentItem(environment, repository, cloud)),
  ];
}

function environmentItem(
  record: EnvironmentRecord,
  repository: { readonly full_name: string },
  cloud: Cloud,
): Item {
  const { name, policies, secrets, settings } = record;
  const approvers = settings.reviewers.map(({ type, id }) => nameOf(type, id, cloud));
  return {
    cloud: "GitHub",
    kind: "environment",
    name: `${repository.full_name}: ${name}`,
    detail: [
      `from ${policies.map((policy) => policy.name).join(", ") || "no branch"}`,
      approvers.length === 0 ? "no approval" : `approved by ${approvers.join(", ")}`,
      count(Object.keys(secrets).length, "secret"),
    ].join("; "),
  };
}

function nameOf(type: "User" | "Team", id: number, cloud: Cloud): string {
  const { users, organizations } = cloud.github.data;
  if (type === "User") return Object.values(users).find((user) => user.id === id)?.login ?? `user ${id}`;
  const teams = Object.values(organizations).flatMap((organization) => organization.teams);
  return teams.find((team) => team.id === id)?.slug ?? `team ${id}`;
}

function imageItem(name: string, cloud: Cloud): Item {
  const repository = cloud.images.repository(name);
  return {
    cloud: "Images",
    kind: "image",
    name,
    detail: `${repository?.pullCredential ? "private" : "public"}, tags ${Object.keys(repository?.tags ?? {}).join(", ")}`,
  };
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function appItem(app: App, cloud: Cloud): Item {
  // What is wanted is not what runs, when the deployment of it failed.
  const { spec } = app.active_deployment ?? app;
  const containers = containersOf(spec).map(({ component }) => {
    const { autoscaling, instance_count: count = 1, instance_size_slug: size } = component;
    const instances = autoscaling
      ? `${autoscaling.min_instance_count}-${autoscaling.max_instance_count}`
      : count;
    return `${component.name} ${instances} x ${size}`;
  });
  const [newest] = cloud.digitalocean.apps.listDeployments(app.id);
  const failed = newest?.phase === "ERROR" ? ", the last deployment failed" : "";
  return {
    cloud: "DigitalOcean",
    kind: "app",
    name: app.spec.name,
    detail: [`${phaseOf(app)}${failed}`, ...containers].join("; "),
    ...(app.live_url ? { url: app.live_url } : {}),
    price: monthlyPrice(spec),
  };
}

function phaseOf(app: App): string {
  if (app.pinned_deployment) return "pinned by a rollback";
  return app.active_deployment ? "active" : "not serving";
}
