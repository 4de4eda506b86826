import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { App } from "cdktf";
import { type Clouds, cloudsOf } from "../../../commands/clouds/clouds";
import type { SecretsRun } from "../../../commands/secrets/run";
import { lingobot } from "../../../lingobot";
import { Cloud } from "../../../sandbox/cloud/cloud";
import type { EnvVariable } from "../../../sandbox/cloud/digitalocean/app-spec";
import { createSealer } from "../../../sandbox/cloud/digitalocean/sealing";
import { credentials, PULL_CREDENTIAL } from "../../../sandbox/credentials";
import { type RestFace, startRest } from "../../../sandbox/rest";
import { type RunningProviders, startProviders } from "../../../sandbox/terraform/server";
import { definePlatform, type PlatformSettings } from "../../../stacks";
import { type Outcome, run } from "../../../tools/cdktf";
import { readSynthesized, type SynthesizedStack } from "../../../tools/synthesized";
import { findTerraform } from "../../../tools/terraform";
import { localState } from "../../stacks/platform-under-test";

/** A DigitalOcean token by its form. */
export const tokenOf = (digit: string) => `dop_v1_${"5ec2e7".padEnd(64, digit)}`;

/** The values that staging is deployed with. */
export const VALUES: Readonly<Record<string, string>> = {
  LQBOT_OPENAI_API_KEY: "openai-s3cret",
  LQBOT_GROK_API_KEY: "grok-s3cret",
  LQBOT_ELEVENLABS_API_KEY: "elevenlabs-s3cret",
  DO_ACCESS_TOKEN: tokenOf("0"),
  GHCR_PULL_CREDENTIAL: PULL_CREDENTIAL,
};

const PLACE = { owner: "lingobot", repository: "lingobot", environment: "staging" };

/** Staging in a sandbox, deployed and changed by the real Terraform. */
export class DeployedEnvironment {
  static async start(): Promise<DeployedEnvironment> {
    const directory = mkdtempSync(join(tmpdir(), "secrets-"));
    const cloud = Cloud.open(join(directory, "clouds.json"));
    const providers = await startProviders(cloud, { environment: credentials() });
    const rest = await startRest(cloud, { settle: cloud.digitalocean.settle });
    return new DeployedEnvironment(directory, cloud, providers, rest);
  }

  readonly told: string[] = [];

  private constructor(
    readonly directory: string,
    readonly cloud: Cloud,
    private readonly providers: RunningProviders,
    private readonly rest: RestFace,
  ) {
    const github = cloud.github.as(cloud.github.tokenOwner);
    github.repositories.create("lingobot", { name: "lingobot", private: true, auto_init: true });
    cloud.images.push("ghcr.io/lingobot/lingobot:staging-latest", { pullCredential: PULL_CREDENTIAL });
  }

  async stop(): Promise<void> {
    await Promise.all([this.providers.close(), this.rest.close()]);
  }

  staging(settings: PlatformSettings = lingobot): SynthesizedStack {
    const outdir = join(this.directory, "cdktf.out");
    mkdirSync(outdir, { recursive: true });
    const app = new App({ outdir });
    definePlatform(app, settings, { state: localState(join(this.directory, "state")) });
    app.synth();
    const stack = readSynthesized(outdir).find(({ name }) => name === "staging");
    if (stack === undefined) throw new Error("no staging");
    return stack;
  }

  env(values: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
    const variables = Object.entries(values).map(([name, value]) => [`TF_VAR_${name}`, value]);
    const { PATH, HOME } = process.env;
    const clouds = { ...credentials(), ...this.rest.env, ...this.providers.env };
    return { PATH, HOME, TF_INPUT: "0", ...clouds, ...Object.fromEntries(variables) };
  }

  clouds(): Clouds {
    return cloudsOf([], this.env());
  }

  /** A run of the secrets command: what it tells is kept. @param typed lines on the standard input */
  run(values: Readonly<Record<string, string>>, typed: readonly string[] = []): SecretsRun {
    return {
      clouds: this.clouds(),
      env: this.env(values),
      input: Readable.from(typed.map((line) => `${line}\n`)),
      tell: (line) => this.told.push(line),
    };
  }

  terraform(
    args: readonly string[],
    values: Readonly<Record<string, string>>,
    settings?: PlatformSettings,
  ): Promise<Outcome> {
    const options = { env: this.env(values), cwd: this.staging(settings).directory, onLine: () => undefined };
    return run(findTerraform().command, [...args, "-no-color"], options);
  }

  /** The app's variables as the API shows them, by key. */
  sealed(): Record<string, string> {
    return Object.fromEntries(this.variables().map(({ key, value = "" }) => [key, value]));
  }

  /** Changes the app's variables as somebody does in the control panel. */
  setVariables(variables: readonly EnvVariable[]): void {
    const { id, spec } = this.app;
    this.cloud.digitalocean.apps.update(id, { spec: { ...spec, envs: variables } });
  }

  /** Rolls the app back to what served before, which pins it. @returns the deployment's id */
  rollBack(): string {
    const { apps } = this.cloud.digitalocean;
    const before = apps.listDeployments(this.app.id).find(({ phase }) => phase === "SUPERSEDED");
    return apps.rollback(this.app.id, { deployment_id: before?.id ?? "" }).id;
  }

  /** The app's variables as the API shows them. */
  variables(): readonly EnvVariable[] {
    return this.app.spec.envs ?? [];
  }

  /** The app's variables as the app gets them. */
  unsealed(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.sealed()).map(([key, value]) => [key, unseal(value)]));
  }

  /** The app's variables as what serves gets them. */
  served(): Record<string, string> {
    const { envs = [] } = this.app.active_deployment?.spec ?? {};
    return Object.fromEntries(envs.map(({ key, value = "" }) => [key, unseal(value)]));
  }

  sealedPullCredential(): string {
    return this.app.spec.services?.[0]?.image?.registry_credentials ?? "";
  }

  gitHubSecret(name: string): string | undefined {
    return this.cloud.github.as(this.cloud.github.tokenOwner).secrets.reveal(PLACE, name);
  }

  deleteGitHubSecret(name: string): void {
    this.cloud.github.as(this.cloud.github.tokenOwner).secrets.delete(PLACE, name);
  }

  get deployments(): number {
    return this.cloud.digitalocean.apps.listDeployments(this.app.id).length;
  }

  private get app() {
    const app = this.cloud.digitalocean.apps.list().find(({ spec }) => spec.name === "lingobot-staging");
    if (app === undefined) throw new Error("staging is not deployed");
    return app;
  }
}

function unseal(text: string): string {
  return createSealer({ hex: () => "" } as never).unseal(text);
}
