import { describePrice, priceOf } from "../app-price";
import { definePolicy } from "../policy";
import type { Place } from "../stack/place";
import { appsOf, componentsOf } from "../subjects/apps";

/** Types that cost money every month and whose price is not known here. */
export const UNPRICED: readonly string[] = [
  "digitalocean_database_cluster",
  "digitalocean_database_replica",
  "digitalocean_droplet",
  "digitalocean_droplet_autoscale",
  "digitalocean_kubernetes_cluster",
  "digitalocean_kubernetes_node_pool",
  "digitalocean_loadbalancer",
  "digitalocean_nfs",
  "digitalocean_reserved_ip",
  "digitalocean_volume",
  "digitalocean_vpc_nat_gateway",
];

export const priceWithinBudget = definePolicy({
  id: "price-within-budget",
  title: "the stack costs at worst what its budget allows; production has a budget",
  reason: "autoscaling and a larger size multiply the bill, and no plan of Terraform shows a price",
  source: "docs.digitalocean.com, App Platform pricing",
  scope: "every stack",
  subject: "apps",
  check: (stack, { budget, production }) => {
    const apps = appsOf(stack);
    if (apps.length > 0 && budget === undefined && !production) return { notAsked: "no budget is set" };
    const unpriced = stack.resources(...UNPRICED);
    if (budget === undefined) {
      apps[0]?.note("", {
        fault: "production has no budget",
        next: "set one (in the settings: monthlyBudget, in USD a month)",
      });
      return undefined;
    }
    for (const each of unpriced)
      each.noteUnknown("", "its price is not known here, so the budget cannot be held");
    holdToBudget(apps, budget);
    return undefined;
  },
});

function holdToBudget(apps: readonly Place[], budget: number): void {
  let [best, worst] = [0, 0];
  for (const app of apps) {
    const price = priceOf(app.resolved());
    const times = app.times();
    noteOpenBlocks(app);
    if (price === "unknown" || times === "unknown") {
      app.noteUnknown("spec", "a size or a number of instances has no price that is known at synth");
      continue;
    }
    best += price.best * times;
    worst += price.worst * times;
  }
  if (worst <= budget) return;
  apps[0]?.note("spec", {
    fault: `the stack costs up to $${worst} a month, more than its budget`,
    got: describePrice({ best, worst }),
    allowed: `at most $${budget}`,
    next: "choose a smaller size, fewer instances or a lower max, or raise monthlyBudget",
  });
}

/** What Terraform adds when it runs costs money as well. */
function noteOpenBlocks(app: Place): void {
  for (const spec of app.blocks("spec"))
    for (const component of componentsOf(spec, ["service", "worker", "database", "egress"]))
      component.blocks("autoscaling");
}
