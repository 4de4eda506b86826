import github from "../../../sandbox/facts/github-6.9.0.json";
import type { LiveActor, LiveRuleset } from "../live/github";
import { type Code, callOf, type Value } from "./code";

/** What a ruleset comes to: the settings of its branch, or why they cannot say it. */
export type BranchReading =
  | { readonly branch: { readonly [key: string]: Value; readonly name: string } }
  | { readonly reasons: readonly string[] };

const FLAGS = ["deletion", "non_fast_forward", "required_linear_history", "required_signatures"];
const BLOCKS = ["pull_request", "required_status_checks", "required_code_scanning", "merge_queue"];
const ROLES: Readonly<Record<number, string>> = { 2: "maintain", 4: "write", 5: "admin" };

/**
 * A ruleset as the rules of one branch.
 * @param teams slugs by the teams' ids
 */
export function branchOf(ruleset: LiveRuleset, teams: ReadonlyMap<string, string>): BranchReading {
  const name = guardedBranch(ruleset);
  const actors = (ruleset.bypass_actors ?? []).map((actor) => actorOf(actor, teams));
  const reasons = [
    ...(name === undefined ? ["it does not guard exactly one branch by its name"] : []),
    ...unknownRules(ruleset).map((type) => `rule ${type}`),
    ...unknownParameters(ruleset),
    ...actors.flatMap((actor) => (typeof actor === "string" ? [actor] : [])),
  ];
  if (name === undefined || reasons.length > 0) return { reasons };
  const bypass = actors.filter((actor): actor is Code => typeof actor !== "string");
  return {
    branch: {
      name,
      rulesetName: ruleset.name === name ? undefined : ruleset.name,
      ...rulesOf(ruleset),
      bypass: bypass.length === 0 ? undefined : bypass,
      enforcement: unless("active", ruleset.enforcement),
    },
  };
}

/** Only refs by their full name can be said. */
function guardedBranch({ target = "branch", conditions }: LiveRuleset): string | undefined {
  const { include = [], exclude = [] } = conditions?.ref_name ?? {};
  const [ref = ""] = include;
  const isOne = target === "branch" && include.length === 1 && exclude.length === 0;
  return isOne ? /^refs\/heads\/([^*?[]+)$/.exec(ref)?.[1] : undefined;
}

function unknownRules({ rules }: LiveRuleset): string[] {
  const types = rules.map(({ type }) => type);
  const unknown = types.filter((type) => ![...FLAGS, ...BLOCKS].includes(type));
  return types.includes("pull_request") ? unknown : [...unknown, "(none that asks for a pull request)"];
}

/** Parameters of rules that the provider has no word for: it does not read them, and its next update leaves them out. */
function unknownParameters({ rules }: LiveRuleset): string[] {
  return rules.flatMap(({ type, parameters = {} }) =>
    Object.entries(parameters)
      .filter(([name, value]) => !isKnown(type, name) && isSaid(name, value))
      .map(([name]) => `${name} of rule ${type}, which provider ${github.version} does not know`),
  );
}

/** What the provider calls otherwise than the API does. */
const NAMES: Readonly<Record<string, string>> = {
  required_status_checks: "required_check",
  code_scanning_tools: "required_code_scanning_tool",
};

const RULES: Readonly<Record<string, { readonly optional: boolean; readonly fields?: object }>> =
  github.resources.github_repository_ruleset.fields.rules.fields;

/** Of a rule that is unknown as a whole its parameters need no saying. */
function isKnown(type: string, parameter: string): boolean {
  const rule = RULES[type];
  return rule === undefined || Object.hasOwn(rule.fields ?? {}, NAMES[parameter] ?? parameter);
}

const MERGE_METHODS = ["merge", "rebase", "squash"];

/** Whether it is other than what GitHub takes when nobody says anything. */
function isSaid(parameter: string, value: unknown): boolean {
  if (Array.isArray(value) && parameter === "allowed_merge_methods")
    return !MERGE_METHODS.every((method) => value.includes(method));
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function rulesOf({ rules }: LiveRuleset): Record<string, Value> {
  const has = (type: string) => rules.some((rule) => rule.type === type);
  const parametersOf = (type: string) => rules.find((rule) => rule.type === type)?.parameters ?? {};
  const pull = parametersOf("pull_request");
  const checks = parametersOf("required_status_checks");
  const linear = has("required_linear_history");
  const required = (checks.required_status_checks ?? []) as { context: string; integration_id?: number }[];
  return {
    approvals: unless(1, pull.required_approving_review_count as number),
    dismissStaleApprovals: unless(true, pull.dismiss_stale_reviews_on_push as boolean),
    lastPushApproval: unless(true, pull.require_last_push_approval as boolean),
    codeOwnerApproval: unless(false, pull.require_code_owner_review as boolean),
    resolvedThreads: unless(true, pull.required_review_thread_resolution as boolean),
    signedCommits: unless(false, has("required_signatures")),
    linearHistory: unless(false, linear),
    upToDate:
      required.length === 0
        ? undefined
        : unless(linear, checks.strict_required_status_checks_policy as boolean),
    allowForcePush: unless(false, !has("non_fast_forward")),
    allowDeletion: unless(false, !has("deletion")),
    mergeQueue: unless(false, has("merge_queue")),
    codeScanning: codeScanningOf(parametersOf("required_code_scanning")),
    requiredChecks:
      required.length === 0
        ? undefined
        : required.map(({ context, integration_id }) =>
            callOf("RequiredCheck.external", context, integration_id ?? 0),
          ),
  };
}

function codeScanningOf(parameters: Readonly<Record<string, unknown>>): Value {
  const [tool] = (parameters.code_scanning_tools ?? []) as {
    tool: string;
    alerts_threshold: string;
    security_alerts_threshold: string;
  }[];
  if (tool === undefined) return undefined;
  return {
    tool: unless("CodeQL", tool.tool),
    alerts: unless("errors", tool.alerts_threshold),
    securityAlerts: unless("high_or_higher", tool.security_alerts_threshold),
  };
}

function actorOf(
  { actor_id, actor_type, bypass_mode }: LiveActor,
  teams: ReadonlyMap<string, string>,
): Code | string {
  const mode = unless("pull_request", bypass_mode);
  if (!["pull_request", "always"].includes(bypass_mode)) return `bypass mode ${bypass_mode}`;
  const role = ROLES[actor_id ?? 0];
  const slug = teams.get(String(actor_id));
  if (actor_type === "OrganizationAdmin") return callOf("BypassActor.organizationAdmins", mode);
  if (actor_type === "Integration") return callOf("BypassActor.app", actor_id ?? 0, mode);
  if (actor_type === "Team" && slug !== undefined) return callOf("BypassActor.team", slug, mode);
  if (actor_type === "RepositoryRole" && role !== undefined) return callOf("BypassActor.role", role, mode);
  return `bypass of ${actor_type} ${actor_id ?? ""}`.trim();
}

/** The value, unless it is the default. */
export function unless<T extends Value>(usual: T, value: T | undefined): T | undefined {
  return value === usual ? undefined : value;
}
