import { type AnyJob, CallingJob } from "./workflow/job";
import type { Workflow } from "./workflow/workflow";

/** How long something took, and who says so. */
export interface Duration {
  /** Shortest and longest, in minutes. */
  readonly minutes: readonly [shortest: number, longest: number];
  /** Where the number is from. */
  readonly source: string;
}

/** Known durations by job name. */
export type Durations = Readonly<Record<string, Duration>>;

const TABLE = 'LingoBot\'s CI/CD architecture, "Actual Performance (Expected)"';

/** The durations that LingoBot's architecture document gives; jobs that it does not name are not counted. */
export const KNOWN_DURATIONS: Durations = {
  "Build & Push Docker": { minutes: [3, 5], source: `${TABLE}: build time` },
  "Docker Build": { minutes: [3, 5], source: `${TABLE}: build time` },
  "Test (Python ${{ matrix.version }})": { minutes: [2, 3], source: `${TABLE}: test time` },
  Coverage: { minutes: [2, 3], source: `${TABLE}: test time` },
  "Deploy to DO": { minutes: [5, 7], source: `${TABLE}: deploy time` },
};

/** The targets of the same document, in minutes, by file. */
export const TARGETS: Readonly<Record<string, readonly [number, number]>> = {
  "ci.yml": [8, 10],
  "deploy-staging.yml": [10, 12],
  "deploy-production.yml": [12, 15],
  "pr-checks.yml": [3, 5],
};

/** How long a workflow takes. Waiting for a runner, for its turn and for a person's approval is not in it. */
export interface Timing {
  readonly file: string;
  /** `timeout-minutes` summed over the critical path: it never takes longer. */
  readonly worstMinutes: number;
  /** Shortest and longest by the known durations, over the critical path. */
  readonly expectedMinutes: readonly [number, number];
  /** Jobs without a known duration, which the expected case leaves out. */
  readonly unknownJobs: readonly string[];
  /** What the architecture document aims at. @default - it names no target */
  readonly targetMinutes?: readonly [number, number];
}

/** Worst and expected case of a workflow, called workflows included. */
export function timingOf(workflow: Workflow, durations: Durations = KNOWN_DURATIONS): Timing {
  const known = (job: AnyJob) => durations[job.checkName]?.minutes;
  const target = TARGETS[workflow.file];
  return {
    file: workflow.file,
    worstMinutes: criticalPath(workflow, worst),
    expectedMinutes: [
      criticalPath(workflow, (job) => known(job)?.[0] ?? 0),
      criticalPath(workflow, (job) => known(job)?.[1] ?? 0),
    ],
    unknownJobs: stepJobs(workflow)
      .filter((job) => known(job) === undefined)
      .map((job) => job.checkName),
    ...(target === undefined ? {} : { targetMinutes: target }),
  };
}

function worst(job: AnyJob): number {
  return job instanceof CallingJob ? 0 : job.props.timeoutMinutes;
}

/** The longest way through the jobs, each weighed by `minutes`; a called workflow weighs its own longest way. */
function criticalPath(workflow: Workflow, minutes: (job: AnyJob) => number): number {
  const until = new Map<AnyJob, number>();
  for (const job of workflow.jobs) {
    const before = (job.props.needs ?? []).map((needed) => until.get(needed) ?? 0);
    const own = job instanceof CallingJob ? criticalPath(job.props.calls, minutes) : minutes(job);
    until.set(job, Math.max(0, ...before) + own);
  }
  return Math.max(0, ...until.values());
}

function stepJobs(workflow: Workflow): readonly AnyJob[] {
  return workflow.jobs.flatMap((job) => (job instanceof CallingJob ? stepJobs(job.props.calls) : [job]));
}

/** One line per workflow, beside the targets. */
export function describeTimings(timings: readonly Timing[]): string {
  return timings.map(describeTiming).join("\n");
}

function describeTiming(timing: Timing): string {
  const range = ([from, to]: readonly [number, number]) => (from === to ? `${from}` : `${from}–${to}`);
  const target =
    timing.targetMinutes === undefined ? "no target" : `target ${range(timing.targetMinutes)} min`;
  const expected =
    timing.expectedMinutes[1] === 0 ? "expected unknown" : `expected ${range(timing.expectedMinutes)} min`;
  const left = timing.unknownJobs.length === 0 ? "" : `; no known duration: ${timing.unknownJobs.join(", ")}`;
  return `${timing.file}: at most ${timing.worstMinutes} min, ${expected}, ${target}${left}`;
}
