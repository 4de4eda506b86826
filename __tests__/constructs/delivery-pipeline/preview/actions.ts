import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxTokens } from "../../../../sandbox/rest";
import { holds, resolveExpressions } from "../../../examples/lingobot/support/expressions";
import type { RenderedJob, RenderedWorkflow } from "../rendered";
import { type Run, runTool } from "../tool/run-tool";
import { IMAGE, type World } from "../tool/world";
import { Queue } from "./queue";

/** How a job ended. */
export interface JobEnd {
  readonly conclusion: "success" | "failure" | "skipped" | "cancelled";
  /** What the deploy tool did in it. @default - it was no job of the tool */
  readonly run?: Run;
}

/** How the jobs of a run ended, by id. */
export type RunEnd = Readonly<Record<string, JobEnd>>;

/** Secrets of the environment `preview`. */
const SECRETS = { DO_ACCESS_TOKEN: "dop_v1_previews", REGISTRY_CREDENTIALS: "" };

/**
 * As much of GitHub Actions as previews rest on: conditions and needs of the jobs, secrets only within the environment
 * and only for who gets them, and the queue of each concurrency group, of which a newer job pushes out a waiting one.
 */
export class Actions {
  private readonly queue = new Queue();
  private files = 0;

  public constructor(
    private readonly world: World,
    private readonly workflow: RenderedWorkflow,
    private readonly platformConfig: string,
  ) {}

  /** Runs the workflow for an event. */
  public async deliver(eventName: string, event: object): Promise<RunEnd> {
    const file = join(this.world.directory, `event-${this.files++}.json`);
    writeFileSync(file, JSON.stringify(event));
    const given = { github: { event_name: eventName, event, repository: "lingobot/lingobot" }, file };
    const ends: Record<string, JobEnd> = {};
    const waits: Record<string, Promise<JobEnd>> = {};
    for (const [id, job] of Object.entries(this.workflow.jobs)) {
      const needs = (job.needs ?? []).map((need) => waits[need]);
      waits[id] = Promise.all(needs).then((needed) => this.job(job, given, needed as JobEnd[]));
    }
    for (const [id, wait] of Object.entries(waits)) ends[id] = await wait;
    return ends;
  }

  private async job(job: RenderedJob, given: Given, needed: readonly JobEnd[]): Promise<JobEnd> {
    if (needed.some(({ conclusion }) => conclusion !== "success")) return { conclusion: "skipped" };
    const contexts = this.contexts(job, given);
    if (!holds(job.if, contexts)) return { conclusion: "skipped" };
    const group = job.concurrency && resolveExpressions(job.concurrency.group, contexts);
    return this.queue.enter(group, () => this.steps(job, contexts, given));
  }

  private async steps(job: RenderedJob, contexts: object, { file }: Given): Promise<JobEnd> {
    const step = job.steps?.find(({ run }) => run?.includes("platform.mjs"));
    if (step === undefined) return { conclusion: "success" };
    const own = Object.entries(step.env ?? {}).map(([name, text]) => [
      name,
      resolveExpressions(text, contexts as Record<string, unknown>),
    ]);
    const env = { ...this.world.env, GITHUB_EVENT_PATH: file, ...Object.fromEntries(own) };
    const run = await runTool([step.run?.split(" ").at(-1) ?? ""], env, this.platformConfig);
    return { conclusion: run.code === 0 ? "success" : "failure", run };
  }

  /** The image is built by an action: here it is pushed as the job would, and its digest handed on. */
  private contexts(job: RenderedJob, { github }: Given): Readonly<Record<string, unknown>> {
    const { pull_request: pull } = github.event as {
      pull_request?: { number: number; head: { sha: string } };
    };
    const tag = `preview-pr-${pull?.number}-${pull?.head.sha}`;
    return {
      github: { ...github, token: sandboxTokens.workflow },
      secrets: job.environment?.name === "preview" ? SECRETS : {},
      needs: { publish: { outputs: { digest: this.world.cloud.images.push(`${IMAGE}:${tag}`) } } },
      job: { status: "success" },
    };
  }
}

interface Given {
  readonly github: { readonly event_name: string; readonly event: object; readonly repository: string };
  readonly file: string;
}
