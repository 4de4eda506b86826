import type { TerraformStack } from "cdktf";
import {
  AppEnvironment,
  type Capacity,
  InstanceSize,
  LogDestination,
  Scaling,
  type Secret,
} from "../../../constructs/app-environment";
import { ContainerRegistry } from "../../../constructs/container-registry";
import { ComponentAlert, NotificationTarget } from "../../../constructs/observability";

/*
 * Never run, only compiled, by wrong-combinations.test.ts: each line marked with @ts-expect-error must not compile,
 * all others must.
 */

const image = ContainerRegistry.ghcr("lingobot", "lingobot").image().byTag("v1");
const app = { appName: "lingobot", region: "fra", image } as const;
const two = Scaling.fixed(2);
const cpu = Scaling.onCpu({ min: 2, max: 5 });

export function services(stack: TerraformStack, count: number, slug: string): void {
  new AppEnvironment(stack, "1", { ...app, size: InstanceSize.XS, scaling: Scaling.fixed(2) });
  new AppEnvironment(stack, "2", { ...app, size: InstanceSize.XXS, scaling: Scaling.fixed(1) });
  new AppEnvironment(stack, "3", { ...app, size: InstanceSize.XXS, scaling: Scaling.fixed(count) });
  new AppEnvironment(stack, "4", { ...app, size: InstanceSize.DEDICATED_1VCPU_1GB, scaling: cpu });
  new AppEnvironment(stack, "5", { ...app, size: InstanceSize.of(slug), scaling: cpu });
  new AppEnvironment(stack, "6", { ...app, size: InstanceSize.of("apps-d-1vcpu-1gb"), scaling: cpu });
  // @ts-expect-error CPU autoscaling on shared CPU
  new AppEnvironment(stack, "7", { ...app, size: InstanceSize.XS, scaling: cpu });
  // @ts-expect-error CPU autoscaling on shared CPU, found by slug
  new AppEnvironment(stack, "8", { ...app, size: InstanceSize.of("apps-s-1vcpu-1gb"), scaling: cpu });
  // @ts-expect-error two instances of a single-instance size
  new AppEnvironment(stack, "9", { ...app, size: InstanceSize.XXS, scaling: Scaling.fixed(2) });
  // @ts-expect-error two instances of a single-instance size
  new AppEnvironment(stack, "10", { ...app, size: InstanceSize.SHARED_1VCPU_1GB_FIXED, scaling: two });
  // @ts-expect-error a region of droplets
  new AppEnvironment(stack, "11", { ...app, region: "fra1", size: InstanceSize.XS });
  // @ts-expect-error a secret as a literal
  new AppEnvironment(stack, "12", { ...app, size: InstanceSize.XS, secrets: ["sk-123"] });
  // @ts-expect-error an image that is only text
  new AppEnvironment(stack, "13", { ...app, size: InstanceSize.XS, image: "ghcr.io/lingobot/lingobot:v1" });
}

export function components(general: AppEnvironment, secret: Secret): void {
  general.addWorker("a", { size: InstanceSize.DEDICATED_1VCPU_1GB, scaling: cpu });
  // @ts-expect-error CPU autoscaling on shared CPU
  general.addWorker("b", { size: InstanceSize.XS, scaling: cpu });
  // @ts-expect-error jobs do not scale
  general.addJob("c", { scaling: Scaling.fixed(2) });
  // @ts-expect-error a secret as a literal
  general.addSecret("sk-123");
  general.addSecret(secret);
  // @ts-expect-error both above and below
  general.addAlert(ComponentAlert.restarts({ below: 3 }));
  // @ts-expect-error a window that the provider does not know
  general.addAlert(ComponentAlert.cpu({ above: 3, window: "15m" }));
  // @ts-expect-error a token as a literal
  LogDestination.logtail({ token: "t" });
  // @ts-expect-error a webhook as a literal
  NotificationTarget.slack({ channel: "#ops", webhook: "https://hooks.slack.com/services/T/B/x" });
}

export function images(): void {
  const repository = ContainerRegistry.ghcr("lingobot", "lingobot").image();
  repository.byDigest("sha256:…");
  // @ts-expect-error tag and digest together
  repository.byTag("v1").byDigest("sha256:…");
  // @ts-expect-error tag and digest together
  repository.byTag("v1", "sha256:…");
}

export const SETTINGS: readonly Capacity[] = [
  { size: InstanceSize.XXS },
  { size: InstanceSize.XS, scaling: Scaling.fixed(2) },
  { size: InstanceSize.DEDICATED_1VCPU_512MB, scaling: cpu },
  // @ts-expect-error CPU autoscaling on shared CPU
  { size: InstanceSize.XS, scaling: cpu },
  // @ts-expect-error two instances of a single-instance size
  { size: InstanceSize.XXS, scaling: Scaling.fixed(2) },
];

/** Settings that hold any capacity fit the construct. */
export function fromSettings(stack: TerraformStack, settings: Capacity): AppEnvironment {
  return new AppEnvironment<InstanceSize>(stack, "App", { ...app, ...settings });
}
