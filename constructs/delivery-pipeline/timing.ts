import { type AnyJob, CallingJob } from "./workflow/job";
import type { Duration } from "./workflow/model";
import type { Workflow } from "./workflow/workflow";

export type { Duration };

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
  /** What the expected case is made of: each duration and its source, by job name. */
  readonly known: readonly (Duration & { readonly job: string })[];
  /** Jobs without a known duration, which the expected case leaves out. */
  readonly unknownJobs: readonly string[];
  /** What the architecture document aims at. @default - it names no target */
  readonly targetMinutes?: readonly [number, number];
}

/** Worst and expected case of a workflow, called workflows included. */
export function timingOf(workflow: Workflow, durations: Durations = KNOWN_DURATIONS): Timing {
  const target = TARGETS[workflow.file];
  const known = (job: AnyJob) => knownOf(job, durations);
  const minutes = (job: AnyJob, end: 0 | 1) => known(job).reduce((sum, each) => sum + each.minutes[end], 0);
  const jobs = stepJobs(workflow);
  return {
    file: workflow.file,
    worstMinutes: criticalPath(workflow, worst),
    expectedMinutes: [
      criticalPath(workflow, (job) => minutes(job, 0)),
      criticalPath(workflow, (job) => minutes(job, 1)),
    ],
    known: jobs.flatMap((job) => known(job).map((each) => ({ job: job.checkName, ...each }))),
    unknownJobs: jobs.filter((job) => known(job).length === 0).map((job) => job.checkName),
    ...(target === undefined ? {} : { targetMinutes: target }),
  };
}

/** What is known of a job by its name, and what it is set to wait on top of that. */
function knownOf(job: AnyJob, durations: Durations): readonly Duration[] {
  const named = durations[job.checkName];
  const waits = job instanceof CallingJob ? undefined : job.props.waits;
  return [...(named === undefined ? [] : [named]), ...(waits === undefined ? [] : [waits])];
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

/** Each workflow beside its target, and below it where the expected case is from. */
export function describeTimings(timings: readonly Timing[]): string {
  return timings.flatMap(describeTiming).join("\n");
}

function describeTiming(timing: Timing): readonly string[] {
  const target =
    timing.targetMinutes === undefined
      ? "no target"
      : `target ${range(timing.targetMinutes)} min${isAbove(timing) ? " (the expected case is above it)" : ""}`;
  const expected =
    timing.expectedMinutes[1] === 0 ? "expected unknown" : `expected ${range(timing.expectedMinutes)} min`;
  return [
    `${timing.file}: at most ${timing.worstMinutes} min, ${expected}, ${target}`,
    ...timing.known.map(({ job, minutes, source }) => `  ${job}: ${range(minutes)} min (${source})`),
    ...(timing.unknownJobs.length === 0
      ? []
      : [`  no known duration, not counted: ${timing.unknownJobs.join(", ")}`]),
  ];
}

function isAbove({ expectedMinutes, targetMinutes }: Timing): boolean {
  return targetMinutes !== undefined && expectedMinutes[1] > targetMinutes[1];
}

function range([from, to]: readonly [number, number]): string {
  return from === to ? `${from}` : `${from}–${to}`;
}
