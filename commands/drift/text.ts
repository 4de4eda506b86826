import { counted, fixed, type Section, shortened, whole, withCode } from "../../report";
import type { StackDrift } from "./stack-drift";

/** GitHub's limit of an issue's body is 65,536 characters; counted in bytes, to be under it however it counts. */
const LIMIT = 65_000;

const TITLES: Readonly<Record<StackDrift["verdict"], string>> = {
  none: "as the code says",
  unapplied: "the code is ahead; nobody changed anything outside Terraform",
  drift: "changed outside Terraform",
  unknown: "could not be looked at",
};

/** What was found of one stack, in Markdown that fits an issue. What does not fit is left out, and said to be. */
export function driftText(drift: StackDrift): string {
  const text = whole(sectionsOf(drift), LIMIT);
  if (text !== undefined) return text;
  const notice = fixed(`Not all fits here: \`npm run drift -- ${drift.stack}\` tells the rest.`);
  return shortened([...sectionsOf(drift), notice], LIMIT);
}

function sectionsOf(drift: StackDrift): Section[] {
  const { stack, verdict, changedOutside, hidden, unapplied, failures, notes } = drift;
  return [
    fixed(`## ${stack}: ${TITLES[verdict]}`),
    list("Not as Terraform left it; deploying puts it back", changedOutside),
    list("Other than the code says, and in no plan", hidden),
    list("Not applied yet: the code is ahead", unapplied.map(code)),
    list("Could not be looked at", failures),
    list("Left out", notes),
    planOf(drift),
  ];
}

function list(title: string, lines: readonly string[]): Section {
  if (lines.length === 0) return fixed("");
  const items = lines.map((line) => ({ tier: "dangerous" as const, forms: [() => `- ${withCode(line)}`] }));
  return { head: `**${title}**`, items, rest: counted };
}

function planOf({ plan, verdict }: StackDrift): Section {
  if (plan === "" || verdict === "none") return fixed("");
  const text = () => `<details><summary>The plan</summary>\n\n${plan}\n</details>`;
  return { head: "", items: [{ tier: "other", forms: [text] }], rest: () => "" };
}

function code(text: string): string {
  return `\`${text}\``;
}
