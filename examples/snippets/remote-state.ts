import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { RemoteState } from "../../constructs";

const state = RemoteState.spaces({ bucket: "shop-state", region: "fra1", key: "checkout/{stack}.tfstate" });

export class ShopStaging extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "staging");
    state.bind(this);
  }
}

export const elsewhere = {
  amazon: RemoteState.s3({ bucket: "shop-state", region: "eu-central-1" }),
  postgres: RemoteState.postgres(),
  hcp: RemoteState.hcp({ organization: "shop", workspace: "checkout-{stack}" }),
  trying: RemoteState.local({ directory: "state" }),
};
