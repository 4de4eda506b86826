import type { TerraformStack } from "cdktf";
import {
  AppEnvironment,
  type ContainerImage,
  ContainerRegistry,
  InstanceSize,
  Secret,
} from "../../constructs";

export function publicImage(): ContainerImage {
  return ContainerRegistry.ghcr("lingobot", "lingobot").image().byTag("staging-latest");
}

export function privateImage(digest: string): ContainerImage {
  const pullCredential = Secret.named("GHCR_PULL_CREDENTIAL");
  return ContainerRegistry.ghcr("lingobot", "lingobot", { pullCredential }).image().byDigest(digest);
}

export function sharedStack(stack: TerraformStack): void {
  ContainerRegistry.docr(stack, "Registry", { name: "lingobot", tier: "basic", region: "fra1" });
}

export function environmentStack(stack: TerraformStack): void {
  const image = ContainerRegistry.fromDocrName("lingobot").image("bot").byTag("staging-latest");
  new AppEnvironment(stack, "App", {
    appName: "lingobot-staging",
    region: "fra",
    image,
    size: InstanceSize.XXS,
  });
}
