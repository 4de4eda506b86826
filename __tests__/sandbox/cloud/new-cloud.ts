import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../../sandbox/cloud/cloud";
import type { AppSpec, Service } from "../../../sandbox/cloud/digitalocean";

/** A file that does not exist, in a folder of its own. */
export function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), "sandbox-")), "cloud.json");
}

/** A new sandbox in which the image of `specOf` exists. */
export function newCloud(): Cloud {
  const cloud = Cloud.open(newFile());
  cloud.images.push("ghcr.io/lingobot/lingobot:v1");
  return cloud;
}

/** A spec that is accepted, with one service, changed by what is given. */
export function specOf(service: Partial<Service> = {}, app: Partial<AppSpec> = {}): AppSpec {
  return {
    name: "lingobot",
    region: "fra",
    services: [
      {
        name: "api",
        instance_size_slug: "apps-s-1vcpu-1gb",
        image: { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", tag: "v1" },
        ...service,
      },
    ],
    ...app,
  };
}
