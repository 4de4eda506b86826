import { type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** What a StateOnly takes. */
interface StateOnlyConfig extends TerraformMetaArguments {
  /** What makes it anew when it changes. @default - nothing */
  readonly triggersReplace?: readonly (string | number)[];
}

/**
 * `terraform_data`: Terraform's own, in the state alone. Not by cdktf's class of it, which runs `terraform version` with every
 * synthesis.
 */
export class StateOnly extends TerraformResource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly config: StateOnlyConfig = {},
  ) {
    super(scope, id, {
      ...config,
      terraformResourceType: "terraform_data",
      terraformGeneratorMetadata: { providerName: "terraform" },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { triggersReplace } = this.config;
    return triggersReplace === undefined ? {} : { triggers_replace: triggersReplace };
  }
}
