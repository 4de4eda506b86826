import { readFileSync, type WriteFileOptions, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Name of the file that holds a stack's configuration, as cdktf gives it. */
export const CONFIGURATION_FILE = "cdk.tf.json";

/** One stack as it was synthesized. */
export interface SynthesizedStack {
  readonly name: string;
  /** The folder that Terraform runs in. */
  readonly directory: string;
  /** Terraform's JSON configuration. */
  readonly configuration: TerraformConfiguration;
}

/** The parts of a Terraform JSON configuration that are read here. */
export interface TerraformConfiguration {
  /** What cdktf and our stacks say about the configuration; Terraform does not read it. */
  readonly "//"?: { readonly metadata?: { readonly order?: number } };
  readonly variable?: Readonly<Record<string, { readonly default?: unknown; readonly sensitive?: boolean }>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  readonly terraform?: Readonly<Record<string, unknown>>;
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  readonly provider?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

interface Manifest {
  readonly stacks: Readonly<
    Record<
      string,
      { readonly name: string; readonly workingDirectory: string; readonly synthesizedStackPath: string }
    >
  >;
}

/** Reads what a synthesis left in `outputDirectory`: the stacks, in the order to deploy them. */
export function readSynthesized(outputDirectory: string): SynthesizedStack[] {
  const manifest = readJson<Manifest>(join(outputDirectory, "manifest.json"));
  const stacks = Object.values(manifest.stacks).map(({ name, workingDirectory, synthesizedStackPath }) => ({
    name,
    directory: join(outputDirectory, workingDirectory),
    configuration: readJson<TerraformConfiguration>(join(outputDirectory, synthesizedStackPath)),
  }));
  return inDeployOrder(stacks);
}

/** Writes a configuration into a stack's folder, indented, so that Terraform shows the line that it refuses. */
export function writeConfiguration(
  directory: string,
  configuration: TerraformConfiguration,
  options?: WriteFileOptions,
): void {
  writeFileSync(join(directory, CONFIGURATION_FILE), JSON.stringify(configuration, null, 2), options);
}

/** The stacks in the order to deploy them, which each says about itself. */
export function inDeployOrder(stacks: readonly SynthesizedStack[]): SynthesizedStack[] {
  return [...stacks].sort((a, b) => orderOf(a) - orderOf(b));
}

function orderOf({ configuration }: SynthesizedStack): number {
  return configuration["//"]?.metadata?.order ?? Number.MAX_SAFE_INTEGER;
}

/** Names of the variables that must be given a value: those without a default, and secrets, whose default says that there is none. */
export function requiredVariables({ configuration }: SynthesizedStack): string[] {
  return Object.entries(configuration.variable ?? {})
    .filter(([, variable]) => variable.default === undefined || variable.sensitive === true)
    .map(([name]) => name);
}

/** References of the images that the stack's apps run, without duplicates: `ghcr.io/owner/name:tag`. */
export function imagesOf({ configuration }: SynthesizedStack): string[] {
  const apps = Object.values(configuration.resource?.digitalocean_app ?? {});
  const images = apps.flatMap((app) => componentsOf(app)).flatMap(({ image }) => image ?? []);
  return [...new Set(images.map(imageReference))];
}

interface AppImage {
  readonly registry_type: "GHCR" | "DOCR" | "DOCKER_HUB";
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

function componentsOf(app: Record<string, unknown>): { image?: AppImage | AppImage[] }[] {
  const spec = [app.spec].flat()[0] as Record<
    string,
    { image?: AppImage }[] | { image?: AppImage } | undefined
  >;
  return ["service", "worker", "job"].flatMap((kind) => spec[kind] ?? []);
}

const HOSTS = { GHCR: "ghcr.io", DOCR: "registry.digitalocean.com", DOCKER_HUB: "docker.io" } as const;

function imageReference({ registry_type, registry, repository, tag, digest }: AppImage): string {
  const path = [HOSTS[registry_type], registry, repository].filter((part) => part !== undefined).join("/");
  return digest === undefined ? `${path}:${tag ?? "latest"}` : `${path}@${digest}`;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}
