import { referenceFault } from "../image-reference";
import type { ImageRegistry } from "../images";
import type { Deployment, DeploymentComponent, DeploymentDoom } from "./app";
import { type AppSpec, type ContainerKind, containersOf, type ImageSource } from "./app-spec";
import type { Sealer } from "./sealing";

/** Where an image of a spec is: "host/path:tag" or "host/path@digest". */
export function imageReference(image: ImageSource, docrRegistry: string): string {
  const path =
    image.registry_type === "DOCR"
      ? `registry.digitalocean.com/${docrRegistry}/${image.repository}`
      : image.registry_type === "GHCR"
        ? `ghcr.io/${image.registry ?? ""}/${image.repository}`
        : `docker.io/${image.registry ?? "library"}/${image.repository}`;
  return image.digest === undefined ? `${path}:${image.tag ?? "latest"}` : `${path}@${image.digest}`;
}

/** What looks images up for a deployment. */
export interface ImageLookup {
  readonly images: ImageRegistry;
  readonly sealer: Sealer;
  /** Name of the account's own registry. */
  readonly docrRegistry: string;
}

/** The digests that a deployment of `spec` runs, and what keeps it from running. */
export interface PulledImages {
  readonly components: Readonly<Partial<Record<ContainerKind, readonly DeploymentComponent[]>>>;
  readonly doom?: DeploymentDoom;
}

/**
 * Pulls every image of a spec. A tag that the deployment before already pulled is not looked up again unless `again`:
 * so does App Platform when a spec is sent without `update_all_source_versions`.
 */
export function pullImages(
  spec: AppSpec,
  lookup: ImageLookup,
  before: Deployment | undefined,
  again: boolean,
): PulledImages {
  const components: Partial<Record<ContainerKind, DeploymentComponent[]>> = {};
  let doom: DeploymentDoom | undefined;
  for (const { kind, component } of containersOf(spec)) {
    const { image, name } = component;
    const known = again || image === undefined ? undefined : pulledBefore(before, kind, name, image);
    const digest = known ?? (image === undefined ? undefined : digestOf(image, lookup));
    if (image !== undefined) doom ??= pullFault(name, image, digest, lookup);
    const row = { name, ...(digest === undefined ? {} : { source_image_digest: digest }) };
    components[kind] = [...(components[kind] ?? []), row];
  }
  return doom === undefined ? { components } : { components, doom };
}

function referenceOf(image: ImageSource, lookup: ImageLookup): string {
  return imageReference(image, lookup.docrRegistry);
}

function digestOf(image: ImageSource, lookup: ImageLookup): string | undefined {
  const reference = referenceOf(image, lookup);
  return referenceFault(reference) === undefined ? lookup.images.resolve(reference) : undefined;
}

function pulledBefore(
  before: Deployment | undefined,
  kind: ContainerKind,
  name: string,
  image: ImageSource,
): string | undefined {
  const spec = before?.spec[kind]?.find((each) => each.name === name)?.image;
  if (spec === undefined || imageReference(spec, "") !== imageReference(image, "")) return undefined;
  return before?.[kind]?.find((each) => each.name === name)?.source_image_digest;
}

function pullFault(
  component: string,
  image: ImageSource,
  digest: string | undefined,
  lookup: ImageLookup,
): DeploymentDoom | undefined {
  const reference = referenceOf(image, lookup);
  if (digest === undefined) {
    const message = `component "${component}": image ${reference} was not found in its registry${wayOut(reference)}`;
    return { during: "build", code: "ImageNotFound", message, component };
  }
  const credential = image.registry_credentials;
  const shown = credential === undefined ? undefined : lookup.sealer.unseal(credential);
  if (image.registry_type === "DOCR" || lookup.images.mayPull(reference, shown)) return undefined;
  const fault =
    shown === undefined ? "no registry credentials are set" : "the registry credentials are wrong";
  const message = `component "${component}": image ${reference} is private and ${fault}. Set "user:token" of an account that may read it.`;
  return { during: "build", code: "ImagePullUnauthorized", message, component };
}

function wayOut(reference: string): string {
  const fault = referenceFault(reference);
  if (fault !== undefined) return `: ${fault}`;
  return `. Push it first; in the sandbox: npm run sandbox -- push ${reference.replace(/@.*$/, "")}`;
}
