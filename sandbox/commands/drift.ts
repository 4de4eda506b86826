import { type Command, EXIT, parseWords, UsageError } from "../command";
import { image, resize } from "../drift/app-drifts";
import type { Drift } from "../drift/drift";
import { ruleset, uptimeCheck } from "../drift/other-drifts";
import { withCloud } from "../session";

const DRIFTS: Readonly<Record<string, Drift>> = { resize, image, "uptime-check": uptimeCheck, ruleset };

/** `sandbox drift`: changes something behind Terraform's back. */
export const drift: Command = {
  usage: "drift KIND …",
  summary: "change something behind Terraform's back; `drift` alone lists what",
  details: details(),
  run: async ([kind = "", ...args], home) => {
    const change = Object.hasOwn(DRIFTS, kind) ? DRIFTS[kind] : undefined;
    if (change === undefined) throw new UsageError(`what shall drift?${kind ? ` "${kind}" cannot` : ""}`);
    const { words } = parseWords(args, {}, change.words.length);
    const missing = change.words.slice(words.length);
    if (missing.length > 0) throw new UsageError(`drift ${kind} wants ${missing.join(" and ")}`);
    return withCloud(home, (cloud) => {
      console.log(change.apply(cloud, ...words));
      return EXIT.done;
    });
  },
};

function details(): string {
  const rows = Object.entries(DRIFTS).map(([name, { words, summary }]) => ({
    call: `drift ${name} ${words.join(" ")}`,
    summary,
  }));
  const width = Math.max(...rows.map(({ call }) => call.length));
  return rows.map(({ call, summary }) => `  ${call.padEnd(width)}  ${summary}`).join("\n");
}
