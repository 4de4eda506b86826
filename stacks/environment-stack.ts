import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  AppEnvironment,
  ComponentAlert,
  DeploymentEnvironment,
  ExistingRepository,
  type InstanceSize,
  type ProjectEnvironment,
  Secret,
  secretSuffix,
  UptimeCheck,
} from "../constructs";
import { existsVariableOf } from "./pipeline";
import { addDigitalOcean, addGitHub, requireTerraform } from "./providers";
import { registryOf } from "./registry";
import type { EnvironmentSettings, PlatformSettings } from "./settings";
import type { StackOptions } from "./stack-options";

/** What the pipeline deploys with: a DigitalOcean token that may read and update apps. */
const DEPLOY_TOKEN = Secret.named("DO_ACCESS_TOKEN");

/** Everything that belongs to one environment: the app, its alerts and checks, and who may deploy to it. */
export class EnvironmentStack extends TerraformStack {
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
    this.watch();
    this.createDeploymentEnvironment(repository);
    this.tellResults();
  }

  private createApp(repository: ExistingRepository): AppEnvironment {
    const { environment, settings, options } = this;
    return new AppEnvironment<InstanceSize>(this, "App", {
      ...environment,
      appName: `${settings.name}-${environment.name}`,
      region: environment.region ?? "nyc",
      image: registryOf(settings.github).image().byTag(`${environment.name}-latest`),
      alerts: [
        ComponentAlert.cpu({ above: 80, window: "5m" }),
        ComponentAlert.memory({ above: 80, window: "5m" }),
        ComponentAlert.restarts({ above: 3, window: "10m" }),
      ],
      project: {
        name: `${settings.name}-${environment.name}`,
        purpose: "Web Application",
        environment: environment.kind ?? kindOf(environment.name),
        description: `${settings.name}, environment ${environment.name}`,
      },
      deletionProtection: options.deletionProtection,
      dependsOn: [repository],
    });
  }

  private watch(): void {
    const check = new UptimeCheck(this, "Health", {
      name: `${this.app.appName}-health`,
      target: `${this.app.liveUrl}/health`,
    });
    const { notify = [] } = this.environment;
    if (notify.length === 0) return;
    check
      .addDownAlert({ notify })
      .addLatencyAlert({ notify, aboveMilliseconds: 1000, period: "5m" })
      .addCertificateExpiryAlert({ notify });
  }

  private createDeploymentEnvironment(repository: ExistingRepository): void {
    const { environment, settings } = this;
    const deployment = new DeploymentEnvironment(this, "Deployment", {
      ...settings.github,
      repository: repository.name,
      environment: environment.name,
      branches: [environment.branch],
      approvalRequired: environment.approval !== undefined,
      ...(environment.approval ? { reviewers: environment.approval } : {}),
    });
    deployment.addSecret("DO_ACCESS_TOKEN", DEPLOY_TOKEN, { ignoreValueAfterCreation: true });
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

function kindOf(name: string): ProjectEnvironment {
  return name === "production" || name === "staging" ? name : "development";
}
