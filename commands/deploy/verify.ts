import type { Clock } from "../../constructs/delivery-pipeline/tool/clock";
import type { PlatformSettings } from "../../stacks";
import type { SynthesizedStack } from "../../tools/synthesized";
import { wantedAlerts } from "../alerts/wanted";
import { type Clouds, cloudsOf } from "../clouds/clouds";
import { DigitalOcean } from "../clouds/digitalocean";
import { repositoryApi } from "../clouds/repository-api";
import { appName, repositoryOf, resourcesOf } from "../configuration";
import { alertDestinations } from "../drift/checks/alert-destinations";
import { environmentProtection } from "../drift/checks/environment-protection";
import { driftOfStack } from "../drift/stack-drift";
import { planningEnvironment } from "../project";
import { servingOf } from "./serving";

const POLL_SECONDS = 5;
/** For how long the app may show an older deployment than the one that is ACTIVE already. */
const SHOWN_SECONDS = 60;

/** How long to wait for deployments under way. */
export interface VerifyLimits {
  readonly clock: Clock;
  readonly minutes: number;
}

/**
 * How what is there and serves differs from what the code asks for, in sentences: by the apps' deployments, by a plan, and
 * by what no plan shows.
 * @throws CloudError when a cloud does not answer
 */
export async function faultsOf(
  stack: SynthesizedStack,
  settings: PlatformSettings,
  env: NodeJS.ProcessEnv,
  limits: VerifyLimits,
): Promise<string[]> {
  const names = resourcesOf(stack, "digitalocean_app").map(appName);
  const apps = await Promise.all(names.map((name) => appFaults(name, env, limits)));
  const clouds = cloudsOf([stack], env);
  return [
    ...apps.flat(),
    ...(await alertFaults(stack, clouds)),
    ...(await environmentFaults(stack, clouds, env)),
    ...(await planFaults(stack, settings, env)),
  ];
}

async function appFaults(name: string, env: NodeJS.ProcessEnv, { clock, minutes }: VerifyLimits) {
  const deadline = clock.deadline(Math.max(SHOWN_SECONDS, minutes * 60));
  for (;;) {
    // A client remembers its answers.
    const reader = new DigitalOcean(env);
    const app = await reader.app(name);
    if (app === undefined) return [`${name} does not exist; deploy it: npm run deploy`];
    const { faults, mayChange } = servingOf(app, await reader.newestDeployment(app.id));
    if (faults.length === 0 || !mayChange || deadline.passed()) return faults;
    await clock.sleep(POLL_SECONDS);
  }
}

async function alertFaults(stack: SynthesizedStack, { digitalocean }: Clouds): Promise<string[]> {
  const faults: string[] = [];
  for (const { app, rule, component } of wantedAlerts(stack)) {
    const live = await digitalocean.app(app);
    if (live === undefined) continue;
    const exists = (await digitalocean.alerts(live.id)).some(
      ({ component_name, spec }) => spec.rule === rule && (component_name || undefined) === component,
    );
    const name = component === undefined ? rule : `${rule} of ${component}`;
    if (!exists)
      faults.push(`${app}: the alert ${name} does not exist; deploy again: npm run deploy -- ${stack.name}`);
  }
  return faults;
}

async function environmentFaults(
  stack: SynthesizedStack,
  { github }: Clouds,
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const place = repositoryOf(stack);
  if (place === undefined) return [];
  const name = `${place.owner}/${place.repository}`;
  const repository = await repositoryApi(github, name, env);
  const wanted = resourcesOf(stack, "github_repository_environment").map(({ values }) =>
    String(values.environment),
  );
  const found = await Promise.all(
    wanted.map((each) => repository.find(`/environments/${encodeURIComponent(each)}`)),
  );
  return wanted
    .filter((_, index) => found[index] === undefined)
    .map((each) => `${name} has no environment ${each}; deploy again: npm run deploy -- ${stack.name}`);
}

async function planFaults(stack: SynthesizedStack, settings: PlatformSettings, env: NodeJS.ProcessEnv) {
  const checks = [environmentProtection, alertDestinations];
  const drift = await driftOfStack(stack, settings, planningEnvironment([stack], env), checks);
  const next = `deploy again: npm run deploy -- ${stack.name}`;
  return [
    ...drift.changedOutside.map((what) => `not as Terraform left it: ${what}; ${next}`),
    ...drift.unapplied.map((address) => `${address} is not as the code asks; ${next}`),
    ...drift.hidden,
    ...drift.failures.map((failure) => `could not be looked at: ${failure}`),
  ];
}
