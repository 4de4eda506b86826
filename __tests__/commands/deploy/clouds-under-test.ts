import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../../sandbox/cloud/cloud";
import type { App } from "../../../sandbox/cloud/digitalocean";
import { credentials, PULL_CREDENTIAL } from "../../../sandbox/credentials";
import { type ObservedCall, type RestFace, startRest } from "../../../sandbox/rest";
import { type RunningProviders, startProviders } from "../../../sandbox/terraform/server";
import { command } from "../run-command";
import { VALUES } from "../secrets/deployed-environment";

export const IMAGE = "ghcr.io/lingobot/lingobot";

/** Both clouds in this process, so that a test can do something between two steps of the commands that it runs. */
export class CloudsUnderTest {
  static async start(): Promise<CloudsUnderTest> {
    const directory = mkdtempSync(join(tmpdir(), "deploy-"));
    return new CloudsUnderTest(directory, Cloud.open(join(directory, "clouds.json")));
  }

  /** What happens before Terraform writes an object of this type. */
  beforeApply: (type: string) => void | Promise<void> = () => undefined;
  /** What happens before a call of the API is answered. */
  beforeCall: (call: ObservedCall) => void | Promise<void> = () => undefined;

  private providers?: RunningProviders;
  private rest?: RestFace;

  private constructor(
    readonly directory: string,
    readonly cloud: Cloud,
  ) {}

  async listen(): Promise<this> {
    const environment = credentials();
    this.providers = await startProviders(this.cloud, {
      environment,
      beforeApply: (type) => this.beforeApply(type),
    });
    this.rest = await startRest(this.cloud, { settle: "at-once", observe: (call) => this.beforeCall(call) });
    this.push("staging-latest");
    return this;
  }

  async stop(): Promise<void> {
    await Promise.all([this.providers?.close(), this.rest?.close()]);
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** @returns the image's digest */
  push(tag: string): string {
    return this.cloud.images.push(`${IMAGE}:${tag}`, { pullCredential: PULL_CREDENTIAL });
  }

  get env(): NodeJS.ProcessEnv {
    const variables = Object.entries(VALUES).map(([name, value]) => [`TF_VAR_${name}`, value]);
    return {
      ...credentials(),
      ...this.providers?.env,
      ...this.rest?.env,
      PLATFORM_GHCR_URL: `${this.rest?.url}/registry/ghcr.io`,
      PLATFORM_STATE_DIRECTORY: join(this.directory, "state"),
      PLATFORM_APPS_ANSWER: "no",
      PLATFORM_TIME_SCALE: "0.01",
      CDKTF_OUTDIR: join(this.directory, "cdktf.out"),
      ...Object.fromEntries(variables),
    };
  }

  /** `npm run deploy -- ARGS` */
  deploy(...args: readonly string[]) {
    return command("deploy", args, this.env);
  }

  get staging(): App {
    const app = this.cloud.digitalocean.apps.list().find(({ spec }) => spec.name === "lingobot-staging");
    if (app === undefined) throw new Error("staging is not deployed");
    return app;
  }

  /** Somebody changes a variable in the control panel, which the next apply puts back: an apply with something to do. */
  changeVariable(): void {
    const { id, spec } = this.staging;
    const [service, ...others] = spec.services ?? [];
    if (service === undefined) throw new Error("no service");
    const envs = (service.envs ?? []).map((each) =>
      each.key === "LQBOT_LOG_LEVEL" ? { ...each, value: "TRACE" } : each,
    );
    this.cloud.digitalocean.apps.update(id, {
      spec: { ...spec, services: [{ ...service, envs }, ...others] },
    });
  }

  variable(key: string): string | undefined {
    return this.staging.spec.services?.[0]?.envs?.find((each) => each.key === key)?.value;
  }

  get digest(): string | undefined {
    return this.staging.spec.services?.[0]?.image?.digest;
  }
}
