import type { CloudContext } from "../context";
import { notFound, type Table } from "./api";
import type {
  Deployment,
  DeploymentCause,
  DeploymentDoom,
  DeploymentPhase,
  StoredApp,
  StoredDeployment,
} from "./app";
import type { AppSpec } from "./app-spec";
import { type ImageLookup, pullImages } from "./component-images";
import { nextPhase, progressOf } from "./deployment-progress";
import { instanceSize } from "./instance-sizes";

/** How deployments come to their end: within the call that starts them, or by one phase with each look at them. */
export type Settle = "at-once" | "per-poll";

const KEPT = 100;
const IN_PROGRESS: readonly DeploymentPhase[] = ["BUILDING", "PENDING_DEPLOY", "DEPLOYING"];

/** What a new deployment is made of. */
export interface NewDeployment {
  readonly spec: AppSpec;
  readonly cause: DeploymentCause;
  /** Looks every tag up again instead of keeping the image pulled before. @default false */
  readonly pullAgain?: boolean;
  /** The deployment a rollback goes back to. @default - none */
  readonly clonedFrom?: string;
}

/** Starts deployments and takes them through their phases. */
export class Deployments {
  constructor(
    private readonly apps: Table<StoredApp>,
    private readonly context: CloudContext,
    private readonly lookup: () => ImageLookup,
    private readonly mode: () => Settle,
  ) {}

  /** Starts a deployment; one that still waits to be built is superseded by it. */
  start(appId: string, wanted: NewDeployment): Deployment {
    const app = this.apps.require(appId);
    const before = app.deployments.find(({ deployment }) => deployment.id === app.active)?.deployment;
    const pulled = pullImages(wanted.spec, this.lookup(), before, wanted.pullAgain ?? false);
    const doom = this.doomOf(wanted.spec.name) ?? pulled.doom;
    const time = this.context.clock.tick();
    const deployment: Deployment = {
      id: this.context.ids.uuid("deployment"),
      spec: wanted.spec,
      ...pulled.components,
      phase: "PENDING_BUILD",
      phase_last_updated_at: time,
      created_at: time,
      updated_at: time,
      cause: causeText(wanted.cause),
      cause_details: wanted.cause,
      ...(app.active === undefined ? {} : { previous_deployment_id: app.active }),
      ...(wanted.clonedFrom === undefined ? {} : { cloned_from: wanted.clonedFrom }),
      progress: progressOf(wanted.spec, "PENDING_BUILD", doom, time),
      tier_slug: tierOf(wanted.spec),
    };
    const stored: StoredDeployment = doom === undefined ? { deployment } : { deployment, doom };
    const older = app.deployments.map((each) => (isWaiting(each) ? this.inPhase(each, "SUPERSEDED") : each));
    this.apps.set(appId, { ...app, deployments: [stored, ...older].slice(0, KEPT) });
    if (this.mode() === "at-once") this.finish(appId, deployment.id);
    return this.require(appId, deployment.id).deployment;
  }

  /** Takes a deployment one phase further; one that waits for another takes the other one further. */
  advance(appId: string, id: string): Deployment {
    const app = this.apps.require(appId);
    const wanted = this.require(appId, id);
    const busy = app.deployments.find(({ deployment }) => IN_PROGRESS.includes(deployment.phase));
    this.step(appId, isWaiting(wanted) && busy !== undefined ? busy : wanted);
    return this.require(appId, id).deployment;
  }

  /** Takes a deployment to its end, well or badly. */
  finish(appId: string, id: string): Deployment {
    let deployment = this.require(appId, id).deployment;
    while (nextPhase(deployment.phase, undefined) !== undefined) deployment = this.advance(appId, id);
    return deployment;
  }

  /** Stops a deployment that is still under way. */
  cancel(appId: string, id: string): Deployment {
    const stored = this.require(appId, id);
    if (nextPhase(stored.deployment.phase, undefined) !== undefined) {
      this.replace(appId, this.inPhase(stored, "CANCELED"));
    }
    return this.require(appId, id).deployment;
  }

  /** Throws the API's 404. */
  require(appId: string, id: string): StoredDeployment {
    const found = this.apps.require(appId).deployments.find(({ deployment }) => deployment.id === id);
    if (found === undefined) throw notFound();
    return found;
  }

  /** A look at a deployment, which in the mode `per-poll` takes it one phase further. */
  look(appId: string, id: string): Deployment {
    return this.mode() === "per-poll" ? this.advance(appId, id) : this.require(appId, id).deployment;
  }

  private step(appId: string, stored: StoredDeployment): void {
    const phase = nextPhase(stored.deployment.phase, stored.doom);
    if (phase === undefined) return;
    this.replace(appId, this.inPhase(stored, phase));
    if (phase === "ACTIVE") this.activate(appId, stored.deployment.id);
  }

  private activate(appId: string, id: string): void {
    const app = this.apps.require(appId);
    const deployments = app.deployments.map((each) =>
      each.deployment.id === app.active ? this.inPhase(each, "SUPERSEDED") : each,
    );
    this.apps.set(appId, { ...app, deployments, active: id });
  }

  private replace(appId: string, stored: StoredDeployment): void {
    const app = this.apps.require(appId);
    const deployments = app.deployments.map((each) =>
      each.deployment.id === stored.deployment.id ? stored : each,
    );
    this.apps.set(appId, { ...app, deployments });
  }

  private inPhase(stored: StoredDeployment, phase: DeploymentPhase): StoredDeployment {
    const time = this.context.clock.tick();
    const times = { updated_at: time, phase_last_updated_at: time };
    const { deployment } = stored;
    if (phase === "SUPERSEDED") return { ...stored, deployment: { ...deployment, ...times, phase } };
    const progress = progressOf(deployment.spec, phase, stored.doom, time);
    return { ...stored, deployment: { ...deployment, ...times, phase, progress } };
  }

  private doomOf(app: string): DeploymentDoom | undefined {
    switch (this.context.faults.nextDeployment(app)) {
      case "build":
        return {
          during: "build",
          code: "BuildFailed",
          message: "the build failed, as asked for with `fail`",
        };
      case "health-check":
        return {
          during: "deploy",
          code: "ContainerHealthChecksFailed",
          message: "the new containers did not become healthy in time; the containers before keep serving",
        };
      case "pre-deploy-job":
        return {
          during: "deploy",
          code: "PreDeployJobFailed",
          message: "a PRE_DEPLOY job ended with an error",
        };
      case undefined:
        return undefined;
    }
  }
}

function isWaiting({ deployment }: StoredDeployment): boolean {
  return deployment.phase === "PENDING_BUILD";
}

function tierOf(spec: AppSpec): string {
  const sizes = [...(spec.services ?? []), ...(spec.workers ?? [])].map(
    (each) => each.instance_size_slug ?? "",
  );
  return sizes.some((slug) => instanceSize(slug)?.cpu_type === "DEDICATED") ? "professional" : "basic";
}

function causeText(cause: DeploymentCause): string {
  const action = cause.digitalocean_user_action;
  if (action !== undefined)
    return `${action.name.toLowerCase().replaceAll("_", " ")} by ${action.user.email}`;
  if (cause.docr_push !== undefined)
    return `image ${cause.docr_push.repository}:${cause.docr_push.tag} pushed`;
  return cause.type.toLowerCase().replaceAll("_", " ");
}
