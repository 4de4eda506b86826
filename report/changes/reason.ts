import type { ResourceChangeJson } from "../plan-json";

const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: "it is tainted: its creation did not succeed",
  replace_because_cannot_update: "an attribute cannot be changed in place",
  replace_by_request: "the plan was made with -replace",
  replace_by_triggers: "something named in replace_triggered_by changes",
  delete_because_no_resource_config: "it is no longer in the configuration",
  delete_because_no_module: "its module is no longer in the configuration",
  delete_because_wrong_repetition: "it gained or lost count or for_each, and has no moved block",
  delete_because_count_index: "count is now lower",
  delete_because_each_key: "its key is no longer in for_each",
  delete_because_no_move_target: "it was moved to an address that is not in the configuration",
  read_because_config_unknown: "its configuration is known only after the apply",
  read_because_dependency_pending: "it depends on something that changes",
};

/** Why Terraform does it, in words; undefined when Terraform gives no reason. */
export function reasonOf({ action_reason, deposed }: ResourceChangeJson): string | undefined {
  if (deposed !== undefined) return "it is left over from a replacement that failed";
  if (action_reason === undefined) return undefined;
  return REASONS[action_reason] ?? action_reason.replaceAll("_", " ");
}
