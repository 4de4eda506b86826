import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { RepositoryProtection, RequiredCheck } from "../../constructs";

export class ShopRepository extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "repository");
    new GithubProvider(this, "github", { owner: "shop" });
    const repository = new RepositoryProtection(this, "Repository", {
      owner: "shop",
      repository: "checkout",
      plan: "team",
      visibility: "private",
    });
    repository.addTeam("platform", "maintain");
    repository.addLabel({ name: "size/S", color: "00ff00", description: "up to 50 lines" });
    repository.seedFile({ path: "CODEOWNERS", content: "* @shop/platform\n" });
    repository.addRequiredCheck(RequiredCheck.external("SonarCloud Code Analysis", 12526), ["main"]);
  }
}
