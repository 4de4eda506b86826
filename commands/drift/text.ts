import { fixed, type Section, shrink } from "../../report";
import type { StackDrift } from "./stack-drift";

/** GitHub's limit of an issue's body is 65,536 characters; counted in bytes, to be under it however it counts. */
const LIMIT = 65_000;

const TITLES: Readonly<Record<StackDrift["verdict"], string>> = {
  none: "as the code says",
  unapplied: "the code is ahead; nobody changed anything outside Terraform",
  drift: "changed outside Terraform",
  unknown: "could not be looked at",
};

/** Lines of a list that is shortened, and bytes of one that never is. */
const FEW = 20;
const SHORT = 1_000;

/** What was found of one stack, in Markdown that fits an issue. What does not fit is left out, and said to be. */
export function driftText(drift: StackDrift): string {
  const whole = shrink(sectionsOf(drift), LIMIT);
  if (whole.isWhole) return whole.text;
  const notice = fixed(`Not all fits here: \`npm run drift -- ${drift.stack}\` tells the rest.`);
  return shrink([...sectionsOf(drift), notice], LIMIT).text;
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

/** All lines, some of them, or how many there are. */
function list(title: string, lines: readonly string[]): Section {
  if (lines.length === 0) return fixed("");
  const written = (shown: readonly string[]) =>
    [`**${title}**\n`, ...shown.map((line) => `- ${line}`)].join("\n");
  if (Buffer.byteLength(written(lines)) <= SHORT) return fixed(written(lines));
  const rest = lines.length > FEW ? [`… and ${lines.length - FEW} more`] : [];
  const some = [...lines.slice(0, FEW), ...rest];
  const counted = [`${lines.length}, too long to be told here`];
  return { lengths: [lines, some, counted].map((shown) => () => written(shown)) };
}

function planOf({ plan, verdict }: StackDrift): Section {
  if (plan === "" || verdict === "none") return fixed("");
  return { lengths: [() => `<details><summary>The plan</summary>\n\n${plan}\n</details>`, () => ""] };
}

function code(text: string): string {
  return `\`${text}\``;
}
