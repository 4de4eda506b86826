import type { DigitalOcean } from "./digitalocean";
import { CloudError, call, expectJson, expectStatus } from "./http";

/** An image reference in its parts. */
export interface ImageParts {
  readonly host: string;
  /** Path without the host. */
  readonly name: string;
  /** Tag or digest. */
  readonly version: string;
}

/** How registries are reached. */
export interface RegistryAccess {
  readonly env: NodeJS.ProcessEnv;
  readonly digitalocean: DigitalOcean;
  /** `user:token` for private packages. @default - none */
  readonly pullCredential?: string | undefined;
}

const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** The parts of `ghcr.io/owner/name:tag` or `…@sha256:digest`. */
export function partsOf(reference: string): ImageParts {
  const [, host = "", name = "", version = ""] =
    /^([^/]+)\/([^@]+?)[:@]((?:sha256:)?[^/:@]+)$/.exec(reference) ?? [];
  return { host, name, version };
}

/**
 * The digest that a reference names now; undefined when there is no such image, or it may not be seen: registries do
 * not tell one from the other.
 * @throws CloudError when the registry cannot be asked, or is one that is not known here
 */
export function resolveImage(reference: string, access: RegistryAccess): Promise<string | undefined> {
  const parts = partsOf(reference);
  if (parts.host === "registry.digitalocean.com") return fromDigitalOcean(parts, access.digitalocean);
  if (parts.host === "ghcr.io") return fromGhcr(parts, access);
  throw new CloudError(`${parts.host} is a registry that cannot be asked here`);
}

/** ghcr.io: a token for the pull credential (or for nobody), then the manifest's head (OCI distribution specification). */
async function fromGhcr({ name, version }: ImageParts, access: RegistryAccess): Promise<string | undefined> {
  const url = (access.env.PLATFORM_GHCR_URL ?? "https://ghcr.io").replace(/\/+$/, "");
  const credential = access.pullCredential;
  const basic = { authorization: `Basic ${Buffer.from(credential ?? "").toString("base64")}` };
  const scope = `service=ghcr.io&scope=repository:${name}:pull`;
  const signedIn = await call(`${url}/token?${scope}`, { headers: credential === undefined ? {} : basic });
  if ([401, 403].includes(signedIn.status)) return undefined;
  const { token } = expectJson(signedIn, "ghcr.io's token endpoint", 200).body as { token: string };
  const headers = { authorization: `Bearer ${token}`, accept: MANIFESTS };
  const manifest = await call(`${url}/v2/${name}/manifests/${version}`, { method: "HEAD", headers });
  if ([401, 403, 404].includes(manifest.status)) return undefined;
  expectStatus(manifest, `ghcr.io's manifest of ${name}`, 200);
  return manifest.headers.get("docker-content-digest") ?? undefined;
}

/** DigitalOcean's registry, by its API; an app names only the repository, the registry is the account's. */
async function fromDigitalOcean(
  { name, version }: ImageParts,
  digitalocean: DigitalOcean,
): Promise<string | undefined> {
  const registries = await digitalocean.registries();
  for (const registry of registries) {
    const tags = await digitalocean.imageTags(registry.name, name);
    const found = tags.find(({ tag, manifest_digest: digest }) => tag === version || digest === version);
    if (found !== undefined) return found.manifest_digest;
  }
  return undefined;
}
