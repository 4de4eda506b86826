import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Check } from "../../commands/preflight/check";
import { preflight } from "../../commands/preflight/preflight";
import { lingobot } from "../../lingobot";
import { Cloud } from "../../sandbox/cloud/cloud";
import type { AppSpec } from "../../sandbox/cloud/digitalocean";
import { PULL_CREDENTIAL, variables } from "../../sandbox/credentials";
import { type RestFace, type RestOptions, startRest } from "../../sandbox/rest";
import { definePlatform, type PlatformSettings } from "../../stacks";
import { imagesOf, readSynthesized, type SynthesizedStack } from "../../tools/synthesized";
import { localState } from "../stacks/platform-under-test";

/** Stands for the folder of the states until a world says where it is. */
const STATES = "/states-of-the-world";

const known = new WeakMap<PlatformSettings, SynthesizedStack[]>();

/** Synthesizing takes longer than what is tested here. */
function synthesized(settings: PlatformSettings): SynthesizedStack[] {
  const stacks = known.get(settings) ?? synthesize(settings);
  known.set(settings, stacks);
  return stacks;
}

function synthesize(settings: PlatformSettings): SynthesizedStack[] {
  const outdir = mkdtempSync(join(tmpdir(), "synthesized-"));
  const app = new App({ outdir });
  definePlatform(app, settings, { state: localState(STATES) });
  app.synth();
  const stacks = readSynthesized(outdir);
  rmSync(outdir, { recursive: true });
  return stacks;
}

/** Both clouds behind their REST faces, and stacks that were synthesized but never deployed. */
export class World {
  static async open(options: RestOptions = {}): Promise<World> {
    const directory = mkdtempSync(join(tmpdir(), "world-"));
    const cloud = Cloud.open(join(directory, "clouds.json"));
    return new World(directory, cloud, await startRest(cloud, { settle: "at-once", ...options }));
  }

  private constructor(
    readonly directory: string,
    readonly cloud: Cloud,
    private readonly rest: RestFace,
  ) {}

  get url(): string {
    return this.rest.url;
  }

  async close(): Promise<void> {
    await this.rest.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** What a person has in the environment who did everything right. */
  env(stacks: readonly SynthesizedStack[]): NodeJS.ProcessEnv {
    const { PATH, HOME } = process.env;
    const registry = { PLATFORM_GHCR_URL: `${this.rest.url}/registry/ghcr.io` };
    return { PATH, HOME, ...this.rest.env, ...registry, ...variables(stacks, {}) };
  }

  stacks(settings: PlatformSettings = lingobot, names: readonly string[] = []): SynthesizedStack[] {
    const text = JSON.stringify(synthesized(settings));
    const stacks = JSON.parse(text.replaceAll(STATES, join(this.directory, "state"))) as SynthesizedStack[];
    return stacks.filter(({ name }) => names.length === 0 || names.includes(name));
  }

  /** What the checks find, a line each: problems with their next action, and notes. */
  async findings(
    check: Check,
    options: {
      readonly settings?: PlatformSettings;
      readonly names?: readonly string[];
      readonly env?: NodeJS.ProcessEnv;
    } = {},
  ): Promise<string[]> {
    const stacks = this.stacks(options.settings, options.names);
    const env = { ...this.env(stacks), ...options.env };
    const { problems, notes } = await preflight(stacks, env, [check]);
    return [...problems.map(({ problem, next }) => `${problem} → ${next}`), ...notes.map(({ note }) => note)];
  }

  /** The images of all stacks. */
  push(settings?: PlatformSettings): void {
    for (const image of this.stacks(settings).flatMap(imagesOf))
      this.cloud.images.push(image, { pullCredential: PULL_CREDENTIAL });
  }

  get github() {
    return this.cloud.github.as(this.cloud.github.tokenOwner);
  }

  /** Has lingobot buy GitHub's security products, or give them back. */
  sellSecurityProducts(isSold: boolean): void {
    const { lingobot } = this.cloud.github.data.organizations;
    Object.assign(lingobot ?? {}, { secret_protection: isSold, code_security: isSold });
  }

  /** LingoBot's repository, which team `platform` can read. */
  createRepository(): void {
    this.github.repositories.create("lingobot", { name: "lingobot", private: true, auto_init: true });
    const { id } = this.github.organizations.team("lingobot", "platform");
    this.github.access.setTeamPermission(id, "lingobot", "lingobot", "maintain");
  }

  /** An app as if somebody had made it. @returns its id */
  createApp(name: string, spec: Partial<AppSpec> = {}): string {
    const image = { registry_type: "GHCR", registry: "lingobot", repository: "other", tag: "v1" } as const;
    this.cloud.images.push("ghcr.io/lingobot/other:v1");
    const service = { name: "api", instance_size_slug: "apps-s-1vcpu-1gb", instance_count: 1, image };
    return this.cloud.digitalocean.apps.create({
      spec: { name, region: "nyc", services: [service], ...spec },
    }).id;
  }

  /** Terraform's state of a stack, as if it held these resources. */
  writeState(
    stack: string,
    resources: readonly { type: string; id: string; name?: string; attributes?: object }[],
  ): void {
    const directory = join(this.directory, "state");
    mkdirSync(directory, { recursive: true });
    const state = {
      version: 4,
      terraform_version: "1.11.4",
      serial: 1,
      lineage: "3f0c3b5e-0000-4000-8000-000000000000",
      outputs: {},
      resources: resources.map(({ type, id, name = "App", attributes }) => ({
        mode: "managed",
        type,
        name,
        provider: 'provider["registry.terraform.io/digitalocean/digitalocean"]',
        instances: [{ schema_version: 0, attributes: { id, ...attributes } }],
      })),
      check_results: null,
    };
    writeFileSync(join(directory, `${stack}.tfstate`), JSON.stringify(state));
  }
}
