import type { PlatformConfig } from "../platform-config";
import { Api } from "./api";
import type { Clock } from "./clock";
import { type EnvironmentConfig, environmentConfig } from "./config";
import { DigitalOcean } from "./digitalocean";
import { Misuse } from "./failure";
import { GitHub } from "./github";
import type { Output } from "./output";
import type { Settings } from "./settings";

/** What following a deployment takes, without the pipeline's configuration around it. */
export interface DeployContext {
  readonly clock: Clock;
  readonly out: Output;
  readonly environment: Pick<EnvironmentConfig, "deploy">;
}

/** What a command works with. */
export class Context implements DeployContext {
  public constructor(
    public readonly settings: Settings,
    public readonly flags: ReadonlyMap<string, string>,
    public readonly clock: Clock,
    public readonly out: Output,
    private readonly load: () => PlatformConfig,
  ) {}

  /** platform.json. */
  public get config(): PlatformConfig {
    return this.load();
  }

  /** Name of the environment given with --environment. Throws Misuse when it is not given. */
  public get environmentName(): string {
    const name = this.flags.get("environment");
    if (name !== undefined) return name;
    throw new Misuse({
      intent: "start",
      fault: "--environment is not given",
      allowed: Object.keys(this.config.environments).join(", "),
      next: "pass one of these",
    });
  }

  /** What platform.json says of that environment. */
  public get environment(): EnvironmentConfig {
    return environmentConfig(this.config, this.environmentName);
  }

  /** What platform.json says of another environment. Throws Misuse when it does not know it. */
  public environmentNamed(name: string): EnvironmentConfig {
    return environmentConfig(this.config, name);
  }

  /** DigitalOcean with the token of DO_ACCESS_TOKEN. */
  public digitalocean(): DigitalOcean {
    const url = this.settings.url("DIGITALOCEAN_API_URL", "https://api.digitalocean.com");
    return new DigitalOcean(
      new Api({ url, token: this.settings.required("DO_ACCESS_TOKEN") }, this.clock, this.out),
    );
  }

  /** GitHub as seen with a token, GITHUB_TOKEN's by default. */
  public github(token: string = this.settings.required("GITHUB_TOKEN")): GitHub {
    const url = this.settings.url("GITHUB_API_URL", "https://api.github.com");
    const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
    return new GitHub(new Api({ url, token, headers }, this.clock, this.out), this.settings.repository());
  }
}
