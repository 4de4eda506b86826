/** What goes with a resource of a type that holds data or an address which no later deployment brings back. */
const LOSSES: Readonly<Record<string, string>> = {
  digitalocean_app: "its address, its deployments and its secrets",
  digitalocean_container_registries: "every image in it",
  digitalocean_container_registry: "every image in it",
  digitalocean_custom_image: "the image",
  digitalocean_database_cluster: "its data",
  digitalocean_database_db: "its data",
  digitalocean_database_kafka_topic: "its messages",
  digitalocean_domain: "the DNS zone",
  digitalocean_droplet: "its disk and its address",
  digitalocean_droplet_snapshot: "the snapshot",
  digitalocean_floating_ip: "the address",
  digitalocean_kubernetes_cluster: "what runs in it",
  digitalocean_loadbalancer: "its address",
  digitalocean_nfs: "its data",
  digitalocean_nfs_snapshot: "the snapshot",
  digitalocean_reserved_ip: "the address",
  digitalocean_reserved_ipv6: "the address",
  digitalocean_spaces_bucket: "everything in it",
  digitalocean_volume: "its data",
  digitalocean_volume_snapshot: "the snapshot",
  digitalocean_vpc_nat_gateway: "its address",
  github_branch: "commits that are on no other branch",
  github_repository: "its code, issues and pull requests",
};

/** The types: policies demand their protection, the report and the commands warn of their loss. */
export const IRREPLACEABLE: readonly string[] = Object.keys(LOSSES);

/** Whether a resource of this type holds something that no later deployment brings back. */
export function isIrreplaceable(type: string): boolean {
  return Object.hasOwn(LOSSES, type);
}

/** What goes with a resource of this type: "its code, issues and pull requests". */
export function lossOf(type: string): string {
  return isIrreplaceable(type) ? String(LOSSES[type]) : "nothing";
}
