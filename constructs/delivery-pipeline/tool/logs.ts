import { ApiError } from "./api";
import type { DeployContext } from "./context";
import type { Deployment, DigitalOcean, Step } from "./digitalocean";
import { componentNames } from "./image";
import { LOGS_SECONDS } from "./limits";

const KINDS = ["BUILD", "DEPLOY", "RUN"] as const;
const MOST_LINES = 200;
const SECONDS = 30;

/** Prints why a deployment failed: the steps that failed, then the end of each component's logs. */
export async function printLogs(
  context: DeployContext,
  cloud: DigitalOcean,
  app: string,
  deployment: Deployment,
): Promise<void> {
  for (const reason of failedSteps(deployment.progress?.steps ?? [])) context.out.error(reason);
  const deadline = context.clock.patientDeadline(LOGS_SECONDS);
  for (const component of componentNames(deployment.spec ?? {})) {
    for (const kind of KINDS) {
      if (deadline.passed()) return context.out.warning(leftOut(component, kind));
      await printLog(context, cloud, `${app}/deployments/${deployment.id}`, component, kind);
    }
  }
}

function leftOut(component: string, kind: string): string {
  return `the logs from ${kind} of ${component} on are left out: reading them takes more than ${LOGS_SECONDS} s; they are in the control panel`;
}

async function printLog(
  context: DeployContext,
  cloud: DigitalOcean,
  deployment: string,
  component: string,
  kind: string,
): Promise<void> {
  const path = `/v2/apps/${deployment}/components/${component}/logs?type=${kind}&follow=false&tail_lines=${MOST_LINES}`;
  try {
    const found = await cloud.api.find<{ historic_urls?: string[] }>(path);
    for (const url of found?.historic_urls ?? []) {
      const text = await download(context, url);
      if (text.trim() !== "") context.out.foreign(`${kind} log of ${component}`, lastLines(text));
    }
  } catch (error) {
    // Whatever it is, it must not hide why the deployment failed.
    context.out.warning(`the ${kind} log of ${component} cannot be read: ${(error as Error).message}`);
  }
}

/** The archive's address is signed: it takes no token, and must be given none. */
async function download(context: DeployContext, url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(context.clock.requestLimit(SECONDS)) });
  if (response.ok) return response.text();
  throw new ApiError(response.status, response.statusText, "GET", new URL(url).origin);
}

function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-MOST_LINES).join("\n");
}

function failedSteps(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => {
    const inner = failedSteps(step.steps ?? []);
    if (step.status !== "ERROR" || step.reason === undefined) return inner;
    const where = step.component_name ?? step.name ?? "deployment";
    return [
      `${where}: ${step.reason.code ?? "failed"}: ${step.reason.message ?? "no reason given"}`,
      ...inner,
    ];
  });
}
