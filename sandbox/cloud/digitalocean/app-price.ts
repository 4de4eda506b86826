import { type AppSpec, containersOf } from "./app-spec";
import { instanceSize } from "./instance-sizes";

const DEDICATED_EGRESS = 25;
const DEV_DATABASE = 7;

/** What an app costs a month in US dollars: at its fewest and at its most instances. */
export interface MonthlyPrice {
  readonly best: number;
  readonly worst: number;
}

/** The monthly price of a spec by the catalogue; jobs run for moments and are billed by the second, so they count 0. */
export function monthlyPrice(spec: AppSpec): MonthlyPrice {
  if (spec.maintenance?.archive === true) return withExtras(spec, { best: 0, worst: 0 });
  const containers = containersOf(spec)
    .filter(({ kind }) => kind !== "jobs")
    .map(({ component }) => {
      const price = Number(instanceSize(component.instance_size_slug ?? "")?.usd_per_month ?? 0);
      const { autoscaling, instance_count: count = 1 } = component;
      return {
        best: price * (autoscaling?.min_instance_count ?? count),
        worst: price * (autoscaling?.max_instance_count ?? count),
      };
    });
  const sum = (key: "best" | "worst"): number => containers.reduce((total, each) => total + each[key], 0);
  return withExtras(spec, { best: sum("best"), worst: sum("worst") });
}

function withExtras(spec: AppSpec, price: MonthlyPrice): MonthlyPrice {
  const databases = (spec.databases ?? []).filter(({ production }) => production !== true).length;
  const extras = databases * DEV_DATABASE + (spec.egress?.type === "DEDICATED_IP" ? DEDICATED_EGRESS : 0);
  return { best: price.best + extras, worst: price.worst + extras };
}
