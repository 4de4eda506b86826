import type { Cloud } from "../../../sandbox/cloud/cloud";
import type { App } from "../../../sandbox/cloud/digitalocean";
import { CommandError, UsageError } from "../../../sandbox/command";
import { image, resize } from "../../../sandbox/drift/app-drifts";
import { newCloud, specOf } from "../cloud/new-cloud";

const IMAGE = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", tag: "v1" };
const SIZE = "apps-s-1vcpu-1gb";

/** An app of a service and a worker, two containers each. */
function deployed(): Cloud {
  const cloud = newCloud();
  const worker = { name: "mail", instance_size_slug: SIZE, instance_count: 2, image: IMAGE };
  cloud.digitalocean.apps.create({ spec: specOf({ instance_count: 2 }, { workers: [worker] }) });
  return cloud;
}

function app(cloud: Cloud): App {
  const [found] = cloud.digitalocean.apps.list();
  if (found === undefined) throw new Error("no app");
  return found;
}

describe("drift image", () => {
  test("deploys a tag that was pushed, to every component", () => {
    const cloud = deployed();
    const digest = cloud.images.push("ghcr.io/lingobot/lingobot:v2");

    expect(image.apply(cloud, "lingobot", "v2")).toBe("lingobot now runs the tag v2");

    const { active_deployment } = app(cloud);
    expect(active_deployment?.services).toEqual([{ name: "api", source_image_digest: digest }]);
    expect(active_deployment?.workers).toEqual([{ name: "mail", source_image_digest: digest }]);
  });

  test.each(["v9", "constructor"])(
    "refuses the tag %s that nobody pushed, and names those there are",
    (tag) => {
      const cloud = deployed();
      const before = app(cloud);

      const drift = () => image.apply(cloud, "lingobot", tag);

      expect(drift).toThrow(UsageError);
      expect(drift).toThrow(
        `image ghcr.io/lingobot/lingobot:${tag} was not found in its registry; tags of ghcr.io/lingobot/lingobot: v1. Push it first: npm run sandbox -- push ghcr.io/lingobot/lingobot:${tag}`,
      );
      expect(app(cloud)).toEqual(before);
    },
  );

  test("refuses an app that is built from source", () => {
    const cloud = newCloud();
    const github = { repo: "lingobot/lingobot", branch: "main" };
    const service = { name: "api", instance_size_slug: SIZE, github };
    cloud.digitalocean.apps.create({ spec: { name: "built", region: "fra", services: [service] } });

    expect(() => image.apply(cloud, "built", "v1")).toThrow(
      "no component of built runs an image from a registry",
    );
  });
});

describe("drift resize", () => {
  test("gives every component another size", () => {
    const cloud = deployed();

    expect(resize.apply(cloud, "lingobot", "apps-s-2vcpu-4gb")).toBe("lingobot now runs on apps-s-2vcpu-4gb");

    const { spec } = app(cloud);
    expect(spec.services?.[0]?.instance_size_slug).toBe("apps-s-2vcpu-4gb");
    expect(spec.workers?.[0]?.instance_size_slug).toBe("apps-s-2vcpu-4gb");
  });

  test("refuses a size that is not in the catalogue, and names those there are", () => {
    expect(() => resize.apply(deployed(), "lingobot", "huge")).toThrow(
      'no instance size is called "huge"; there are: apps-s-1vcpu-0.5gb, ',
    );
  });

  test("is refused by the cloud where the cloud refuses: two containers of a size that allows one", () => {
    expect(() => resize.apply(deployed(), "lingobot", "apps-s-1vcpu-0.5gb")).toThrow(
      'size "apps-s-1vcpu-0.5gb" allows one instance only, got 2',
    );
  });

  test("tells that its deployment failed", () => {
    const cloud = deployed();
    cloud.faults.failDeployments({ deployment: "health-check" });

    const drift = () => resize.apply(cloud, "lingobot", "apps-s-2vcpu-4gb");

    expect(drift).toThrow(
      new CommandError(
        "the deployment of lingobot failed: the new containers did not become healthy in time; the containers before keep serving",
      ),
    );
    expect(app(cloud).active_deployment?.spec.services?.[0]?.instance_size_slug).toBe(SIZE);
  });
});
