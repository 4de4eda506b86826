import type { Problem } from "../errors";
import type { DeployTargetProps } from "./deploy-target";

const PATH = /^\/[\w./~-]*$/;
/** More than anybody waits for; keeps the sum of the waits small enough to be computed. */
const MOST_RETRIES = 100;

/** Faults of the times, the counts and the paths of one target, all of them. */
export function limitProblems(target: DeployTargetProps): Problem[] {
  return [...numberProblems(target), ...pathProblems(target)];
}

interface Rule {
  readonly holds: (value: number) => boolean;
  readonly allowed: string;
}

const POSITIVE: Rule = {
  holds: (value) => Number.isSafeInteger(value) && value >= 1,
  allowed: "a whole number from 1",
};
const RETRIES: Rule = {
  holds: (value) => Number.isInteger(value) && value >= 0 && value <= MOST_RETRIES,
  allowed: `a whole number from 0 to ${MOST_RETRIES}`,
};
const MEASURE: Rule = {
  holds: (value) => Number.isFinite(value) && value >= 0,
  allowed: "a number from 0",
};

function numberProblems({ environment, limits, health, monitor }: DeployTargetProps): Problem[] {
  const given: readonly (readonly [name: string, value: number | undefined, rule: Rule])[] = [
    ["limits.timeoutSeconds", limits?.timeoutSeconds, POSITIVE],
    ["limits.inProgressTimeoutSeconds", limits?.inProgressTimeoutSeconds, POSITIVE],
    ["limits.pollSeconds", limits?.pollSeconds, POSITIVE],
    ["health.retries", health?.retries, RETRIES],
    ["health.delaySeconds", health?.delaySeconds, POSITIVE],
    ["health.timeoutSeconds", health?.timeoutSeconds, POSITIVE],
    ["monitor.observeSeconds", monitor?.observeSeconds, POSITIVE],
    ["monitor.intervalSeconds", monitor?.intervalSeconds, POSITIVE],
    ["monitor.maxP95Milliseconds", monitor?.maxP95Milliseconds, MEASURE],
    ["monitor.maxErrorPercent", monitor?.maxErrorPercent, MEASURE],
    ["monitor.minRequestsPerSecond", monitor?.minRequestsPerSecond, MEASURE],
    ["monitor.maxCpuPercent", monitor?.maxCpuPercent, MEASURE],
    ["monitor.maxMemoryPercent", monitor?.maxMemoryPercent, MEASURE],
    ["monitor.maxRestarts", monitor?.maxRestarts, MEASURE],
  ];
  return given.flatMap(([name, value, rule]) =>
    value === undefined || rule.holds(value) ? [] : [numberProblem(environment, name, value, rule)],
  );
}

function numberProblem(environment: string, name: string, value: number, { allowed }: Rule): Problem {
  return {
    fault: `${name} of ${environment} is an impossible number`,
    got: value,
    allowed,
    next: `correct ${name}, or leave it out`,
  };
}

function pathProblems({ environment, health, smokePaths, monitor }: DeployTargetProps): Problem[] {
  const given = [
    ["health.path", health?.path === undefined ? [] : [health.path]],
    ["smokePaths", smokePaths ?? []],
    ["monitor.uptimePath", monitor?.uptimePath === undefined ? [] : [monitor.uptimePath]],
  ] as const;
  return given.flatMap(([name, paths]) => {
    const odd = paths.filter((path) => !PATH.test(path));
    if (odd.length === 0) return [];
    return [
      {
        fault: `${name} of ${environment} is no path of a URL`,
        got: odd,
        allowed: "a path that starts with /, of letters, digits and . _ - ~ /",
        next: `correct ${name}`,
      },
    ];
  });
}
