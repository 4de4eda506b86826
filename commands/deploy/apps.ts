import { Api } from "../../constructs/delivery-pipeline/tool/api";
import { Clock } from "../../constructs/delivery-pipeline/tool/clock";
import type { DeployContext } from "../../constructs/delivery-pipeline/tool/context";
import { DigitalOcean } from "../../constructs/delivery-pipeline/tool/digitalocean";
import { Output } from "../../constructs/delivery-pipeline/tool/output";
import { imagesOf, type SynthesizedStack } from "../../tools/synthesized";
import { DigitalOcean as Reader } from "../clouds/digitalocean";
import { appName, resourcesOf } from "../configuration";

/** As the pipeline's own limits, which this has to get along with. */
const LIMITS = { timeoutSeconds: 600, inProgressTimeoutSeconds: 300, pollSeconds: 5 };

/** An app of a stack that exists. */
export interface ExistingApp {
  readonly id: string;
  readonly name: string;
  /** Images of the stack, without tag and digest. */
  readonly images: readonly string[];
}

/** Seconds and limits, which tests make shorter. */
export function clockOf(env: NodeJS.ProcessEnv): Clock {
  return new Clock(Number(env.PLATFORM_TIME_SCALE ?? 1));
}

/** What the deploy tool's own code takes; it says what it does on the error output, beside Terraform's. */
export function deployContext(env: NodeJS.ProcessEnv): DeployContext {
  const out = new Output(env, (line) => console.error(line));
  return { clock: clockOf(env), out, environment: { deploy: LIMITS } };
}

/** The deploy tool's client, with the credentials that Terraform uses. */
export function appPlatform({ clock, out }: DeployContext, env: NodeJS.ProcessEnv): DigitalOcean {
  const url = (env.DIGITALOCEAN_API_URL ?? "https://api.digitalocean.com").replace(/\/+$/, "");
  const token = env.DIGITALOCEAN_TOKEN || env.DIGITALOCEAN_ACCESS_TOKEN || "";
  return new DigitalOcean(new Api({ url, token }, clock, out));
}

/** The stack's apps that are there. @throws CloudError */
export async function existingApps(stack: SynthesizedStack, env: NodeJS.ProcessEnv): Promise<ExistingApp[]> {
  const reader = new Reader(env);
  const names = resourcesOf(stack, "digitalocean_app").map(appName);
  const images = [...new Set(imagesOf(stack).map((image) => image.replace(/(:[^/]*|@.*)$/, "")))];
  const apps = await Promise.all(names.map((name) => reader.app(name)));
  return apps.flatMap((app) => (app === undefined ? [] : [{ id: app.id, name: app.spec.name, images }]));
}
