import { stringify } from "yaml";
import { HEADER } from "./header";

/** Days that a new version must have been out: most poisoned ones are found in the first. */
const COOLDOWN_DAYS = 7;

/** Where versions are pinned, by ecosystem. */
const UPDATES = [
  ["npm", "/"],
  ["github-actions", "/"],
  ["gomod", "/tools/checkers"],
  ["gomod", "/tools/gitleaks"],
  ["gomod", "/tools/opentofu"],
  ["pip", "/tools/checkers"],
  ["pip", "/tools/python"],
] as const;

/** Dependabot's settings for this repository. */
export function dependabotFile(): string {
  const settings = {
    version: 2,
    updates: UPDATES.map(([ecosystem, directory]) => update(ecosystem, directory)),
  };
  return `${HEADER.map((line) => `# ${line}\n`).join("")}\n${stringify(settings, { lineWidth: 0 })}`;
}

function update(ecosystem: string, directory: string): object {
  return {
    "package-ecosystem": ecosystem,
    directory,
    schedule: { interval: "weekly" },
    cooldown: { "default-days": COOLDOWN_DAYS },
    groups: { [ecosystem]: { patterns: ["*"] } },
  };
}
