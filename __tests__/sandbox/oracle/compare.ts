/**
 * Compares a plan of the sandbox with the recorded plan of the real providers, field by field.
 */
import type { Plan, ResourceChange } from "./scenario";

/**
 * Attributes whose values the service chooses anew with every run: only whether they are set is compared.
 * Everything else must be equal.
 */
const chosenByTheService: Readonly<Record<string, readonly string[]>> = {
  // Numbers and UUIDs of objects.
  "*": ["id", "node_id", "repo_id", "team_id", "environment_id", "ruleset_id", "policy_id", "label_id"],
  // An app's own address, its deployment, its URN and its times.
  digitalocean_app: [
    "active_deployment_id",
    "created_at",
    "default_ingress",
    "live_domain",
    "live_url",
    "project_id",
    "updated_at",
    "urn",
  ],
  digitalocean_container_registry: ["created_at", "storage_usage_bytes"],
  digitalocean_domain: ["urn"],
  // What the app's address and URN flow into.
  digitalocean_project: ["created_at", "updated_at", "owner_id", "owner_uuid", "resources"],
  digitalocean_record: ["value", "fqdn"],
  digitalocean_uptime_check: ["target"],
  digitalocean_uptime_alert: ["check_id"],
  // Times and entity tags.
  github_actions_environment_secret: ["created_at", "updated_at"],
  github_actions_environment_variable: ["created_at", "updated_at"],
  github_actions_secret: ["created_at", "updated_at"],
  github_actions_variable: ["created_at", "updated_at"],
  github_dependabot_secret: ["created_at", "updated_at"],
  github_branch: ["etag", "sha", "source_sha"],
  github_branch_default: ["etag"],
  github_repository: ["etag"],
  github_repository_ruleset: ["etag"],
  github_repository_file: ["commit_sha", "sha"],
  github_repository_collaborators: ["invitation_ids"],
  // Numbers of teams as reviewers.
  github_repository_environment: ["teams"],
  github_team: ["etag", "members_count"],
  github_team_repository: ["etag"],
};

/** A sealed secret: another text each time it is sealed. */
const SEALED = /^EV\[1:[^\]]+\]$/;

/** Every difference, as a line. */
export function differences(ours: Plan, recorded: Plan): string[] {
  return [
    ...changeDifferences("change", ours.resource_changes, recorded.resource_changes),
    ...driftDifferences(ours, recorded),
  ];
}

/** Drift was recorded in some steps only. */
function driftDifferences(ours: Plan, recorded: Plan): string[] {
  if (recorded.resource_drift === undefined) return [];
  return changeDifferences("drift", ours.resource_drift ?? [], recorded.resource_drift);
}

function changeDifferences(
  what: string,
  ours: readonly ResourceChange[],
  recorded: readonly ResourceChange[],
): string[] {
  const byAddress = new Map(ours.map((each) => [each.address, each]));
  const found = recorded.flatMap((expected) => {
    const actual = byAddress.get(expected.address);
    byAddress.delete(expected.address);
    if (actual === undefined) return [`${what} ${expected.address}: missing`];
    const hidden = new Set([
      ...(chosenByTheService["*"] ?? []),
      ...(chosenByTheService[expected.type] ?? []),
    ]);
    return compare(`${what} ${expected.address}`, masked(actual, hidden), masked(expected, hidden));
  });
  return [
    ...found,
    ...[...byAddress.keys()].map((address) => `${what} ${address}: not in the recorded plan`),
  ];
}

function masked(each: ResourceChange, hidden: ReadonlySet<string>): unknown {
  const { actions, before, after, after_unknown, before_sensitive, after_sensitive, replace_paths } =
    each.change;
  return {
    actions,
    before: mask(before, hidden),
    after: mask(after, hidden),
    after_unknown,
    before_sensitive,
    after_sensitive,
    replace_paths: replace_paths ?? null,
  };
}

/** Replaces what the service chose by whether there is anything; sets are sorted by what remains. */
function mask(value: unknown, hidden: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => mask(item, hidden));
  if (typeof value === "string") return value.replace(SEALED, "EV[1:sealed]");
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      hidden.has(name) && !isObjectOrList(member)
        ? maskLeaf(member)
        : hidden.has(name)
          ? sizeOf(member)
          : mask(member, hidden),
    ]),
  );
}

function isObjectOrList(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function maskLeaf(value: unknown): unknown {
  return value === null || value === "" ? value : "chosen by the service";
}

function sizeOf(value: unknown): unknown {
  return `${Object.keys(value as object).length} chosen by the service`;
}

function compare(path: string, actual: unknown, expected: unknown): string[] {
  if (Array.isArray(actual) && Array.isArray(expected) && actual.length === expected.length) {
    return actual.flatMap((item, index) => compare(`${path}[${index}]`, item, expected[index]));
  }
  if (isRecord(actual) && isRecord(expected)) {
    const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    return [...names].flatMap((name) => compare(`${path}.${name}`, actual[name], expected[name]));
  }
  const [ours, theirs] = [JSON.stringify(actual), JSON.stringify(expected)];
  return ours === theirs ? [] : [`${path}: sandbox ${ours}, real provider ${theirs}`];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
