import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import {
  AppEnvironment,
  ComponentAlert,
  DeploymentEnvironment,
  ExistingRepository,
  environmentKind,
  type InstanceSize,
  type ProjectProps,
  Secret,
  secretSuffix,
} from "../constructs";
import { DIGITALOCEAN_TOKEN } from "./digitalocean-token";
import { gateOf } from "./gate";
import { existsVariableOf } from "./pipeline";
import { PlatformStack } from "./platform-stack";
import { addDigitalOcean, addGitHub, requireTerraform } from "./providers";
import { registryOf } from "./registry";
import type { EnvironmentSettings, PlatformSettings } from "./settings";
import type { StackOptions } from "./stack-options";
import { addUptimeCheck } from "./uptime";

/** What the pipeline deploys with: a DigitalOcean token that may read and update apps. */
const DEPLOY_TOKEN = Secret.named("DO_ACCESS_TOKEN");

const USUAL_ALERTS = [
  ComponentAlert.cpu({ above: 80, window: "5m" }),
  ComponentAlert.memory({ above: 80, window: "5m" }),
  ComponentAlert.restarts({ above: 3, window: "10m" }),
];

/** Everything that belongs to one environment: the app, its alerts and checks, and who may deploy to it. */
export class EnvironmentStack extends PlatformStack {
  public readonly app: AppEnvironment;

  public constructor(
    scope: Construct,
    private readonly environment: EnvironmentSettings,
    private readonly settings: PlatformSettings,
    private readonly options: StackOptions,
  ) {
    super(scope, environment.name);
    requireTerraform(this);
    addDigitalOcean(this);
    addGitHub(this, settings.github);
    options.state.bind(this);
    const repository = new ExistingRepository(this, "Repository", settings.github);
    this.app = this.createApp(repository);
    addUptimeCheck(this, this.app, environment);
    this.createDeploymentEnvironment(repository);
    this.tellResults();
  }

  private createApp(repository: ExistingRepository): AppEnvironment {
    const { environment, settings, options } = this;
    const { project = this.usualProject(), workers = {}, jobs = {}, ...shape } = environment;
    const app = new AppEnvironment<InstanceSize>(this, "App", {
      ...shape,
      appName: this.appName,
      region: environment.region ?? "nyc",
      image: environment.image ?? registryOf(settings.github).image().byTag(`${environment.name}-latest`),
      alerts: environment.alerts ?? USUAL_ALERTS,
      ...(project === "unmanaged" ? {} : { project }),
      deletionProtection: options.deletionProtection,
      dependsOn: [repository],
    });
    for (const [name, worker] of Object.entries(workers)) app.addWorker<InstanceSize>(name, worker);
    for (const [name, job] of Object.entries(jobs)) app.addJob(name, job);
    return app;
  }

  private get appName(): string {
    return this.environment.appName ?? `${this.settings.name}-${this.environment.name}`;
  }

  private usualProject(): ProjectProps {
    const { environment, settings } = this;
    return {
      name: this.appName,
      purpose: "Web Application",
      environment: environment.kind ?? environmentKind(environment.name),
      description: `${settings.name}, environment ${environment.name}`,
    };
  }

  private createDeploymentEnvironment(repository: ExistingRepository): void {
    const { environment, settings } = this;
    const { variables, secrets = {}, pipelineEntries = true } = environment.deployment ?? {};
    const deployment = new DeploymentEnvironment(this, "Deployment", {
      ...gateOf(environment, settings.github),
      repository: repository.name,
      environment: environment.name,
      approvalRequired: environment.approval !== undefined,
      ...(variables === undefined ? {} : { variables }),
    });
    for (const [name, secret] of Object.entries(secrets))
      deployment.addSecret(name, secret, { ignoreValueAfterCreation: true });
    if (!pipelineEntries) return;
    deployment.addSecret("DO_ACCESS_TOKEN", DEPLOY_TOKEN, {
      ignoreValueAfterCreation: true,
      format: DIGITALOCEAN_TOKEN,
    });
    deployment.addSecret(`DO_APP_ID_${secretSuffix(environment.name)}`, this.app.appId);
    deployment.addVariable("APP_URL", this.app.liveUrl);
    const exists = existsVariableOf(environment);
    if (exists !== undefined) deployment.announce(exists);
  }

  private tellResults(): void {
    const { best, worst } = this.app.monthlyPrice;
    const price = best === worst ? `$${best}` : `$${best} to $${worst}`;
    new TerraformOutput(this, "app_id", { value: this.app.appId, description: "Identifier of the app." });
    new TerraformOutput(this, "url", { value: this.app.liveUrl, description: "Address of the app." });
    new TerraformOutput(this, "monthly_price", {
      value: price,
      description: "USD per month, at least and at most.",
    });
  }
}
