import type { Cloud } from "../cloud/cloud";
import type { App } from "../cloud/digitalocean/app";
import {
  type AppSpec,
  type ContainerComponent,
  containersOf,
  type ImageSource,
} from "../cloud/digitalocean/app-spec";
import { imageReference } from "../cloud/digitalocean/component-images";
import { failureOf } from "../cloud/digitalocean/deployment-progress";
import { parseImageReference } from "../cloud/image-reference";
import { CommandError, UsageError } from "../command";
import { type Drift, named } from "./drift";

/** Another instance size for an app. */
export const resize: Drift = {
  words: ["APP", "SIZE"],
  summary: "give every component of the app another instance size",
  apply: (cloud, name, size) => {
    const app = findApp(cloud, name);
    const { slug } = named("instance size", size, cloud.digitalocean.instanceSizes(), (each) => each.slug);
    deploy(cloud, app, (component) => ({ ...component, instance_size_slug: slug }));
    return `${app.spec.name} now runs on ${slug}`;
  },
};

/** Another tag for an app. */
export const image: Drift = {
  words: ["APP", "TAG"],
  summary: "deploy another tag, as a pipeline does",
  apply: (cloud, name, tag) => {
    const app = findApp(cloud, name);
    const images = containersOf(app.spec).flatMap(({ component }) => component.image ?? []);
    if (images.length === 0) throw new UsageError(`no component of ${name} runs an image from a registry`);
    for (const each of images) requirePushed(cloud, withTag(each, tag));
    deploy(cloud, app, (component) =>
      component.image === undefined ? component : { ...component, image: withTag(component.image, tag) },
    );
    return `${app.spec.name} now runs the tag ${tag}`;
  },
};

function findApp(cloud: Cloud, name: string): App {
  return named("app", name, cloud.digitalocean.apps.list(), ({ spec }) => spec.name);
}

function withTag({ digest: _digest, ...source }: ImageSource, tag: string): ImageSource {
  return { ...source, tag };
}

function requirePushed({ images, digitalocean }: Cloud, source: ImageSource): void {
  const reference = imageReference(source, digitalocean.registries.firstName());
  if (images.resolve(reference) !== undefined) return;
  const { repository } = parseImageReference(reference, "deploy");
  const tags = Object.keys(images.repository(repository)?.tags ?? {});
  throw new UsageError(
    `image ${reference} was not found in its registry; tags of ${repository}: ${tags.join(", ") || "none"}. Push it first: npm run sandbox -- push ${reference}`,
  );
}

/** Changes every component, and sees whether the deployment of it comes to serve. */
function deploy(
  { digitalocean: { apps } }: Cloud,
  { id, spec }: App,
  change: (component: ContainerComponent) => ContainerComponent,
): void {
  apps.update(id, { spec: changed(spec, change) });
  const [newest] = apps.listDeployments(id);
  if (newest?.phase !== "ERROR") return;
  throw new CommandError(
    `the deployment of ${spec.name} failed: ${failureOf(newest.progress) ?? newest.phase}`,
  );
}

function changed(spec: AppSpec, change: (component: ContainerComponent) => ContainerComponent): AppSpec {
  const kinds = ["services", "workers", "jobs"] as const;
  const changes = kinds.flatMap((kind) => {
    const components = spec[kind];
    return components === undefined ? [] : [[kind, components.map(change)]];
  });
  return { ...spec, ...Object.fromEntries(changes) };
}
