import { definePolicy } from "../policy";
import type { Place } from "../stack/place";
import { nameOf, specsOf } from "../subjects/apps";

/** Workers and jobs are left out: some have to be alone. */
export const productionInstances = definePolicy({
  id: "production-instances",
  title: "every service of production runs in two or more instances",
  reason:
    "App Platform is highly available from two containers on; a single one takes the service down whenever it crashes or its host is maintained",
  source: "docs.digitalocean.com, App Platform limits",
  scope: "production",
  subject: "apps",
  check: (stack, { minimumInstances }) => {
    const services = specsOf(stack).flatMap((spec) => spec.blocks("service"));
    for (const service of services) requireInstances(service, minimumInstances);
    return undefined;
  },
});

function requireInstances(service: Place, minimum: number): void {
  const [scaling] = service.blocks("autoscaling");
  const [place, attribute] =
    scaling === undefined
      ? ([service, "instance_count"] as const)
      : ([scaling, "min_instance_count"] as const);
  place.require(attribute, {
    // Left out, App Platform runs one.
    holds: (count) => typeof count === "number" && count >= minimum,
    fault: `the service ${nameOf(service)} of production runs in too few instances`,
    allowed: `${minimum} or more`,
    next: `raise it (in the settings: scaling: Scaling.fixed(${minimum}), and a size that allows it)`,
  });
}
