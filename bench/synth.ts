import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fastest, ratioLine } from "./measure";

const LOADER = ["-r", "./tools/register.cjs"];

interface Run {
  readonly milliseconds: number;
  readonly megabytes: number;
  /** Fingerprint of what was written. */
  readonly written: string;
}

/** The three stacks by the `app` command of cdktf.json, against loading cdktf alone. */
export function coldSynth(): string {
  const { app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { app: string };
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  const synth = fastest(7, "sh", ["-c", app], { ...process.env, CDKTF_OUTDIR: outdir });
  const baseline = fastest(7, process.execPath, ["-e", "require('cdktf')"]);
  rmSync(outdir, { recursive: true });
  const parts = `${synth.toFixed(0)} ms against ${baseline.toFixed(0)} ms`;
  return ratioLine("cold synth of the three stacks / require('cdktf')", synth / baseline, 2.5, parts);
}

/** The same stacks by our constructs and by bare cdktf, for growing numbers of environments. */
export function synthByCount(counts: readonly number[]): string[] {
  const pairs = counts.map((count) => ({ count, ...fastestPair(count) }));
  return [
    ...pairs.map(pairLine),
    ...pairs.slice(1).map((pair, index) => growthLine(pairs[index] ?? pair, pair)),
  ];
}

interface Pair {
  readonly count: number;
  readonly ours: Run;
  readonly bare: Run;
}

function pairLine({ count, ours, bare }: Pair): string {
  const each = `${(ours.milliseconds / count).toFixed(1)} ms each against ${(bare.milliseconds / count).toFixed(1)}`;
  const memory = `${ours.megabytes.toFixed(0)} MB against ${bare.megabytes.toFixed(0)}`;
  const goal = count >= 1000 ? 1.3 : 1.2;
  const name = `${count} environments / bare cdktf writing the same`;
  return ratioLine(name, ours.milliseconds / bare.milliseconds, goal, `${each}; ${memory}`);
}

/** Linear time: ten times the environments take ten times as long, not more. */
function growthLine(few: Pair, many: Pair): string {
  const growth = many.ours.milliseconds / few.ours.milliseconds / (many.count / few.count);
  const memory = (many.ours.megabytes - few.ours.megabytes) / (many.count - few.count);
  const parts = `${memory.toFixed(2)} MB for each environment more`;
  return ratioLine(`${many.count} environments / ${few.count}, each`, growth, 1.2, parts);
}

/** Taken in turns, so that what disturbs the machine disturbs both. @throws Error when the two do not write the same */
function fastestPair(count: number): { ours: Run; bare: Run } {
  const repetitions = count >= 1000 ? 3 : 7;
  const runs = Array.from({ length: repetitions }, () => ({
    ours: synthMany("ours", count),
    bare: synthMany("bare", count),
  }));
  for (const { ours, bare } of runs)
    if (ours.written !== bare.written)
      throw new Error(
        "bench/bare-environment.ts no longer writes what EnvironmentStack does: bring it up to date",
      );
  return { ours: fastestOf(runs.map(({ ours }) => ours)), bare: fastestOf(runs.map(({ bare }) => bare)) };
}

function fastestOf(runs: readonly Run[]): Run {
  return runs.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
}

function synthMany(kind: "ours" | "bare", count: number): Run {
  const args = [...LOADER, "bench/synth-many.ts", kind, String(count)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Run;
}
