import { markdown, reportOf } from "../report";
import type { ResourceChangeJson } from "../report/plan-json";
import { inTurns, type Measure, median, ratioOf } from "./measure";

/** The report is made in this many times what reading its plan takes, at most. */
const GOAL = 25;

/** What a report takes, against parsing the JSON of the same plan: both grow with the plan. */
export function reportByCount(counts: readonly number[]): Measure[] {
  // What V8 compiles on the way would be the most of a small plan's time.
  const warm = planText(500);
  for (let run = 0; run < 10; run += 1) made(warm);
  return counts.map((count) => {
    const text = planText(count);
    const pairs = inTurns(
      Math.max(5, Math.min(50, 5_000 / count)),
      () => took(() => made(text)),
      () => took(() => JSON.parse(text)),
    );
    const [report, parse] = (["ours", "bare"] as const).map((side) =>
      median(pairs.map((pair) => pair[side])),
    ) as [number, number];
    const parts = `${report.toFixed(1)} ms against ${parse.toFixed(2)} ms, ${(text.length / 2 ** 20).toFixed(1)} MiB`;
    const name = `report of ${count} changed resources / JSON.parse of the plan`;
    return { name, value: ratioOf(pairs, (milliseconds) => milliseconds), goal: GOAL, parts };
  });
}

function made(text: string): string {
  return markdown(reportOf([{ name: "stack", plan: JSON.parse(text) }]));
}

function planText(count: number): string {
  return JSON.stringify({ format_version: "1.2", resource_changes: changes(count) });
}

/** Milliseconds of processor time: on a busy machine a long task waits for others, and a short one does not. */
function took(task: () => void): number {
  const started = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}

/** Every kind of change in turn, on apps as large as LingoBot's. */
function changes(count: number): ResourceChangeJson[] {
  const kinds = [["update"], ["create"], ["delete"], ["delete", "create"], ["no-op"]];
  return Array.from({ length: count }, (_, index) => {
    const actions = kinds[index % kinds.length] ?? ["update"];
    return {
      address: `digitalocean_app.app${index}`,
      mode: "managed",
      type: "digitalocean_app",
      name: `app${index}`,
      provider_name: "registry.terraform.io/digitalocean/digitalocean",
      change: {
        actions,
        before: actions[0] === "create" ? null : app(index, "before"),
        after: actions.at(-1) === "delete" ? null : app(index, actions[0] === "no-op" ? "before" : "after"),
        before_sensitive: { spec: [{ env: true }] },
        after_sensitive: { spec: [{ env: true }] },
      },
    };
  });
}

function app(index: number, side: string) {
  const variable = (at: number) => ({
    key: `KEY_${at}`,
    value: `${side}-${index}`,
    scope: "RUN_TIME",
    type: "GENERAL",
  });
  return {
    id: `id-${index}`,
    live_url: `https://app-${index}.example`,
    spec: [
      {
        name: `app-${index}`,
        region: "nyc",
        env: [],
        service: [
          {
            name: "api",
            instance_count: side === "before" ? 1 : 2,
            env: Array.from({ length: 10 }, (_, at) => variable(at)),
            alert: ["CPU", "MEM", "RESTART"].map((rule) => ({ rule, value: 80, window: "FIVE_MINUTES" })),
            health_check: [{ http_path: "/health", period_seconds: 10 }],
          },
        ],
      },
    ],
  };
}
