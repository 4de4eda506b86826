import { definePolicy, type Terms } from "../policy";
import type { Place } from "../stack/place";
import { appsOf, componentsOf, nameOf, RUNNING_KINDS } from "../subjects/apps";

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
    for (const app of appsOf(stack))
      for (const spec of app.blocks("spec"))
        for (const component of componentsOf(spec, RUNNING_KINDS))
          for (const image of component.blocks("image")) requireDigest(image, component, app, terms);
    return undefined;
  },
});

function requireDigest(image: Place, component: Place, app: Place, terms: Terms): void {
  if (isOwnedByPipeline(image, app, terms) || isDeployedOnPush(image)) return;
  const tag = image.value("tag");
  const attribute = image.value("digest") === undefined ? "tag" : "digest";
  const digest = image.known("digest");
  if (image.value("digest") !== undefined && digest === undefined) return;
  if (typeof digest === "string" && DIGEST.test(digest)) return;
  image.note(attribute, {
    fault: `the image of ${nameOf(component)} is neither fixed by a digest nor owned by the pipeline`,
    got: digest ?? tag ?? null,
    allowed: "digest: sha256:…, or the pipeline's image with `tag` and `digest` in lifecycle.ignore_changes",
    next: 'fix it: image.byDigest("sha256:…")',
  });
}

/** The pipeline owns what Terraform ignores; and only its own images, where they are known. */
function isOwnedByPipeline(image: Place, app: Place, { pipelineImages }: Terms): boolean {
  const ignored = [app.block("lifecycle")?.value("ignore_changes") ?? []].flat().map(String);
  const isIgnored = (attribute: string) =>
    ignored.some((path) => covers(path, `${image.path}.${attribute}`, app));
  if (!isIgnored("tag") || !isIgnored("digest")) return false;
  return pipelineImages === undefined || pipelineImages.some((each) => isOf(image, each.toLowerCase()));
}

function covers(ignored: string, path: string, app: Place): boolean {
  if (ignored === "all") return true;
  const whole = path.slice(app.path.length + 1);
  return whole === ignored || whole.startsWith(`${ignored}.`) || whole.startsWith(`${ignored}[`);
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
  return image.blocks("deploy_on_push").some((push) => push.known("enabled") === true);
}
