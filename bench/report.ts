import { markdown, reportOf } from "../report";
import type { ResourceChangeJson } from "../report/plan-json";
import type { Measure } from "./measure";

/** The report is made in this many times what reading its plan takes, at most. */
const GOAL = 25;

/** What a report takes, against parsing the JSON of the same plan: both grow with the plan. */
export function reportByCount(counts: readonly number[]): Measure[] {
  return counts.map((count) => {
    const text = JSON.stringify({ format_version: "1.2", resource_changes: changes(count) });
    const repetitions = Math.max(3, Math.min(50, 2_000 / count));
    const parse = fastestOf(repetitions, () => JSON.parse(text));
    const report = fastestOf(repetitions, () => {
      markdown(reportOf([{ name: "stack", plan: JSON.parse(text) }]));
    });
    const parts = `${report.toFixed(1)} ms against ${parse.toFixed(2)} ms, ${(text.length / 2 ** 20).toFixed(1)} MiB`;
    const name = `report of ${count} changed resources / JSON.parse of the plan`;
    return { name, value: report / parse, goal: GOAL, parts };
  });
}

function fastestOf(times: number, task: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < times; run += 1) {
    const started = performance.now();
    task();
    least = Math.min(least, performance.now() - started);
  }
  return least;
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
