import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DeploymentEnvironment, ExistingRepository, Secret } from "../../constructs";

export class ShopProduction extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "production");
    new GithubProvider(this, "github", { owner: "shop" });
    const repository = new ExistingRepository(this, "Repository", { owner: "shop", repository: "checkout" });
    const environment = new DeploymentEnvironment(this, "Environment", {
      owner: "shop",
      repository: repository.name,
      environment: "production",
      plan: "enterprise",
      visibility: "private",
      branches: ["main"],
      approvalRequired: true,
      reviewers: { teams: ["platform"] },
    });
    environment.addSecret("DO_ACCESS_TOKEN", Secret.named("DO_ACCESS_TOKEN"), {
      ignoreValueAfterCreation: true,
    });
    environment.addVariable("APP_URL", "https://checkout.shop.example");
  }
}
