import { spawnSync } from "node:child_process";
import { table } from "../tools/table";

/** A figure, what it is made of, and the most that it may be. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly goal: number;
  readonly parts: string;
}

/** Runs a program to its end. @returns milliseconds @throws Error with its output when it fails */
export function timed(program: string, args: readonly string[], env = process.env): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(program, args, { env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed:\n${stderr}`);
  return performance.now() - started;
}

/** Runs of two things, neighbours in time. */
export type Pairs<T> = readonly { readonly ours: T; readonly bare: T }[];

/** Runs two things in turns, so that what disturbs the machine disturbs both; the first pair warms it up and is left out. */
export function inTurns<T>(times: number, ours: () => T, bare: () => T): Pairs<T> {
  return Array.from({ length: times + 1 }, () => ({ ours: ours(), bare: bare() })).slice(1);
}

/** The median of the ratios within each pair: a disturbance of one pair counts as one. */
export function ratioOf<T>(pairs: Pairs<T>, figure: (run: T) => number): number {
  return median(pairs.map(({ ours, bare }) => figure(ours) / figure(bare)));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const around = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return around.reduce((sum, each) => sum + each, 0) / around.length;
}

/** One line of the report, while it runs. */
export function describe({ name, value, goal, parts }: Measure): string {
  return `${name}: ${value.toFixed(2)} (goal <= ${goal}: ${verdict({ value, goal })}; ${parts})`;
}

/** All measures against their goals. */
export function summary(measures: readonly Measure[]): string {
  const rows = measures.map(({ name, value, goal }) => [
    name,
    `<= ${goal}`,
    value.toFixed(2),
    verdict({ value, goal }),
  ]);
  return table(["what", "goal", "measured", ""], rows);
}

function verdict({ value, goal }: Pick<Measure, "value" | "goal">): string {
  return value <= goal ? "met" : "MISSED";
}
