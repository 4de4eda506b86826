import type { TerraformStack } from "cdktf";
import { AppEnvironment, ContainerRegistry, InstanceSize, Scaling, Secret } from "../../constructs";
import type { EnvironmentSettings } from "../../stacks";

export const development: EnvironmentSettings = {
  name: "development",
  branch: "develop",
  size: InstanceSize.XXS,
};

export function shop(stack: TerraformStack): AppEnvironment {
  return new AppEnvironment(stack, "App", {
    appName: "shop-production",
    region: "fra",
    image: ContainerRegistry.ghcr("acme", "shop").image().byTag("production-latest"),
    size: InstanceSize.DEDICATED_1VCPU_1GB,
    scaling: Scaling.onCpu({ min: 2, max: 5, percent: 70 }),
    secrets: [Secret.named("STRIPE_KEY")],
    monthlyBudget: 200,
  });
}
