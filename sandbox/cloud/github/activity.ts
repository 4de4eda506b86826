import { ApiGroup, found, remove } from "./api-group";
import type { RepositoryRecord } from "./data";
import { invalid } from "./errors";
import { resolve } from "./git";
import type { CheckRun, CommitComment, CommitStatus, Deployment, DeploymentStatus } from "./types";

/** Body of `POST /repos/{owner}/{repo}/deployments`. */
export interface NewDeployment {
  readonly ref: string;
  readonly environment?: string;
  readonly task?: string;
  readonly description?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** What pipelines report: deployments and their statuses, check runs, commit statuses and commit comments. */
export class Activity extends ApiGroup {
  createDeployment(owner: string, name: string, body: NewDeployment): Deployment {
    return this.call("POST", `/repos/${owner}/${name}/deployments`, "write", () => {
      const record = this.writable(owner, name);
      const now = this.store.now();
      const deployment: Deployment = {
        id: this.store.id("Deployment"),
        sha: commitOf(record, body.ref),
        ref: body.ref,
        task: body.task ?? "deploy",
        environment: body.environment ?? "production",
        description: body.description ?? null,
        payload: body.payload ?? {},
        creator: this.caller.login,
        created_at: now,
        updated_at: now,
        statuses: [],
      };
      record.deployments.push(deployment);
      return deployment;
    });
  }

  /** Newest first. */
  deployments(owner: string, name: string, environment?: string): Deployment[] {
    return this.call("GET", `/repos/${owner}/${name}/deployments`, "none", () =>
      this.repo(owner, name)
        .deployments.filter((each) => environment === undefined || each.environment === environment)
        .reverse(),
    );
  }

  deployment(owner: string, name: string, id: number): Deployment {
    return this.call("GET", `/repos/${owner}/${name}/deployments/${id}`, "none", () =>
      found(this.repo(owner, name).deployments, (each) => each.id === id),
    );
  }

  /** A success makes earlier successful deployments to the environment inactive. */
  addDeploymentStatus(
    owner: string,
    name: string,
    id: number,
    body: Partial<DeploymentStatus> & Pick<DeploymentStatus, "state">,
  ): DeploymentStatus {
    return this.call("POST", `/repos/${owner}/${name}/deployments/${id}/statuses`, "write", () => {
      const record = this.writable(owner, name);
      const deployment = found(record.deployments, (each) => each.id === id);
      if (body.state === "success") this.retireOthers(record, deployment);
      return this.pushStatus(deployment, body);
    });
  }

  createCheckRun(
    owner: string,
    name: string,
    body: { name: string; head_sha: string; status?: CheckRun["status"]; conclusion?: string },
  ): CheckRun {
    return this.call("POST", `/repos/${owner}/${name}/check-runs`, "write", () => {
      const record = this.writable(owner, name);
      const now = this.store.now();
      const done = body.conclusion !== undefined;
      const run: CheckRun = {
        id: this.store.id("CheckRun"),
        head_sha: commitOf(record, body.head_sha),
        name: body.name,
        app: { id: this.caller.integrationId ?? 0 },
        status: body.status ?? (done ? "completed" : "queued"),
        conclusion: body.conclusion ?? null,
        started_at: now,
        completed_at: done ? now : null,
      };
      record.check_runs.push(run);
      return run;
    });
  }

  updateCheckRun(
    owner: string,
    name: string,
    id: number,
    body: { status?: CheckRun["status"]; conclusion?: string },
  ): CheckRun {
    return this.call("PATCH", `/repos/${owner}/${name}/check-runs/${id}`, "write", () => {
      const run = found(this.writable(owner, name).check_runs, (each) => each.id === id);
      if (body.conclusion === undefined) return Object.assign(run, body);
      return Object.assign(run, {
        status: "completed",
        conclusion: body.conclusion,
        completed_at: this.store.now(),
      });
    });
  }

  checkRuns(owner: string, name: string, ref: string): CheckRun[] {
    return this.call("GET", `/repos/${owner}/${name}/commits/${ref}/check-runs`, "none", () => {
      const record = this.repo(owner, name);
      const sha = commitOf(record, ref);
      return record.check_runs.filter((each) => each.head_sha === sha);
    });
  }

  createStatus(
    owner: string,
    name: string,
    sha: string,
    body: Pick<CommitStatus, "state"> & { context?: string; description?: string; target_url?: string },
  ): CommitStatus {
    return this.call("POST", `/repos/${owner}/${name}/statuses/${sha}`, "write", () => {
      const record = this.writable(owner, name);
      const status: CommitStatus = {
        id: this.store.id("Status"),
        sha: commitOf(record, sha),
        context: body.context ?? "default",
        state: body.state,
        description: body.description ?? null,
        target_url: body.target_url ?? null,
        creator: this.caller.login,
        created_at: this.store.now(),
      };
      record.statuses.push(status);
      return status;
    });
  }

  addCommitComment(owner: string, name: string, sha: string, body: string): CommitComment {
    return this.call("POST", `/repos/${owner}/${name}/commits/${sha}/comments`, "write", () => {
      const record = this.writable(owner, name);
      const now = this.store.now();
      const comment = {
        id: this.store.id("CommitComment"),
        commit_id: commitOf(record, sha),
        user: this.caller.login,
        body,
        created_at: now,
        updated_at: now,
      };
      record.commit_comments.push(comment);
      return comment;
    });
  }

  commitComments(owner: string, name: string, sha: string): CommitComment[] {
    return this.call("GET", `/repos/${owner}/${name}/commits/${sha}/comments`, "none", () => {
      const record = this.repo(owner, name);
      return record.commit_comments.filter((each) => each.commit_id === commitOf(record, sha));
    });
  }

  /** Only those whose last status is not active can go. */
  deleteDeployment(owner: string, name: string, id: number): void {
    this.call("DELETE", `/repos/${owner}/${name}/deployments/${id}`, "write", () => {
      const { deployments } = this.writable(owner, name);
      if (found(deployments, (each) => each.id === id).statuses.at(-1)?.state === "success") {
        throw invalid(
          "We cannot delete an active deployment unless it is the only deployment in a given environment.",
        );
      }
      remove(deployments, (each) => each.id === id);
    });
  }

  private retireOthers(record: RepositoryRecord, current: Deployment): void {
    for (const each of record.deployments) {
      const active =
        each !== current &&
        each.environment === current.environment &&
        each.statuses.at(-1)?.state === "success";
      if (active) this.pushStatus(each, { state: "inactive" });
    }
  }

  private pushStatus(
    deployment: Deployment,
    body: Partial<DeploymentStatus> & Pick<DeploymentStatus, "state">,
  ): DeploymentStatus {
    const status = {
      description: "",
      environment_url: "",
      log_url: "",
      ...body,
      id: this.store.id("DeploymentStatus"),
      creator: this.caller.login,
      created_at: this.store.now(),
    };
    deployment.statuses.push(status);
    deployment.updated_at = status.created_at;
    return status;
  }
}

function commitOf(record: RepositoryRecord, ref: string): string {
  const sha = resolve(record, ref);
  if (sha === undefined) throw invalid(`No commit found for SHA: ${ref}`);
  return sha;
}
