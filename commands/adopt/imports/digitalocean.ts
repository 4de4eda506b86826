import { specOf } from "../../configuration";
import type { Finder, Search } from "./finder";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Import ids of what the stacks have at DigitalOcean. Source: provider 2.71.0, the importers of its resources. */
export const DIGITALOCEAN_FINDERS: Readonly<Record<string, Finder>> = {
  digitalocean_app: (app, search) => appIds(String((specOf(app) as { name?: unknown }).name), search),
  digitalocean_project: ({ values }, { clouds }) =>
    idsOf(clouds.digitalocean.pages<Named>("/v2/projects", "projects"), values.name),
  digitalocean_uptime_check: ({ values }, search) => checkIds(values.name, search),
  digitalocean_uptime_alert: async ({ values }, search) => {
    const checks = await checkIds(checkName(String(values.check_id), search), search);
    const [check] = checks;
    if (check === undefined || checks.length > 1) return [];
    const path = `/v2/uptime/checks/${check}/alerts`;
    const alerts = await idsOf(search.clouds.digitalocean.pages<Named>(path, "alerts"), values.name);
    return alerts.map((alert) => `${check},${alert}`);
  },
};

async function appIds(name: string, { clouds, apps }: Search): Promise<readonly string[]> {
  const chosen = apps[name];
  if (chosen !== undefined) return [chosen];
  return (await clouds.digitalocean.apps()).filter(({ spec }) => spec.name === name).map(({ id }) => id);
}

function checkIds(name: unknown, { clouds }: Search): Promise<string[]> {
  return idsOf(clouds.digitalocean.pages<Named>("/v2/uptime/checks", "checks"), name);
}

/** The name of the check that `${digitalocean_uptime_check.ID.id}` refers to. */
function checkName(reference: string, { stack }: Search): unknown {
  const id = /digitalocean_uptime_check\.([\w-]+)\./.exec(reference)?.[1] ?? "";
  return stack.configuration.resource?.digitalocean_uptime_check?.[id]?.name;
}

async function idsOf(list: Promise<readonly Named[]>, name: unknown): Promise<string[]> {
  return (await list).filter((one) => one.name === name).map(({ id }) => id);
}
