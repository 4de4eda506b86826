import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { BypassActor, LONG_LIVED_BRANCHES, RepositoryProtection } from "../../constructs";

export class TrunkRepository extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "trunk");
    new GithubProvider(this, "github", { owner: "shop" });
    new RepositoryProtection(this, "Repository", {
      owner: "shop",
      repository: "catalogue",
      adopt: true,
      plan: "free",
      visibility: "public",
      branches: [
        { name: "main", approvals: 2, linearHistory: true, bypass: [BypassActor.organizationAdmins()] },
      ],
    });
  }
}

export class CarefulRepository extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "careful");
    new GithubProvider(this, "github", { owner: "shop" });
    new RepositoryProtection(this, "Repository", {
      owner: "shop",
      repository: "payments",
      plan: "enterprise",
      visibility: "private",
      securityProducts: ["secret-protection"],
      branches: LONG_LIVED_BRANCHES.map((branch) => ({ ...branch, codeOwnerApproval: true })),
    });
  }
}
