import type { Cloud } from "../cloud/cloud";
import { type CallFault, type DeploymentFault, describeFault } from "../cloud/faults";
import { type Command, EXIT, parseWords, UsageError } from "../command";
import { withCloud } from "../session";

const DETAILS = `  fail calls github|digitalocean STATUS [--times N] [--method GET|POST|PUT|PATCH|DELETE] [--path TEXT]
  fail deployment build|pre-deploy-job|health-check [--times N] [--app NAME]
  fail nothing`;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const TEXT = { type: "string" } as const;

/** What shall fail: arranges it, and tells it in words. */
type Arrange = (cloud: Cloud) => string;

const KINDS: Readonly<Record<string, (args: readonly string[]) => Arrange>> = {
  calls: failCalls,
  deployment: failDeployments,
  nothing: (args) => {
    parseWords(args, {}, 0);
    return (cloud) => {
      cloud.faults.clear();
      return "nothing will fail";
    };
  },
};

/** `sandbox fail`: makes the next calls or deployments fail. */
export const fail: Command = {
  usage: "fail calls|deployment|nothing …",
  summary: "make the next API calls or deployments fail; `fail` alone tells how",
  details: DETAILS,
  run: async ([kind = "", ...args], home) => {
    const parse = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    if (parse === undefined) throw new UsageError(`what shall fail?${kind ? ` "${kind}" cannot` : ""}`);
    const arrange = parse(args);
    return withCloud(home, (cloud) => {
      console.log(arrange(cloud));
      return EXIT.done;
    });
  },
};

function failCalls(args: readonly string[]): Arrange {
  const { values, words } = parseWords(args, { times: TEXT, method: TEXT, path: TEXT }, 2);
  const [name, status] = words;
  if ((name !== "github" && name !== "digitalocean") || status === undefined)
    throw new UsageError(
      `give a cloud (github or digitalocean) and an HTTP status; got "${words.join(" ")}"`,
    );
  const fault: CallFault = {
    cloud: name,
    status: statusOf(status),
    times: timesOf(values.times),
    ...(values.method === undefined ? {} : { method: methodOf(values.method) }),
    ...(values.path === undefined ? {} : { path: values.path }),
  };
  return (cloud) => {
    cloud.faults.failCalls(fault);
    return describeFault(fault);
  };
}

function failDeployments(args: readonly string[]): Arrange {
  const { values, words } = parseWords(args, { times: TEXT, app: TEXT }, 1);
  const [how] = words;
  if (how !== "build" && how !== "pre-deploy-job" && how !== "health-check")
    throw new UsageError(
      `a deployment fails in its build, pre-deploy-job or health-check; got "${how ?? ""}"`,
    );
  const fault: DeploymentFault = {
    deployment: how,
    times: timesOf(values.times),
    ...(values.app === undefined ? {} : { app: values.app }),
  };
  return (cloud) => {
    cloud.faults.failDeployments(fault);
    return describeFault(fault);
  };
}

function statusOf(text: string): number {
  if (/^[45]\d\d$/.test(text)) return Number(text);
  throw new UsageError(`an HTTP error status is 400 to 599; got "${text}"`);
}

function timesOf(text = "1"): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`--times is a whole number from 1 to 999999; got "${text}"`);
}

function methodOf(text: string): string {
  const method = text.toUpperCase();
  if (METHODS.includes(method)) return method;
  throw new UsageError(`--method is ${METHODS.join(", ")}; got "${text}"`);
}
