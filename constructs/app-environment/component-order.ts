import { DataDigitaloceanApp } from "@cdktf/provider-digitalocean/lib/data-digitalocean-app";
import { Lazy, TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { StateOnly } from "../private/state-only";

/** Names of the components of which an app may have several, in their order. */
export interface ComponentOrder {
  readonly worker: readonly string[];
  readonly job: readonly string[];
}

/**
 * Has Terraform refuse a plan that would give a component the image of another. Image tags and digests are ignored by
 * position, and so stay where they were while the components move: a worker left out, or put before the others, here or in
 * the control panel, would have the next ones take over each other's images, and no plan shows what it ignores.
 *
 * The live app is looked up, because nothing else in Terraform knows what stands at a position before the change. A look-up
 * is put off until after the change where it names the changed resource itself, or has a condition and depends on it in any
 * way (measured with Terraform 1.11.4 and OpenTofu 1.10). So the id comes by a local value, and the conditions stand at a
 * resource that is in the state alone.
 *
 * @param order known when everything has been added
 */
export function refuseAnotherOrder(scope: Construct, appId: string, order: () => ComponentOrder): void {
  const id = new TerraformLocal(scope, "Id", appId);
  const live = new DataDigitaloceanApp(scope, "Live", { appId: id.asString });
  const precondition = Lazy.anyValue({
    produce: () => [
      ...conditionOn(live.fqn, "worker", order().worker),
      ...conditionOn(live.fqn, "job", order().job),
    ],
  });
  new StateOnly(scope, "ComponentOrder").addOverride("lifecycle.precondition", precondition);
}

function conditionOn(live: string, kind: keyof ComponentOrder, names: readonly string[]): object[] {
  if (names.length === 0) return [];
  const list = names.map((name) => JSON.stringify(name)).join(", ");
  return [
    {
      condition: `\${alltrue([for i, name in [${list}] : try(${live}.spec[0].${kind}[i].name, name) == name])}`,
      error_message: `the ${kind}s of the live app stand in another order than in the code (${names.join(", ")}), and Terraform leaves images where they stand, so that one would get another's. Deploy with \`npm run deploy\`, which gives each its own; or first take away from the live app what the code no longer has, and add new ones after the others.`,
    },
  ];
}
