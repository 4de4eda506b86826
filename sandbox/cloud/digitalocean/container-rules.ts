import type { ContainerComponent, ContainerKind, HealthCheck, ImageSource, Service } from "./app-spec";
import type { SpecFault } from "./app-spec-rules";
import { INSTANCE_SIZES, instanceSize } from "./instance-sizes";

const MAX_INSTANCES = 250;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const REGISTRY_TYPES = ["DOCKER_HUB", "DOCR", "GHCR"];

/** Bounds of the fields of a health check (API reference), lowest and highest. */
const HEALTH_CHECK_BOUNDS: readonly (readonly [keyof HealthCheck, number, number])[] = [
  ["port", 1, 65535],
  ["initial_delay_seconds", 0, 3600],
  ["period_seconds", 1, 300],
  ["timeout_seconds", 1, 120],
  ["success_threshold", 1, 50],
  ["failure_threshold", 1, 50],
];

/** What App Platform refuses in a component that runs in containers. */
export function containerFaults(kind: ContainerKind, component: ContainerComponent): SpecFault[] {
  return [
    ...sizeFaults(kind, component),
    ...autoscalingFaults(kind, component),
    ...imageFaults(kind, component.image),
    ...terminationFaults(kind, component),
    ...(kind === "services" ? serviceFaults(component) : []),
  ];
}

function sizeFaults(kind: ContainerKind, component: ContainerComponent): SpecFault[] {
  const slug = component.instance_size_slug ?? "";
  const size = instanceSize(slug);
  if (size === undefined) {
    const allowed = INSTANCE_SIZES.map((each) => each.slug).join(", ");
    const reason = `"${slug}" is not an instance size, must be one of ${allowed}`;
    return [{ field: `${kind}.instance_size_slug`, reason }];
  }
  const count = component.instance_count ?? 1;
  if (count > 1 && size.single_instance_only) {
    const reason = `size "${slug}" allows one instance only, got ${count}`;
    return [{ field: `${kind}.instance_count`, reason }];
  }
  return within(`${kind}.instance_count`, component.instance_count, 1, MAX_INSTANCES);
}

function autoscalingFaults(kind: ContainerKind, component: ContainerComponent): SpecFault[] {
  const { autoscaling } = component;
  if (autoscaling === undefined) return [];
  const field = `${kind}.autoscaling`;
  const { min_instance_count: min, max_instance_count: max, metrics } = autoscaling;
  const faults: SpecFault[] = [];
  if (kind === "jobs") faults.push({ field, reason: "jobs cannot scale" });
  if (component.instance_count !== undefined && component.instance_count !== 0) {
    faults.push({ field: `${kind}.instance_count`, reason: "must not be set together with autoscaling" });
  }
  if (metrics?.cpu !== undefined && instanceSize(component.instance_size_slug ?? "")?.scalable === false) {
    const reason = `CPU autoscaling needs a dedicated CPU size, "${component.instance_size_slug}" is shared`;
    faults.push({ field: `${field}.metrics.cpu`, reason });
  }
  if (min > max) {
    faults.push({
      field: `${field}.min_instance_count`,
      reason: `${min} is more than max_instance_count ${max}`,
    });
  }
  const requests = metrics?.requests_per_second ?? metrics?.request_duration;
  if (requests !== undefined && kind !== "services") {
    faults.push({ field: `${field}.metrics`, reason: "only services can scale on requests" });
  }
  faults.push(...within(`${field}.min_instance_count`, min, 1, MAX_INSTANCES));
  faults.push(...within(`${field}.max_instance_count`, max, 1, MAX_INSTANCES));
  faults.push(...within(`${field}.metrics.cpu.percent`, metrics?.cpu?.percent, 1, 100));
  return faults;
}

function imageFaults(kind: ContainerKind, image: ImageSource | undefined): SpecFault[] {
  if (image === undefined) return [];
  const field = `${kind}.image`;
  const faults: SpecFault[] = [];
  if (!REGISTRY_TYPES.includes(image.registry_type)) {
    const reason = `"${image.registry_type}" must be one of ${REGISTRY_TYPES.join(", ")}`;
    faults.push({ field: `${field}.registry_type`, reason });
  }
  if (image.tag !== undefined && image.digest !== undefined) {
    const reason = `tag and digest are mutually exclusive, got "${image.tag}" and "${image.digest}"`;
    faults.push({ field: `${field}.digest`, reason });
  }
  if (image.digest !== undefined && !DIGEST.test(image.digest)) {
    faults.push({ field: `${field}.digest`, reason: `"${image.digest}" must match ${DIGEST.source}` });
  }
  if (image.registry_type === "GHCR" && (image.registry ?? "") === "") {
    faults.push({ field: `${field}.registry`, reason: "GHCR images need the owner of the repository" });
  }
  return faults;
}

function terminationFaults(kind: ContainerKind, component: ContainerComponent): SpecFault[] {
  const { termination } = component;
  if (termination === undefined) return [];
  const field = `${kind}.termination`;
  const drain = termination.drain_seconds;
  return [
    ...within(`${field}.grace_period_seconds`, termination.grace_period_seconds, 1, 600),
    ...within(`${field}.drain_seconds`, drain, 1, 110),
    ...(drain !== undefined && kind !== "services"
      ? [{ field: `${field}.drain_seconds`, reason: "only services can drain" }]
      : []),
  ];
}

function serviceFaults(service: Service): SpecFault[] {
  const checks = { health_check: service.health_check, liveness_health_check: service.liveness_health_check };
  return [
    ...within("services.http_port", service.http_port, 1, 65535),
    ...(service.internal_ports ?? []).flatMap((port) => within("services.internal_ports", port, 1, 65535)),
    ...Object.entries(checks).flatMap(([name, check]) =>
      HEALTH_CHECK_BOUNDS.flatMap(([key, lowest, highest]) => {
        const value = check?.[key];
        return typeof value === "number" ? within(`services.${name}.${key}`, value, lowest, highest) : [];
      }),
    ),
  ];
}

function within(field: string, value: number | undefined, lowest: number, highest: number): SpecFault[] {
  if (value === undefined || (value >= lowest && value <= highest)) return [];
  return [{ field, reason: `${value} must be ${lowest} to ${highest}` }];
}
