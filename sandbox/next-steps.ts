import type { SynthesizedStack } from "../tools/synthesized";
import type { Cloud } from "./cloud/cloud";

/** What to try in a sandbox that was just filled, each with the command that does it. */
export function nextSteps(stacks: readonly SynthesizedStack[], cloud: Cloud): string {
  const stack = stacks.at(-1)?.name ?? "";
  const check = cloud.digitalocean.uptime.listChecks().at(-1)?.name;
  const steps = [
    ["status", "what the clouds hold"],
    ...(check === undefined
      ? []
      : [[`drift uptime-check ${check}`, "change something behind Terraform's back,"]]),
    [`diff ${stack}`, "see it in the plan,"],
    [`deploy ${stack}`, "and have it put right"],
    ["fail deployment health-check", "let the next deployment fail: the one before keeps serving"],
    [`destroy ${stack}`, "take a stack away, after typing its name"],
    ["reset", "start afresh"],
  ].map(([command = "", what = ""]) => ({ command: `npm run sandbox -- ${command}`, what }));
  const width = Math.max(...steps.map(({ command }) => command.length));
  return [
    "What to try next:",
    ...steps.map(({ command, what }) => `  ${command.padEnd(width)}  ${what}`),
    "  or edit lingobot.ts, and see with diff and deploy what comes of it",
    "With credentials of the real clouds: npm run deploy -- repository, push code, then npm run deploy -- staging production",
  ].join("\n");
}
