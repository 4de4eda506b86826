import type { LiveApp } from "../../clouds/digitalocean";
import { appName, resourcesOf } from "../../configuration";
import type { Check, Problem } from "../check";

/** No app is pinned by a rollback or busy with a deployment: App Platform would refuse the change, or drop a deployment. */
export const appReady: Check = {
  id: "app ready",
  run: async ({ stacks, digitalocean }) => {
    if (!digitalocean.hasToken) return [];
    const wanted = stacks.flatMap((stack) => resourcesOf(stack, "digitalocean_app")).map(appName);
    const apps = await Promise.all(wanted.map((name) => digitalocean.app(name)));
    return apps.flatMap((app) => (app === undefined ? [] : unreadiness(app)));
  },
};

/** Why an app would not take a change now; empty when it would. */
export function unreadiness({
  id,
  spec,
  pinned_deployment,
  in_progress_deployment,
  pending_deployment,
}: LiveApp): Problem[] {
  if (pinned_deployment !== undefined)
    return [
      {
        problem: `${spec.name} is pinned by a rollback to the deployment ${pinned_deployment.id}, and takes no other`,
        next: `commit or revert the rollback at https://cloud.digitalocean.com/apps/${id}/deployments`,
      },
    ];
  const busy = in_progress_deployment ?? pending_deployment;
  if (busy === undefined) return [];
  return [
    {
      problem: `${spec.name} is busy with the deployment ${busy.id} (${busy.phase})`,
      next: "wait until it has ended, then try again",
    },
  ];
}
