import { BUILT_IN } from "../../facts/built-in";
import { isIrreplaceable, lossOf as lossOfIrreplaceable } from "../../facts/irreplaceable";

/** What goes with an object and cannot be got back from the configuration, by type. */
const LOST: Readonly<Record<string, string>> = {
  digitalocean_app:
    "its URL under ondigitalocean.app, its deployments and logs, the image the pipeline deployed; it is down until the new one serves",
  digitalocean_container_registry: "every image in it, and what runs from them cannot be started again",
  digitalocean_database_cluster: "all data and backups of the cluster",
  digitalocean_database_db: "all data of the database",
  digitalocean_database_user: "the user's password",
  digitalocean_domain: "the DNS zone with all its records, also those made by hand",
  digitalocean_record: "the name resolves no more until it is there again",
  digitalocean_droplet: "its disk and its address",
  digitalocean_project: "only the grouping: its resources go to the default project",
  digitalocean_reserved_ip: "the address",
  digitalocean_spaces_bucket: "every object in it",
  digitalocean_spaces_key: "the key: whoever uses it is locked out",
  digitalocean_uptime_check: "its history, and nobody is told until it is there again",
  digitalocean_uptime_alert: "nobody is told until it is there again",
  digitalocean_monitor_alert: "nobody is told until it is there again",
  digitalocean_volume: "all data on it",
  digitalocean_vpc: "the network of everything in it",
  github_actions_environment_secret: "the stored value, which is written anew from the variable",
  github_actions_environment_variable: "jobs read nothing until it is there again",
  github_actions_secret: "the stored value, which is written anew from the variable",
  github_branch: "commits that are on no other branch",
  github_branch_protection: "the branch is unprotected until it is there again",
  github_issue_labels: "labels leave the issues and pull requests that have them",
  github_repository:
    "code, issues, pull requests, releases, settings and secrets of the repository; forks are cut off",
  github_repository_environment:
    "its approvals and branch policy, its secrets and variables, and its deployment history: jobs that name it run unprotected",
  github_repository_environment_deployment_policy: "the branches it lets deploy",
  github_repository_file: "the file, by a commit",
  github_repository_ruleset: "the branches it protects are open until it is there again",
  github_team: "its memberships and the access of its members",
  [BUILT_IN]: "nothing: it is in the state alone",
};

/** Types of which the configuration makes all again: what is lost is only missing for a while. */
const MADE_AGAIN = new Set([
  "digitalocean_monitor_alert",
  "digitalocean_project",
  "digitalocean_record",
  "digitalocean_uptime_alert",
  "digitalocean_uptime_check",
  "github_actions_environment_secret",
  "github_actions_environment_variable",
  "github_actions_secret",
  "github_branch_protection",
  "github_issue_labels",
  "github_repository_environment_deployment_policy",
  "github_repository_file",
  "github_repository_ruleset",
  BUILT_IN,
]);

/** Whether an object of this type holds data or an address, so that nothing but its removal from the code lets it go. */
export function isProtected(type: string): boolean {
  return isIrreplaceable(type);
}

/** Whether something goes with an object of this type that nothing brings back. */
export function losesForGood(type: string): boolean {
  return !MADE_AGAIN.has(type);
}

/** What would be lost with the change, the worst first: data and addresses, then what nothing brings back, then the rest. */
export function dangerOfLoss({ type, lost }: { readonly type: string; readonly lost?: string }): number {
  if (lost === undefined || !losesForGood(type)) return 2;
  return isProtected(type) || DATA.test(type) ? 0 : 1;
}

const DATA =
  /(^|_)(bucket|cluster|database|db|disk|filesystem|instance|key|queue|registry|repository|secret|snapshot|storage|table|vault|volume|zone)($|_)/;

/** What is lost with an object of this type. */
export function lossOf(type: string): string {
  if (Object.hasOwn(LOST, type)) return LOST[type] as string;
  if (isIrreplaceable(type)) return lossOfIrreplaceable(type);
  return DATA.test(type)
    ? "what it holds: a new object does not get the data of the old one"
    : "its id, and everything that is only in it";
}
