import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import {
  type DeliveryPipeline,
  DeploymentEnvironment,
  PREVIEW_ENVIRONMENT,
  PULL_CREDENTIAL,
  RepositoryProtection,
  Secret,
} from "../constructs";
import { DIGITALOCEAN_TOKEN } from "./digitalocean-token";
import { createPipeline } from "./pipeline";
import { PlatformStack } from "./platform-stack";
import { branchesOf } from "./protection";
import { addGitHub, requireTerraform } from "./providers";
import { registryOf } from "./registry";
import type { GitHubSettings, PlatformSettings } from "./settings";
import type { StackOptions } from "./stack-options";

/**
 * What previews are made with: a token of a DigitalOcean team that holds nothing else, because everybody who can push
 * a branch can use it.
 */
const PREVIEW_TOKEN = Secret.named("PREVIEW_DO_ACCESS_TOKEN");

/** The repository, its branches and the rules that guard them: the first stack to deploy. */
export class RepositoryStack extends PlatformStack {
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
    if (settings.pipeline?.preview !== undefined) this.createPreviewEnvironment(settings.github);
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

  /** Here and not in a stack of an environment: previews belong to pull requests. */
  private createPreviewEnvironment(github: GitHubSettings): void {
    const environment = new DeploymentEnvironment(this, "Previews", {
      ...github,
      repository: this.repository.repositoryName,
      environment: PREVIEW_ENVIRONMENT,
      branches: [],
      anyRef: true,
    });
    const { pullCredential } = registryOf(github);
    const once = { ignoreValueAfterCreation: true };
    environment.addSecret("DO_ACCESS_TOKEN", PREVIEW_TOKEN, { ...once, format: DIGITALOCEAN_TOKEN });
    if (pullCredential !== undefined)
      environment.addSecret("REGISTRY_CREDENTIALS", pullCredential, { ...once, format: PULL_CREDENTIAL });
  }
}
