import type { PlatformConfig } from "../../platform-config";
import type { Spec } from "../digitalocean";
import { parseImage } from "../image";

/** What platform.json says of previews. */
export type PreviewConfig = NonNullable<PlatformConfig["preview"]>;

/** The whole specification of a preview: one container, no secrets. */
export function previewSpec(
  name: string,
  config: PreviewConfig,
  image: string,
  digest: string,
  credentials: string | undefined,
): Spec {
  return {
    name,
    region: config.region,
    services: [
      {
        name: "web",
        image: {
          ...parseImage(image),
          digest,
          ...(credentials === undefined ? {} : { registry_credentials: credentials }),
        },
        instance_size_slug: config.instanceSize,
        instance_count: 1,
        http_port: config.port,
        health_check: { http_path: config.healthPath },
        envs: Object.entries(config.variables).map(([key, value]) => ({ key, value, scope: "RUN_TIME" })),
      },
    ],
  };
}
