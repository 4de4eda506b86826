import { spawnSync } from "node:child_process";

/** Runs a program `times` times. @returns the fastest run in milliseconds, the least disturbed by everything else */
export function fastest(times: number, program: string, args: readonly string[], env = process.env): number {
  const runs = Array.from({ length: times }, () => {
    const started = performance.now();
    const { status, stderr } = spawnSync(program, args, { env, encoding: "utf8" });
    if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed:\n${stderr}`);
    return performance.now() - started;
  });
  return Math.min(...runs);
}

/** One line of the report: a ratio, what it is made of, and whether it reaches its goal. */
export function ratioLine(name: string, value: number, goal: number, parts: string): string {
  const verdict = value <= goal ? "reached" : "MISSED";
  return `${name}: ${value.toFixed(2)} (goal <= ${goal}: ${verdict}; ${parts})`;
}
