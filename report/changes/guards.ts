import type { AttributeChange, ResourceChange } from "../model";
import {
  added,
  eased,
  gained,
  leavesOf,
  lowered,
  noLonger,
  noLongerOff,
  raised,
  removed,
  replaced,
  turnedOff,
  turnedOn,
  type Weaker,
} from "./weaker";

interface Guard {
  readonly at: RegExp;
  readonly when: Weaker;
  /** What it means to a person. */
  readonly means: string;
  /** A new object weakens it as well: it grants something, or is written over what is there. */
  readonly grants: boolean;
  /** An attribute that tells more when it changes too. */
  readonly unless?: string;
}

function guard(at: RegExp, when: Weaker, means: string): Guard {
  return { at, when, means, grants: false };
}

function granting(at: RegExp, when: Weaker, means: string): Guard {
  return { at, when, means, grants: true };
}

const RULESET = [
  guard(/^enforcement$/, noLonger("active"), "its rules are not enforced any more"),
  guard(/^(target|repository)$/, replaced, "what it protected is unprotected"),
  guard(/^conditions\.\w+\.include$/, removed, "what it protected is unprotected"),
  guard(/^conditions\.\w+\.exclude$/, added, "what it protected is unprotected"),
  guard(/^bypass_actors\.actor_(id|type)$/, gained, "somebody may bypass the rules"),
  guard(/^bypass_actors\.bypass_mode$/, raised("pull_request"), "somebody may bypass the rules"),
  guard(/^rules\./, eased, "the rules ask for less, or for something else"),
];

const BRANCH_PROTECTION = [guard(/./, eased, "the branch is protected less, or otherwise")];

const BRANCH_POLICY = [
  granting(/^(branch_pattern|tag_pattern|name)$/, gained, "another branch or tag may deploy"),
];

/** Where nothing was said, all actions were allowed. */
const moreActions: Weaker = (leaf) =>
  leaf.before === undefined
    ? leaf.after !== "local_only" && leaf.after !== "selected"
    : raised("local_only", "selected", "all")(leaf);

const ACTIONS = [
  granting(/^allowed_actions$/, moreActions, "workflows may use more actions of others"),
  {
    ...guard(/^allowed_actions_config\./, added, "workflows may use more actions of others"),
    unless: "allowed_actions",
  },
  guard(/^sha_pinning_required$/, turnedOff, "actions need not be pinned by commit"),
];

const WORKFLOW_TOKEN = [
  granting(/^default_workflow_permissions$/, raised("read"), "the token of every workflow may write"),
  granting(/^can_approve_pull_request_reviews$/, turnedOn, "workflows may approve pull requests"),
];

const ACCESS = "somebody gets access to the repository";
const PERMISSION = raised("pull", "triage", "push", "maintain", "admin");
const MORE = "somebody may do more in the repository";

const COLLABORATOR = [
  granting(/^(username|team_id)$/, gained, ACCESS),
  granting(/^permission$/, PERMISSION, MORE),
];

const MEMBERSHIP = [
  granting(/^(members\.)?username$/, gained, "somebody gets what the members may do"),
  granting(/^(members\.)?role$/, raised("member"), "somebody may manage the members"),
];

const WEBHOOK = [
  granting(/^(events|configuration\.url)$/, gained, "somebody outside learns what happens in the repository"),
  granting(/^configuration\.insecure_ssl$/, turnedOn, "what it tells can be read on the way"),
];

const SILENT = "nobody is told any more";
const FEWER = "somebody is not told any more";

/** What weakens a guard, by type and attribute. */
const GUARDS: Readonly<Record<string, readonly Guard[]>> = {
  github_repository: [
    granting(/^visibility$/, raised("private", "internal", "public"), "more people can read the repository"),
    guard(/^private$/, turnedOff, "everybody can read the repository"),
    guard(/^archived$/, turnedOn, "nobody can push or mend anything any more"),
    guard(/^security_and_analysis\.\w+\.status$/, noLonger("enabled"), "a security product is off"),
    guard(/^vulnerability_alerts$/, turnedOff, "nobody is told of vulnerable dependencies"),
  ],
  github_repository_dependabot_security_updates: [
    guard(/^enabled$/, turnedOff, "vulnerable dependencies are not updated any more"),
  ],
  github_repository_ruleset: RULESET,
  github_organization_ruleset: RULESET,
  github_branch_protection: BRANCH_PROTECTION,
  github_branch_protection_v3: BRANCH_PROTECTION,
  github_repository_environment: [
    guard(/^reviewers\.(teams|users)$/, removed, "somebody cannot approve any more, or nobody has to"),
    guard(/^prevent_self_review$/, turnedOff, "who deploys may approve it"),
    guard(/^can_admins_bypass$/, noLongerOff, "administrators may skip the approval"),
    guard(/^wait_timer$/, lowered, "deployments wait less"),
    guard(/^deployment_branch_policy\./, turnedOff, "other branches may deploy"),
  ],
  github_repository_environment_deployment_policy: BRANCH_POLICY,
  github_repository_deployment_branch_policy: BRANCH_POLICY,
  github_actions_repository_permissions: ACTIONS,
  github_actions_organization_permissions: ACTIONS,
  github_workflow_repository_permissions: WORKFLOW_TOKEN,
  github_actions_organization_workflow_permissions: WORKFLOW_TOKEN,
  github_actions_repository_access_level: [
    granting(
      /^access_level$/,
      raised("none", "user", "organization", "enterprise"),
      "other repositories may use its workflows",
    ),
  ],
  github_repository_collaborators: [
    granting(/^(user|team)\.(username|team_id)$/, gained, ACCESS),
    granting(/^(user|team)\.permission$/, PERMISSION, MORE),
  ],
  github_repository_collaborator: COLLABORATOR,
  github_team_repository: COLLABORATOR,
  github_membership: MEMBERSHIP,
  github_team_membership: MEMBERSHIP,
  github_team_members: MEMBERSHIP,
  github_repository_deploy_key: [
    granting(/^key$/, gained, "whoever has the key can read the repository"),
    granting(/^read_only$/, ({ after }) => after === false, "whoever has the key can push"),
  ],
  github_repository_webhook: WEBHOOK,
  github_organization_webhook: WEBHOOK,
  github_branch_default: [
    guard(/^branch$/, replaced, "rules and schedules of the default branch are those of another branch"),
  ],
  digitalocean_app: [
    guard(/^spec\.name$/, replaced, "its address, which is made of the name, may go"),
    guard(/^spec\.enhanced_threat_control_enabled$/, turnedOff, "it answers robots again"),
    guard(/^spec\.(\w+\.)?alert\.rule$/, removed, SILENT),
    guard(/^spec\.(\w+\.)?alert\.disabled$/, turnedOn, SILENT),
    guard(/^spec\.(\w+\.)?alert\.destinations\./, removed, FEWER),
  ],
  digitalocean_uptime_check: [guard(/^enabled$/, turnedOff, "nobody looks whether it answers")],
  digitalocean_uptime_alert: [guard(/^notifications\./, removed, FEWER)],
  digitalocean_monitor_alert: [guard(/^enabled$/, turnedOff, SILENT), guard(/^alerts\./, removed, FEWER)],
  digitalocean_database_firewall: [guard(/^rule\.value$/, gained, "somebody else may connect")],
  digitalocean_firewall: [
    guard(/^inbound_rule\.(source_\w+|port_range|protocol)$/, gained, "somebody else may connect"),
  ],
  digitalocean_spaces_bucket: [
    granting(/^acl$/, raised("private", "public-read"), "everybody can read what is in it"),
  ],
};

/** Whatever the type and the provider. */
const EVERYWHERE = [
  guard(
    /(^|\.)((enable_)?(deletion|termination)_protection(_enabled)?|disable_api_termination)$/,
    turnedOff,
    "nothing keeps it from being deleted",
  ),
];

/** What a guard that is destroyed leaves; of other types something else goes than a guard. */
const DESTROYED: Readonly<Record<string, string>> = {
  github_repository_ruleset: "what it protected is unprotected",
  github_organization_ruleset: "what it protected is unprotected",
  github_branch_protection: "the branch is unprotected",
  github_branch_protection_v3: "the branch is unprotected",
  github_repository_environment: "nobody has to approve any more",
  github_actions_repository_permissions: "workflows may use every action",
  github_workflow_repository_permissions: "the token of workflows may do what the organization lets it",
  github_repository_dependabot_security_updates: "vulnerable dependencies are not updated any more",
  digitalocean_uptime_check: "nobody looks whether it answers",
  digitalocean_uptime_alert: SILENT,
  digitalocean_monitor_alert: SILENT,
  digitalocean_database_firewall: "everybody may connect",
};

/**
 * What guard the change weakens: a sentence each, with its attribute. Empty when it weakens none.
 * @param planned all changes of the plan: what is granted in a repository or an environment that is itself new
 * weakens nothing. @default - all is there already
 */
export function weakensGuard(
  change: ResourceChange,
  planned: readonly ResourceChange[] = [],
): readonly string[] {
  const { kind, type, attributes } = change;
  if (kind === "destroy") return Object.hasOwn(DESTROYED, type) ? [DESTROYED[type] as string] : [];
  const own = Object.hasOwn(GUARDS, type) ? (GUARDS[type] as readonly Guard[]) : [];
  const guards = [...own, ...EVERYWHERE].filter(
    ({ grants, unless }) => (grants || kind !== "create") && !attributes.some(({ path }) => path === unless),
  );
  if (kind === "create" && isOfNew(change, planned)) return [];
  return [
    ...new Set(
      attributes
        .filter(({ settles, sameTeam }) => settles !== true && sameTeam !== true)
        .flatMap((attribute) => weakenedBy(attribute, guards)),
    ),
  ];
}

function weakenedBy(attribute: AttributeChange, guards: readonly Guard[]): string[] {
  const leaves = leavesOf(attribute);
  return guards
    .filter(({ at, when }) => leaves.some((leaf) => at.test(leaf.schema) && when(leaf)))
    .map(({ means }) => `${attribute.path}: ${means}${unless(attribute)}`);
}

function unless({ perhapsTeams }: AttributeChange): string {
  return perhapsTeams === undefined
    ? ""
    : `, unless it is team ${perhapsTeams.join(" or ")} under its other name`;
}

/** Whose guards the types below are: its type, and by which of its attributes theirs name it. */
const OWNERS: Readonly<Record<string, Owner>> = {
  github_repository_collaborators: { type: "github_repository", by: { repository: "name" } },
  github_repository_collaborator: { type: "github_repository", by: { repository: "name" } },
  github_team_repository: { type: "github_repository", by: { repository: "name" } },
  github_repository_environment_deployment_policy: {
    type: "github_repository_environment",
    by: { repository: "repository", environment: "environment" },
  },
};

interface Owner {
  readonly type: string;
  readonly by: Readonly<Record<string, string>>;
}

function isOfNew(change: ResourceChange, planned: readonly ResourceChange[]): boolean {
  const owner = Object.hasOwn(OWNERS, change.type) ? OWNERS[change.type] : undefined;
  if (owner === undefined) return false;
  const wanted = Object.entries(owner.by).map(([own, name]) => [textOf(change, own), name] as const);
  return planned.some(
    (each) =>
      each.kind === "create" &&
      each.type === owner.type &&
      each.stack === change.stack &&
      wanted.every(([text, name]) => text !== undefined && textOf(each, name) === text),
  );
}

function textOf({ attributes }: ResourceChange, name: string): string | undefined {
  const after = attributes.find(({ path }) => path === name)?.after;
  return after?.kind === "value" && typeof after.value === "string" ? after.value : undefined;
}
