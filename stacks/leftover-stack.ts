import type { Construct } from "constructs";
import { PlatformStack } from "./platform-stack";
import { addDigitalOcean, addGitHub, requireTerraform } from "./providers";
import type { GitHubSettings } from "./settings";
import type { StackOptions } from "./stack-options";

/** A stack that the settings no longer have: its backend and the providers, so that Terraform destroys what its state holds. */
export class LeftoverStack extends PlatformStack {
  public constructor(scope: Construct, id: string, github: GitHubSettings, { state }: StackOptions) {
    super(scope, id);
    requireTerraform(this);
    addDigitalOcean(this);
    addGitHub(this, github);
    state.bind(this);
  }
}
