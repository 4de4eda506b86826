import { parseArgs } from "node:util";
import type { Cloud } from "../cloud/cloud";
import type { CallFault, DeploymentFault } from "../cloud/faults";
import { type Command, CommandError } from "../command";
import { withCloud } from "../session";

const USAGE = `fail calls CLOUD STATUS [--times N] [--method GET|POST|PUT|PATCH|DELETE] [--path TEXT]
fail deployment build|pre-deploy-job|health-check [--times N] [--app NAME]
fail nothing`;

/** `sandbox fail`: makes the next calls or deployments fail. */
export const fail: Command = {
  usage: "fail calls|deployment|nothing …",
  summary: "make the next API calls or deployments fail; `fail` alone tells how",
  run: async ([kind, ...args], home) => {
    const plan = PLANS[kind ?? ""];
    if (plan === undefined) throw new CommandError(`what shall fail?\n${USAGE}`);
    return withCloud(home, (cloud) => {
      console.log(plan(cloud, args));
      return 0;
    });
  },
};

const PLANS: Readonly<Record<string, (cloud: Cloud, args: readonly string[]) => string>> = {
  calls: failCalls,
  deployment: failDeployment,
  nothing: (cloud) => {
    cloud.faults.clear();
    return "nothing will fail";
  },
};

function failCalls(cloud: Cloud, args: readonly string[]): string {
  const { values, positionals } = parseOptions(args, ["times", "method", "path"]);
  const [name, status] = positionals;
  if ((name !== "github" && name !== "digitalocean") || status === undefined)
    throw new CommandError(
      `give a cloud (github or digitalocean) and an HTTP status; got "${positionals.join(" ")}"\n${USAGE}`,
    );
  const fault: CallFault = {
    cloud: name,
    status: Number(status),
    ...(values.times === undefined ? {} : { times: Number(values.times) }),
    ...(values.method === undefined ? {} : { method: values.method }),
    ...(values.path === undefined ? {} : { path: values.path }),
  };
  arrange(() => cloud.faults.failCalls(fault));
  return `the next ${fault.times ?? 1} ${fault.method ?? ""} call(s) to ${name}${fault.path ? ` ${fault.path}` : ""} will answer ${status}`;
}

function failDeployment(cloud: Cloud, args: readonly string[]): string {
  const { values, positionals } = parseOptions(args, ["times", "app"]);
  const [how] = positionals;
  if (how !== "build" && how !== "pre-deploy-job" && how !== "health-check")
    throw new CommandError(
      `a deployment fails in its build, pre-deploy-job or health-check; got "${positionals.join(" ")}"\n${USAGE}`,
    );
  const times = values.times === undefined ? 1 : Number(values.times);
  const fault: DeploymentFault = {
    deployment: how,
    times,
    ...(values.app === undefined ? {} : { app: values.app }),
  };
  arrange(() => cloud.faults.failDeployments(fault));
  return `the next ${times} deployment(s) of ${values.app ?? "any app"} will fail (${how})`;
}

function parseOptions(args: readonly string[], names: readonly string[]) {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values: values as Record<string, string | undefined>, positionals };
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${USAGE}`);
  }
}

function arrange(failure: () => void): void {
  try {
    failure();
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(`${error.message}\n${USAGE}`);
    throw error;
  }
}
