import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fastest, ratioLine } from "./measure";

const LOADER = ["-r", "./tools/register.cjs"];

interface Run {
  readonly milliseconds: number;
  readonly megabytes: number;
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
  return counts.map((count) => {
    const repetitions = count >= 1000 ? 1 : 3;
    const ours = best(repetitions, "ours", count);
    const bare = best(repetitions, "bare", count);
    const each = `${(ours.milliseconds / count).toFixed(1)} ms each against ${(bare.milliseconds / count).toFixed(1)}`;
    const memory = `${ours.megabytes.toFixed(0)} MB against ${bare.megabytes.toFixed(0)}`;
    const goal = count >= 1000 ? 1.3 : 1.2;
    return ratioLine(
      `${count} environments / bare cdktf`,
      ours.milliseconds / bare.milliseconds,
      goal,
      `${each}; ${memory}`,
    );
  });
}

function best(repetitions: number, kind: "ours" | "bare", count: number): Run {
  const runs = Array.from({ length: repetitions }, () => synthMany(kind, count));
  return runs.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
}

function synthMany(kind: "ours" | "bare", count: number): Run {
  const args = [...LOADER, "bench/synth-many.ts", kind, String(count)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Run;
}
