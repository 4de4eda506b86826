import type { LiveApp, LiveComponent, LiveDeployment, LiveSpec, LiveVariable } from "../clouds/digitalocean";

const UNDER_WAY = new Set(["UNKNOWN", "PENDING_BUILD", "BUILDING", "PENDING_DEPLOY", "DEPLOYING"]);

/** What an app serves beside what it was asked to, in sentences; and whether it may still come right by itself. */
export interface Serving {
  readonly faults: readonly string[];
  readonly mayChange: boolean;
}

/** @param newest the newest deployment. @default - there is none */
export function servingOf(app: LiveApp, newest?: LiveDeployment): Serving {
  const { name } = app.spec;
  const console_ = `https://cloud.digitalocean.com/apps/${app.id}/deployments`;
  const active = app.active_deployment;
  if (newest === undefined || active === undefined)
    return {
      faults: [`${name} serves nothing: no deployment of it was ever ACTIVE; read the logs at ${console_}`],
      mayChange: newest !== undefined && UNDER_WAY.has(newest.phase),
    };
  if (newest.phase !== "ACTIVE")
    return {
      faults: [
        `${name}: its newest deployment ${newest.id} is ${newest.phase}, and ${active.id} serves; ${nextFor(newest.phase)} at ${console_}`,
      ],
      mayChange: UNDER_WAY.has(newest.phase),
    };
  const different = differences(servedBy(app.spec), servedBy(active.spec));
  const faults = different.map(
    (difference) =>
      `${name}: asked for is other than what serves (deployment ${active.id}): ${difference}; deploy again, and look at ${console_}`,
  );
  // The app may show its former deployment for a moment.
  return { faults, mayChange: active.id !== newest.id };
}

function nextFor(phase: string): string {
  return UNDER_WAY.has(phase)
    ? "wait for it, and look again"
    : "read its logs, mend the cause and deploy again";
}

function differences(asked: ReadonlyMap<string, string>, serves: ReadonlyMap<string, string>): string[] {
  const names = [...new Set([...asked.keys(), ...serves.keys()])];
  return names
    .filter((name) => asked.get(name) !== serves.get(name))
    .map((name) => `${name} ${asked.get(name) ?? "absent"}, serves ${serves.get(name) ?? "absent"}`);
}

/** Image, instances, sizes and variables, each by a name; a secret only by its own. */
function servedBy(spec: LiveSpec): Map<string, string> {
  const components = [...(spec.services ?? []), ...(spec.workers ?? []), ...(spec.jobs ?? [])];
  return new Map([...variablesOf(spec.envs, ""), ...components.flatMap(partsOf)]);
}

function partsOf(component: LiveComponent): [string, string][] {
  const { name, image, envs, instance_count, instance_size_slug, autoscaling } = component;
  const parts = {
    image: image?.digest ?? image?.tag,
    instance_count,
    instance_size_slug,
    autoscaling: autoscaling === undefined ? undefined : JSON.stringify(autoscaling),
  };
  const own = Object.entries(parts).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[`${key} of ${name}`, String(value)]],
  );
  return [...own, ...variablesOf(envs, ` of ${name}`)];
}

function variablesOf(envs: readonly LiveVariable[] = [], of: string): [string, string][] {
  return envs.map(({ key, value = "", type }) => [
    `variable ${key}${of}`,
    type === "SECRET" ? "(secret)" : JSON.stringify(value),
  ]);
}
