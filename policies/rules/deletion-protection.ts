import { definePolicy } from "../policy";

/** Types that hold data or an address which no later apply brings back. */
const STATEFUL: Readonly<Record<string, string>> = {
  digitalocean_app: "its address, its deployments and its secrets",
  digitalocean_container_registries: "every image in it",
  digitalocean_container_registry: "every image in it",
  digitalocean_database_cluster: "its data",
  digitalocean_database_db: "its data",
  digitalocean_domain: "the DNS zone",
  digitalocean_droplet: "its disk and its address",
  digitalocean_kubernetes_cluster: "what runs in it",
  digitalocean_reserved_ip: "the address",
  digitalocean_spaces_bucket: "everything in it",
  digitalocean_volume: "its data",
  github_branch: "commits that are on no other branch",
  github_repository: "its code, issues and pull requests",
};

export const deletionProtection = definePolicy({
  id: "deletion-protection",
  title: "Terraform refuses to delete what holds data or an address",
  reason:
    "a renamed construct, or an attribute that forces a replacement, destroys it in an apply that looked like an edit",
  source:
    "developer.hashicorp.com/terraform/language/meta-arguments/lifecycle; digitalocean/terraform-provider-digitalocean#628",
  scope: "every stack",
  subject: "stateful resources",
  check: (stack, { destroyable }) => {
    if (destroyable)
      return {
        notAsked: "PLATFORM_ALLOW_DESTROY lifts it for this stack in this run",
        thisRunOnly: true,
      };
    for (const resource of stack.resources(...Object.keys(STATEFUL))) {
      const [type = ""] = resource.path.split(".");
      const problem = {
        fault: `Terraform may delete ${resource.path}, and with it ${STATEFUL[type]}`,
        allowed: "lifecycle.prevent_destroy: true",
        next: "leave deletionProtection on; to destroy it, npm run destroy lifts the protection for one run",
      };
      const lifecycle = resource.block("lifecycle");
      if (lifecycle === undefined) resource.note("lifecycle.prevent_destroy", { ...problem, got: null });
      else lifecycle.require("prevent_destroy", { ...problem, holds: (prevented) => prevented === true });
    }
    return undefined;
  },
});
