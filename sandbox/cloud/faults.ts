import { CloudError } from "./cloud-error";

/** Which of the two clouds. */
export type CloudName = "digitalocean" | "github";

/** Calls that will be refused. */
export interface CallFault {
  /** Which cloud's API. */
  readonly cloud: CloudName;
  /** HTTP status to answer with, 400–599. */
  readonly status: number;
  /** How many calls. @default 1 */
  readonly times?: number;
  /** Only this HTTP method. @default - any */
  readonly method?: string;
  /** Only paths that contain this text ("/v2/apps", "/rulesets"). @default - any */
  readonly path?: string;
  /** The reason in the answer. @default - by status */
  readonly message?: string;
}

/** How a deployment can be made to fail. */
export type DeploymentFailure = "build" | "health-check" | "pre-deploy-job";

/** Deployments that will fail. */
export interface DeploymentFault {
  /** Where it fails: while building, in a job before the deployment, or because new containers never become healthy. */
  readonly deployment: DeploymentFailure;
  /** How many deployments. @default 1 */
  readonly times?: number;
  /** Only of the app with this name. @default - any app */
  readonly app?: string;
}

/** A fault in words: "the next 3 calls to github (GET /repos) will answer 500". */
export function describeFault(fault: CallFault | DeploymentFault): string {
  if ("deployment" in fault)
    return `the next ${counted(fault, "deployment")} of ${fault.app ?? "any app"} will fail (${fault.deployment})`;
  const where = [fault.method, fault.path].filter((part) => part !== undefined).join(" ");
  return `the next ${counted(fault, "call")} to ${fault.cloud}${where ? ` (${where})` : ""} will answer ${fault.status}`;
}

function counted({ times = 1 }: { readonly times?: number }, what: string): string {
  return times === 1 ? what : `${times} ${what}s`;
}

/** What is stored of the faults still to come. */
export interface FaultsData {
  readonly calls: readonly CallFault[];
  readonly deployments: readonly DeploymentFault[];
}

const REASONS: Readonly<Record<number, string>> = {
  401: "Unable to authenticate you",
  403: "You are not authorized to perform this operation",
  404: "The resource you were accessing could not be found.",
  409: "The request conflicts with the state of the resource.",
  412: "The precondition of the request was not met.",
  422: "The request could not be processed.",
  429: "API Rate limit exceeded.",
  500: "Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** Faults asked for in advance ("make the next 3 writes answer 500"), used up as calls meet them. */
export class Faults {
  private calls: CallFault[];
  private deployments: DeploymentFault[];

  constructor(data: FaultsData = { calls: [], deployments: [] }) {
    this.calls = [...data.calls];
    this.deployments = [...data.deployments];
  }

  /** Makes coming calls fail. Throws RangeError for a status or count no API call can have. */
  failCalls(fault: CallFault): void {
    if (!Number.isInteger(fault.status) || fault.status < 400 || fault.status > 599) {
      throw new RangeError(
        `Cannot make calls fail with status ${fault.status}: give an HTTP error status, 400 to 599.`,
      );
    }
    requireTimes(fault.times);
    this.calls.push(fault);
  }

  /** Makes coming deployments fail. Throws RangeError for a count below 1. */
  failDeployments(fault: DeploymentFault): void {
    requireTimes(fault.times);
    this.deployments.push(fault);
  }

  /** Called by every API call of the model: throws the CloudError if this call is one that shall fail. */
  check(cloud: CloudName, method: string, path: string): void {
    const fault = this.calls.find((each) => meets(each, cloud, method, path));
    if (fault === undefined) return;
    this.calls = useUp(this.calls, fault);
    throw new CloudError(fault.status, fault.message ?? REASONS[fault.status] ?? "The request failed.");
  }

  /** Called when a deployment starts: how it shall fail, if it shall. */
  nextDeployment(app: string): DeploymentFailure | undefined {
    const fault = this.deployments.find((each) => each.app === undefined || each.app === app);
    if (fault === undefined) return undefined;
    this.deployments = useUp(this.deployments, fault);
    return fault.deployment;
  }

  /** Forgets all faults still to come. */
  clear(): void {
    this.calls = [];
    this.deployments = [];
  }

  /** The faults still to come. */
  toJSON(): FaultsData {
    return { calls: this.calls, deployments: this.deployments };
  }
}

function requireTimes(times: number | undefined): void {
  if (times === undefined || (Number.isInteger(times) && times >= 1)) return;
  throw new RangeError(`Cannot fail ${times} times: give a whole number, 1 or more.`);
}

function meets(fault: CallFault, cloud: CloudName, method: string, path: string): boolean {
  return (
    fault.cloud === cloud &&
    (fault.method === undefined || fault.method.toUpperCase() === method) &&
    (fault.path === undefined || path.includes(fault.path))
  );
}

function useUp<F extends { readonly times?: number }>(faults: readonly F[], used: F): F[] {
  return faults.flatMap((fault) => {
    if (fault !== used) return [fault];
    const left = (fault.times ?? 1) - 1;
    return left > 0 ? [{ ...fault, times: left }] : [];
  });
}
