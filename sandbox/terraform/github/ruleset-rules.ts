import type { Rule } from "../../cloud/github";
import type { Value, Values } from "../resource-type";
import { block, blocks, flag, number, strings, text } from "./support";

const PLAIN = ["creation", "deletion", "required_linear_history", "required_signatures", "non_fast_forward"];
const PATTERNS = [
  "commit_message_pattern",
  "commit_author_email_pattern",
  "committer_email_pattern",
  "branch_name_pattern",
  "tag_name_pattern",
];

/** How one block of `rules` is sent and read back. */
interface RuleForm {
  /** Name of the block, when GitHub names the rule otherwise. @default - the same */
  readonly type?: string;
  readonly expand: (configured: Values) => Record<string, unknown>;
  readonly flatten: (parameters: Readonly<Record<string, unknown>>) => Values;
}

const pattern: RuleForm = {
  expand: (c) => ({
    name: text(c.name),
    negate: flag(c.negate),
    operator: text(c.operator),
    pattern: text(c.pattern),
  }),
  flatten: (p) => ({
    name: text(p.name as Value),
    negate: flag(p.negate as Value),
    operator: text(p.operator as Value),
    pattern: text(p.pattern as Value),
  }),
};

/** A rule whose one parameter has the name of the attribute. */
function one(name: string, kind: "number" | "strings"): RuleForm {
  return {
    expand: (c) => ({ [name]: kind === "number" ? number(c[name]) : strings(c[name]) }),
    flatten: (p) => ({ [name]: kind === "number" ? number(p[name] as Value) : strings(p[name] as Value) }),
  };
}

/** A rule whose parameters have the names of the attributes. */
function same(
  flags: readonly string[],
  numbers: readonly string[] = [],
  texts: readonly string[] = [],
): RuleForm {
  const copy = (values: Readonly<Record<string, unknown>>): Values => ({
    ...Object.fromEntries(flags.map((name) => [name, flag(values[name] as Value)])),
    ...Object.fromEntries(numbers.map((name) => [name, number(values[name] as Value)])),
    ...Object.fromEntries(texts.map((name) => [name, text(values[name] as Value)])),
  });
  return { expand: copy, flatten: copy };
}

const statusChecks: RuleForm = {
  expand: (c) => ({
    strict_required_status_checks_policy: flag(c.strict_required_status_checks_policy),
    do_not_enforce_on_create: flag(c.do_not_enforce_on_create),
    required_status_checks: blocks(c.required_check).map((check) => ({
      context: text(check.context),
      ...(number(check.integration_id) === 0 ? {} : { integration_id: number(check.integration_id) }),
    })),
  }),
  flatten: (p) => ({
    strict_required_status_checks_policy: flag(p.strict_required_status_checks_policy as Value),
    do_not_enforce_on_create: flag(p.do_not_enforce_on_create as Value),
    required_check: blocks(p.required_status_checks as Value).map((check) => ({
      context: text(check.context),
      integration_id: number(check.integration_id),
    })),
  }),
};

const codeScanning: RuleForm = {
  type: "code_scanning",
  expand: (c) => ({
    code_scanning_tools: blocks(c.required_code_scanning_tool).map((tool) => ({ ...tool })),
  }),
  flatten: (p) => ({
    required_code_scanning_tool: blocks(p.code_scanning_tools as Value).map((tool) => ({
      tool: text(tool.tool),
      alerts_threshold: text(tool.alerts_threshold),
      security_alerts_threshold: text(tool.security_alerts_threshold),
    })),
  }),
};

const FORMS: Readonly<Record<string, RuleForm>> = {
  ...Object.fromEntries(PATTERNS.map((name) => [name, pattern])),
  required_deployments: one("required_deployment_environments", "strings"),
  pull_request: same(
    [
      "dismiss_stale_reviews_on_push",
      "require_code_owner_review",
      "require_last_push_approval",
      "required_review_thread_resolution",
    ],
    ["required_approving_review_count"],
  ),
  required_status_checks: statusChecks,
  merge_queue: same(
    [],
    [
      "check_response_timeout_minutes",
      "max_entries_to_build",
      "max_entries_to_merge",
      "min_entries_to_merge",
      "min_entries_to_merge_wait_minutes",
    ],
    ["grouping_strategy", "merge_method"],
  ),
  required_code_scanning: codeScanning,
  file_path_restriction: one("restricted_file_paths", "strings"),
  max_file_size: one("max_file_size", "number"),
  max_file_path_length: one("max_file_path_length", "number"),
  file_extension_restriction: one("restricted_file_extensions", "strings"),
};

/** The rules that a `rules` block sends. `update` always allows fetch and merge, whatever is configured. */
export function expandRules(configured: Values): Rule[] {
  const plain = PLAIN.filter((type) => flag(configured[type])).map((type) => ({ type }));
  const update = { type: "update", parameters: { update_allows_fetch_and_merge: true } };
  const others = Object.entries(FORMS).flatMap(([name, form]) => {
    const values = block(configured[name]);
    return values === undefined ? [] : [{ type: form.type ?? name, parameters: form.expand(values) }];
  });
  return [...plain, ...(flag(configured.update) ? [update] : []), ...others];
}

/** The `rules` block of the state; rules that the provider does not know are left out. */
export function flattenRules(rules: readonly Rule[]): Value[] {
  if (rules.length === 0) return [];
  const byType = new Map(rules.map((rule) => [rule.type, rule.parameters ?? {}]));
  const plain = PLAIN.map((type) => [type, byType.has(type)] as const);
  const others = Object.entries(FORMS).map(([name, form]) => {
    const parameters = byType.get(form.type ?? name);
    return [name, parameters === undefined ? [] : [form.flatten(parameters)]] as const;
  });
  return [
    {
      ...Object.fromEntries(plain),
      ...Object.fromEntries(others),
      update: byType.has("update"),
      update_allows_fetch_and_merge: flag(byType.get("update")?.update_allows_fetch_and_merge as Value),
    },
  ];
}
