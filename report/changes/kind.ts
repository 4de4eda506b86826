import type { ChangeKind } from "../model";
import type { ResourceChangeJson } from "../plan-json";

/** Actions of a replacement; with `forget`, the old object stays and Terraform no longer knows it. */
const REPLACEMENTS = ["delete,create", "create,delete", "create,forget", "forget,create"];

const IGNORED = ["read", "open", "close", "renew"];

/**
 * What kind of change it is; undefined when nothing happens to it.
 * @param effect what an update sets off, if it does
 */
export function kindOf(resource: ResourceChangeJson, effect: string | undefined): ChangeKind | undefined {
  const actions = resource.change.actions.join(",");
  if (REPLACEMENTS.includes(actions)) return "replace";
  switch (actions) {
    case "delete":
      return "destroy";
    case "update":
      return effect === undefined ? "update" : "redeploy";
    case "create":
      return "create";
    case "forget":
      return "forget";
    case "no-op":
      return unchangedKind(resource);
    default:
      return IGNORED.includes(actions) ? undefined : "unrecognised";
  }
}

/** An object that stays as it is may still get another address or come into the state. */
function unchangedKind({ address, previous_address, change }: ResourceChangeJson): ChangeKind | undefined {
  if (change.importing) return "import";
  return previous_address !== undefined && previous_address !== address ? "move" : undefined;
}
