import { type Call, param, route } from "../call";
import { list } from "./list";

/** Tags of a repository in a container registry, with the digest that each names. */
export const registryTags = [
  route("GET", "/v2/registries/:registry/repositories/:repository/tags", "registry:read", (call) =>
    list(call, "tags", tagsOf(call)),
  ),
];

function tagsOf(call: Call): readonly unknown[] {
  const registry = call.cloud.digitalocean.registries.get(param(call, "registry")).name;
  const repository = param(call, "repository");
  const found = call.cloud.images.repository(`registry.digitalocean.com/${registry}/${repository}`);
  return Object.entries(found?.tags ?? {}).map(([tag, digest]) => ({
    registry_name: registry,
    repository,
    tag,
    manifest_digest: digest,
  }));
}
