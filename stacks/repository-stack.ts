import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type DeliveryPipeline, RepositoryProtection } from "../constructs";
import { branchesOf, createPipeline } from "./pipeline";
import { addGitHub, requireTerraform } from "./providers";
import type { PlatformSettings } from "./settings";
import type { StackOptions } from "./stack-options";

/** The repository, its branches and the rules that guard them: the first stack to deploy. */
export class RepositoryStack extends TerraformStack {
  public readonly repository: RepositoryProtection;

  public constructor(scope: Construct, id: string, settings: PlatformSettings, options: StackOptions) {
    super(scope, id);
    requireTerraform(this);
    addGitHub(this, settings.github);
    options.state.bind(this);
    this.repository = new RepositoryProtection(this, "Repository", {
      ...settings.github,
      branches: branchesOf(settings),
      deletionProtection: options.deletionProtection,
    });
    if (settings.pipeline !== undefined) this.run(createPipeline(this, settings, settings.pipeline));
    new TerraformOutput(this, "repository", {
      value: this.repository.fullName,
      description: "Owner and name of the repository.",
    });
  }

  /** Workflows may set labels and not create them, so the repository gets them beforehand. */
  private run(pipeline: DeliveryPipeline): void {
    pipeline.bind(this.repository);
    for (const label of pipeline.labels) this.repository.addLabel(label);
  }
}
