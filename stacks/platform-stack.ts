import { TerraformStack } from "cdktf";
import { resolvingQuickly } from "./resolving-quickly";

/** What cdktf's own stack writes, in less time. */
export class PlatformStack extends TerraformStack {
  public override prepareStack(): void {
    resolvingQuickly(() => super.prepareStack());
  }

  // biome-ignore lint/suspicious/noExplicitAny: as cdktf has it
  public override toTerraform(): any {
    return resolvingQuickly(() => super.toTerraform());
  }
}
