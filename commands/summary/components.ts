import { InstanceSize } from "../../constructs";
import type { Configured } from "./configured";
import type { StackReading } from "./stack-reading";
import { type Entry, entry, phrase } from "./text";

/** Kinds of components that run from an image, as Terraform calls them. */
export const COMPONENT_KINDS = ["service", "worker", "job"] as const;

const HOSTS: Readonly<Record<string, string>> = {
  GHCR: "ghcr.io",
  DOCR: "registry.digitalocean.com",
  DOCKER_HUB: "docker.io",
};

/** What one component runs, on how much, and how it is known to be well. */
export function componentEntries(kind: string, component: Configured, { references }: StackReading): Entry[] {
  const [image] = component.blocks("image");
  const credentials = image?.take("registry_credentials");
  const port = component.text("http_port");
  const jobKind = component.text("kind")?.toLowerCase().replaceAll("_", "-");
  return [
    entry(
      `${kind} ${component.text("name") ?? ""}`,
      image && references.text(imageOf(image)),
      phrase(jobKind, scaling(component), port && `port ${port}`),
      credentials === undefined ? undefined : `the image is pulled with ${references.source(credentials)}`,
    ),
    ...component.blocks("health_check").map(healthCheck),
  ];
}

/** A tag is where the pipeline starts; a digest is fixed. */
function imageOf(image: Configured): string {
  const registryType = image.text("registry_type") ?? "";
  const [registry, repository] = [image.text("registry"), image.text("repository")];
  const [tag, digest] = [image.text("tag"), image.text("digest")];
  const path = [HOSTS[registryType] ?? registryType, registry, repository].filter(
    (part) => part !== undefined,
  );
  return `${path.join("/")}${digest === undefined ? `:${tag ?? "latest"}` : `@${digest}`}`;
}

function scaling(component: Configured): string {
  const size = sizeOf(component.text("instance_size_slug"));
  const count = component.text("instance_count");
  const [auto] = component.blocks("autoscaling");
  if (auto === undefined) return `${count ?? 1} × ${size}`;
  const range = `${auto.text("min_instance_count")} to ${auto.text("max_instance_count")} × ${size}`;
  const percent = auto
    .blocks("metrics")
    .flatMap((metrics) => metrics.blocks("cpu").map((cpu) => cpu.text("percent")));
  return phrase(range, ...percent.map((each) => `more above ${each} % CPU`));
}

function sizeOf(slug: string | undefined): string {
  const size = InstanceSize.all().find((each) => each.slug === slug);
  if (size === undefined) return slug ?? "DigitalOcean's own size";
  const memory = size.memoryMiB < 1024 ? `${size.memoryMiB} MiB` : `${size.memoryMiB / 1024} GiB`;
  return `${size.slug} (${size.vcpus} ${size.cpu} vCPU, ${memory})`;
}

function healthCheck(check: Configured): Entry {
  const [path, port] = [check.text("http_path"), check.text("port")];
  const seconds = (name: string) => `${check.text(name) ?? "?"} s`;
  return entry(
    "health check",
    phrase(
      path === undefined ? "TCP" : `GET ${path}`,
      port && `port ${port}`,
      `after ${seconds("initial_delay_seconds")}`,
      `every ${seconds("period_seconds")}`,
      `${seconds("timeout_seconds")} to answer`,
      `up after ${check.text("success_threshold") ?? "?"}, down after ${check.text("failure_threshold") ?? "?"}`,
    ),
  );
}
