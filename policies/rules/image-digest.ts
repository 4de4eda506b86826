import { definePolicy, type Terms } from "../policy";
import type { Place } from "../stack/place";
import { componentsOf, nameOf, RUNNING_KINDS, specsOf } from "../subjects/apps";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

export const imageDigest = definePolicy({
  id: "image-digest",
  title: "an image that the pipeline does not own is fixed by its digest",
  reason:
    "a tag moves: the same plan runs other bytes tomorrow, and a rollback to a tag does not bring the old ones back",
  source: "docs.digitalocean.com, App Platform, Deploy from container images",
  scope: "every stack",
  subject: "apps",
  check: (stack, terms) => {
    for (const component of specsOf(stack).flatMap((spec) => componentsOf(spec, RUNNING_KINDS)))
      for (const image of component.blocks("image")) requireDigest(image, component, terms);
    return undefined;
  },
});

function requireDigest(image: Place, component: Place, terms: Terms): void {
  if (isOwnedByPipeline(image, terms) || isDeployedOnPush(image)) return;
  const tag = image.value("tag");
  const attribute = image.value("digest") === undefined ? "tag" : "digest";
  // Ignoring what it becomes leaves the bytes that are fixed here.
  if (DIGEST.test(String(image.value("digest")))) return;
  const digest = image.known("digest");
  if (image.value("digest") !== undefined && digest === undefined) return;
  image.note(attribute, {
    fault: `the image of ${nameOf(component)} is neither fixed by a digest nor owned by the pipeline`,
    got: digest ?? tag ?? null,
    allowed: "digest: sha256:…, or the pipeline's image with `tag` and `digest` in lifecycle.ignore_changes",
    next: 'fix it: image.byDigest("sha256:…")',
  });
}

/** The pipeline owns what Terraform ignores; and only its own images, where they are known. */
function isOwnedByPipeline(image: Place, { pipelineImages }: Terms): boolean {
  if (!image.isIgnored("tag") || !image.isIgnored("digest")) return false;
  return pipelineImages === undefined || pipelineImages.some((each) => isOf(image, each.toLowerCase()));
}

const SERVERS: Readonly<Record<string, string>> = {
  GHCR: "ghcr.io",
  DOCR: "registry.digitalocean.com",
  DOCKER_HUB: "docker.io",
};

/** Of DigitalOcean's registry an app does not name the registry: the account has one. */
function isOf(image: Place, reference: string): boolean {
  const type = String(image.value("registry_type"));
  const [server, ...path] = reference.split("/");
  if (server !== SERVERS[type]) return false;
  const own = [image.value("registry"), image.value("repository")].filter((part) => part !== undefined);
  return own.join("/").toLowerCase() === path.slice(type === "DOCR" && own.length === 1 ? 1 : 0).join("/");
}

function isDeployedOnPush(image: Place): boolean {
  // DigitalOcean deploys the pushes to its own registry alone.
  if (image.value("registry_type") !== "DOCR") return false;
  return image.blocks("deploy_on_push").some((push) => push.isOn("enabled", false));
}
