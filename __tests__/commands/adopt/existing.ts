import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizedWith } from "../../../commands/adopt/synthesized";
import { planStacks } from "../../../commands/plan/sources";
import { terraform } from "../../../commands/plan/terraform-plan";
import { type Report, reportOf } from "../../../report";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { credentials, variables } from "../../../sandbox/credentials";
import { type RestFace, type RestOptions, startRest } from "../../../sandbox/rest";
import { type RunningProviders, startProviders } from "../../../sandbox/terraform/server";

import type { Imports, PlatformSettings } from "../../../stacks";
import type { SynthesizedStack } from "../../../tools/synthesized";
import { type Said, said } from "../../end-to-end/command-line";

/** Clouds in which somebody made a repository and apps by hand, with REST calls. */
export class ExistingThings {
  static async start(options: RestOptions = {}): Promise<ExistingThings> {
    const directory = mkdtempSync(join(tmpdir(), "existing-"));
    const cloud = Cloud.open(join(directory, "clouds.json"));
    const providers = await startProviders(cloud, { environment: credentials() });
    const rest = await startRest(cloud, { settle: "at-once", ...options });
    return new ExistingThings(directory, cloud, providers, rest);
  }

  private constructor(
    readonly directory: string,
    readonly cloud: Cloud,
    private readonly providers: RunningProviders,
    private readonly rest: RestFace,
  ) {}

  async stop(): Promise<void> {
    await Promise.all([this.providers.close(), this.rest.close()]);
    rmSync(this.directory, { recursive: true, force: true });
  }

  get env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      ...credentials(),
      ...this.providers.env,
      ...this.rest.env,
      PLATFORM_STATE_DIRECTORY: join(this.directory, "state"),
      CDKTF_OUTDIR: join(this.directory, "cdktf.out"),
    };
  }

  /** Where the settings go: within the project, because they import from it. */
  readonly output = join("__tests__", "commands", "adopt", `.settings-${process.pid}-${Date.now()}.ts`);

  get importsFile(): string {
    return join(this.directory, "state", "imports.json");
  }

  /** A call of a cloud's REST API. @returns the answer */
  async call<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T> {
    const { DIGITALOCEAN_API_URL, GITHUB_API_URL, DIGITALOCEAN_TOKEN, GITHUB_TOKEN } = this.env;
    const isDigitalOcean = path.startsWith("/v2/");
    const response = await fetch(`${isDigitalOcean ? DIGITALOCEAN_API_URL : GITHUB_API_URL}${path}`, {
      method,
      headers: { authorization: `Bearer ${isDigitalOcean ? DIGITALOCEAN_TOKEN : GITHUB_TOKEN}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  /** `npm run adopt -- ARGS`. */
  adopt(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> {
    const program = ["-r", "./tools/register.cjs", "commands/adopt/index.ts", ...args];
    return said(process.execPath, program, { ...this.env, ...env });
  }

  /** Deploys stacks of settings into these clouds. @returns what a second plan would change */
  async deploy(settings: PlatformSettings, imports: Imports = {}): Promise<Report> {
    const outdir = mkdtempSync(join(this.directory, "out-"));
    for (const stack of this.synthesized(settings, imports, outdir)) {
      for (const args of [["init"], ["apply", "-auto-approve"]]) {
        const { exitCode, output } = await terraform(stack, args, this.withValues([stack]));
        if (exitCode !== 0) throw new Error(`${stack.name}: terraform ${args[0]}:\n${output}`);
      }
    }
    return this.plan(settings);
  }

  /** `npm run deploy -- all`. */
  deployAll(settings: PlatformSettings): Promise<Said> {
    const stacks = this.synthesized(settings, {}, mkdtempSync(join(this.directory, "out-")));
    const program = ["-r", "./tools/register.cjs", "commands/deploy.ts", "all"];
    return said(process.execPath, program, {
      ...this.withValues(stacks),
      PLATFORM_GHCR_URL: `${this.rest.url}/registry/ghcr.io`,
    });
  }

  /** What a plan without imports would change. */
  async plan(settings: PlatformSettings): Promise<Report> {
    const stacks = this.synthesized(settings, {}, mkdtempSync(join(this.directory, "out-")));
    return reportOf(await planStacks(stacks, this.withValues(stacks)));
  }

  synthesized(settings: PlatformSettings, imports: Imports, outdir: string): SynthesizedStack[] {
    return synthesizedWith(settings, imports, { outdir, env: this.env });
  }

  private withValues(stacks: readonly SynthesizedStack[]): NodeJS.ProcessEnv {
    const webhook = { TF_VAR_SLACK_WEBHOOK: "https://hooks.slack.com/services/T1/B1/real" };
    return { ...this.env, ...variables(stacks, {}), ...webhook };
  }

  /** What both clouds hold, in one text. */
  contents(): string {
    const { digitalocean, github } = JSON.parse(JSON.stringify(this.cloud)) as Record<string, unknown>;
    return JSON.stringify({ digitalocean, github }, null, 1);
  }
}
