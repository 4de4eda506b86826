import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inTurns, type Measure, median, type Pairs, ratioOf, timed } from "./measure";

const NODE_OPTIONS = ["--expose-gc", "-r", "./tools/register.cjs"];

interface Run {
  readonly milliseconds: number;
  /** Of the processors, whatever else ran beside it. */
  readonly cpuMilliseconds: number;
  /** In use when all is written. */
  readonly megabytes: number;
  /** Fingerprint of what was written. */
  readonly written: string;
}

/**
 * The three stacks by the `app` command of cdktf.json, against loading cdktf alone. Each in a process of its own; what
 * tools/register.cjs transformed and compiled is there from the run before, as in every run but the first.
 */
export function coldSynth(): Measure {
  const { app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { app: string };
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  const pairs = inTurns(
    15,
    () => timed("sh", ["-c", app], { ...process.env, CDKTF_OUTDIR: outdir }),
    () => timed(process.execPath, ["-e", "require('cdktf')"]),
  );
  rmSync(outdir, { recursive: true });
  const [synth, baseline] = mediansOf(pairs, (run) => run);
  const parts = `${synth.toFixed(0)} ms against ${baseline.toFixed(0)} ms; not the first run`;
  const name = "cold synth of the three stacks / require('cdktf')";
  return { name, value: ratioOf(pairs, (run) => run), goal: 2.5, parts };
}

/**
 * The same stacks by our constructs and by bare cdktf, for growing numbers of environments. Both under tools/register.cjs
 * and with the same modules loaded; each a program of its own, so that what one compiles is not kept for the other.
 */
export function synthByCount(counts: readonly number[]): Measure[] {
  const many = counts.map((count) => ({ count, pairs: pairsOf(count) }));
  return [
    ...many.map(pairMeasure),
    ...many.slice(1).map((each, index) => timeGrowth(many[index] ?? each, each)),
    ...many.slice(2).map((each, index) => memoryGrowth(many.slice(index, index + 2), each)),
  ];
}

interface Many {
  readonly count: number;
  readonly pairs: Pairs<Run>;
}

function pairMeasure({ count, pairs }: Many): Measure {
  const [ours, bare] = mediansOf(pairs, (run) => run.milliseconds / count);
  const [ourMegabytes, bareMegabytes] = mediansOf(pairs, (run) => run.megabytes);
  const parts = [
    `${ours.toFixed(1)} ms each against ${bare.toFixed(1)}`,
    `processor time ${ratioOf(pairs, (run) => run.cpuMilliseconds).toFixed(2)}`,
    `${ourMegabytes.toFixed(0)} MB against ${bareMegabytes.toFixed(0)}`,
  ];
  return {
    name: `${count} environments / bare cdktf writing the same`,
    value: ratioOf(pairs, (run) => run.milliseconds),
    goal: count >= 1000 ? 1.3 : 1.2,
    parts: parts.join("; "),
  };
}

/** Linear: ten times the environments take ten times the time, not more. */
function timeGrowth(few: Many, many: Many): Measure {
  const each = ({ pairs, count }: Many) => mediansOf(pairs, (run) => run.milliseconds)[0] / count;
  const parts = `${each(many).toFixed(1)} ms against ${each(few).toFixed(1)}`;
  const name = `time for each of ${many.count} environments / of ${few.count}`;
  return { name, value: each(many) / each(few), goal: 1.2, parts };
}

/** Linear, what the code itself takes left aside: each environment more takes what those before it took, not more. */
function memoryGrowth([fewest, few]: readonly Many[], many: Many): Measure {
  if (fewest === undefined || few === undefined) throw new Error("growth of memory takes three counts");
  const megabytes = ({ pairs }: Many) => mediansOf(pairs, (run) => run.megabytes)[0];
  const more = (from: Many, to: Many) => (megabytes(to) - megabytes(from)) / (to.count - from.count);
  const [late, early] = [more(few, many), more(fewest, few)];
  const parts = `${late.toFixed(2)} MB against ${early.toFixed(2)}`;
  const name = `memory for each environment up to ${many.count} / up to ${few.count}`;
  return { name, value: late / early, goal: 1.2, parts };
}

/** @throws Error when the two do not write the same */
function pairsOf(count: number): Pairs<Run> {
  const repetitions = count >= 1000 ? 3 : 11;
  const pairs = inTurns(
    repetitions,
    () => synthMany("ours", count),
    () => synthMany("bare", count),
  );
  for (const { ours, bare } of pairs)
    if (ours.written !== bare.written)
      throw new Error(
        "bench/bare-environment.ts no longer writes what EnvironmentStack does: bring it up to date",
      );
  return pairs;
}

function mediansOf<T>(pairs: Pairs<T>, figure: (run: T) => number): [ours: number, bare: number] {
  return [median(pairs.map(({ ours }) => figure(ours))), median(pairs.map(({ bare }) => figure(bare)))];
}

function synthMany(kind: "ours" | "bare", count: number): Run {
  const args = [...NODE_OPTIONS, `bench/synth-${kind}.ts`, String(count)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Run;
}
