import { IRREPLACEABLE, isIrreplaceable, lossOf } from "../../facts/irreplaceable";
import { definePolicy } from "../policy";
import type { Place } from "../stack/place";

export const deletionProtection = definePolicy({
  id: "deletion-protection",
  title: "Terraform refuses to delete what holds data or an address",
  reason:
    "a renamed construct, or an attribute that forces a replacement, destroys it in an apply that looked like an edit",
  source:
    "developer.hashicorp.com/terraform/language/meta-arguments/lifecycle; digitalocean/terraform-provider-digitalocean#628",
  scope: "every stack",
  subject: "stateful resources",
  check: (stack, { destroyable }) => {
    if (destroyable)
      return {
        notAsked: "PLATFORM_ALLOW_DESTROY lifts it for this stack in this run",
        thisRunOnly: true,
      };
    for (const resource of stack.resources(...IRREPLACEABLE)) requireProtection(resource);
    for (const removal of stack.removals()) requireForgetting(removal);
    return undefined;
  },
});

function requireProtection(resource: Place): void {
  const [type = ""] = resource.path.split(".");
  const problem = {
    fault: `Terraform may delete ${resource.path}, and with it ${lossOf(type)}`,
    allowed: "lifecycle.prevent_destroy: true",
    next: "leave deletionProtection on; to destroy it, npm run destroy lifts the protection for one run",
  };
  const lifecycle = resource.block("lifecycle");
  if (lifecycle === undefined) resource.note("lifecycle.prevent_destroy", { ...problem, got: null });
  else lifecycle.require("prevent_destroy", { ...problem, holds: (prevented) => prevented === true });
}

/** What is removed from the code is destroyed unless it says otherwise; of a module nobody knows what is in it. */
function requireForgetting(removal: Place): void {
  const from = String(removal.value("from"));
  const type = from.replace(/^(?:module\.[^.]+\.)+/, "").split(".")[0] ?? "";
  if (!isIrreplaceable(type) && type !== "module") return;
  const problem = {
    fault: `Terraform deletes ${from}, and with it ${type === "module" ? "what is in it" : lossOf(type)}`,
    allowed: "lifecycle.destroy: false, which only forgets it",
    next: "say destroy: false; to destroy it, npm run destroy lifts the protection for one run",
  };
  const lifecycle = removal.block("lifecycle");
  if (lifecycle === undefined) removal.note("lifecycle.destroy", { ...problem, got: null });
  else lifecycle.require("destroy", { ...problem, holds: (destroyed) => destroyed === false });
}
