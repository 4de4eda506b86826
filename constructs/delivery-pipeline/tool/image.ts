import type { Spec } from "./digitalocean";
import { Failure, Misuse } from "./failure";

/** Where an image is, in the words of an app specification (digitalocean/openapi, apps_image_source_spec.yml). */
export interface ImageSource {
  readonly registry_type: "GHCR" | "DOCR" | "DOCKER_HUB";
  /** Owner at GHCR and Docker Hub; DOCR has none. */
  readonly registry?: string;
  readonly repository: string;
}

interface SpecImage {
  registry_type?: string;
  registry?: string;
  repository?: string;
  tag?: string;
  digest?: string;
}

interface Component {
  name?: string;
  image?: SpecImage;
}

const HOSTS: Readonly<Record<string, ImageSource["registry_type"]>> = {
  "ghcr.io": "GHCR",
  "registry.digitalocean.com": "DOCR",
  "docker.io": "DOCKER_HUB",
};

/** Takes "ghcr.io/owner/name" apart. Throws Misuse. */
export function parseImage(image: string): ImageSource {
  const [host = "", owner, ...rest] = image.split("/");
  const type = HOSTS[host];
  if (type === undefined || owner === undefined || rest.length === 0 || /[:@]/.test(image)) {
    throw new Misuse({
      intent: "name the image",
      fault: "IMAGE is not an image without tag and digest in a registry that App Platform can pull from",
      got: image,
      allowed: Object.keys(HOSTS)
        .map((each) => `${each}/OWNER/NAME`)
        .join(", "),
      next: "pass the image's name alone",
    });
  }
  const repository = rest.join("/");
  return type === "DOCR"
    ? { registry_type: type, repository }
    : { registry_type: type, registry: owner, repository };
}

/** A copy of the specification in which every component made of this image has this digest, and no tag. */
export function withDigest(spec: Spec, image: string, digest: string): Spec {
  const copy = structuredClone(spec);
  for (const component of componentsOf(copy, image)) {
    const source = component.image as SpecImage;
    source.digest = digest;
    delete source.tag;
  }
  return copy;
}

/** The digests (or tags) with which the components made of this image are specified, by component name. */
export function versionsOf(spec: Spec, image: string): ReadonlyMap<string, string> {
  return new Map(
    componentsOf(spec, image).map(({ name, image: source }) => [
      name ?? "",
      source?.digest ?? `tag ${source?.tag ?? "latest"}`,
    ]),
  );
}

/** The digests with which components made of this image are specified; none when no component is. */
export function digestsOf(spec: Spec | undefined, image: string): readonly string[] {
  const components = spec === undefined ? [] : findComponents(spec, parseImage(image));
  return components.flatMap((component) => component.image?.digest ?? []);
}

/** Whether every component made of this image is specified with this digest. */
export function hasDigest(spec: Spec | undefined, image: string, digest: string): boolean {
  if (spec === undefined) return false;
  const versions = [...findComponents(spec, parseImage(image))].map((component) => component.image?.digest);
  return versions.length > 0 && versions.every((version) => version === digest);
}

/** Whether both specify the components made of this image alike. */
export function hasSameVersions(a: Spec, b: Spec, image: string): boolean {
  return (
    JSON.stringify([...versionsOf(a, image)].sort()) === JSON.stringify([...versionsOf(b, image)].sort())
  );
}

/** The specification without the versions of this image: the same for two that differ in nothing else. */
export function shapeOf(spec: Spec, image: string): string {
  const copy = structuredClone(spec);
  for (const { image: source } of findComponents(copy, parseImage(image))) {
    delete source?.digest;
    delete source?.tag;
  }
  return JSON.stringify(copy, (_, value) => (isObject(value) ? sorted(value) : value));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether any component is made of this image. */
export function runsImage(spec: Spec, image: string): boolean {
  return findComponents(spec, parseImage(image)).length > 0;
}

/** Names of all components of a specification. */
export function componentNames(spec: Spec): readonly string[] {
  return allComponents(spec).flatMap(({ name }) => (name === undefined ? [] : [name]));
}

function componentsOf(spec: Spec, image: string): readonly Component[] {
  const found = findComponents(spec, parseImage(image));
  if (found.length > 0) return found;
  throw new Failure({
    intent: `find ${image} in the app ${JSON.stringify(spec.name)}`,
    fault: "no component of the app runs this image",
    got: allComponents(spec).map(
      ({ name, image: source }) => `${name}: ${source?.registry}/${source?.repository}`,
    ),
    next: "pass the image that the app runs as IMAGE, or change the app: npx cdktf deploy",
  });
}

function findComponents(spec: Spec, wanted: ImageSource): readonly Component[] {
  return allComponents(spec).filter(
    ({ image }) =>
      image?.registry_type === wanted.registry_type &&
      (image.registry ?? "") === (wanted.registry ?? "") &&
      image.repository === wanted.repository,
  );
}

function allComponents(spec: Spec): readonly Component[] {
  const kinds = ["services", "workers", "jobs"].map((kind) => spec[kind]);
  return kinds.flatMap((components) => (Array.isArray(components) ? (components as Component[]) : []));
}
