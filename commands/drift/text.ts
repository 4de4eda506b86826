import { withCode } from "../../report";
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
  const head = headOf(drift);
  const hasPlan = drift.plan !== "" && drift.verdict !== "none";
  const plan = `\n<details><summary>The plan</summary>\n\n${drift.plan}\n</details>\n`;
  const whole = hasPlan ? head + plan : head;
  if (Buffer.byteLength(whole) <= LIMIT) return whole;
  return shortened(head, `\nNot all fits here: \`npm run drift -- ${drift.stack}\` tells the rest.\n`);
}

function headOf({ stack, verdict, changedOutside, hidden, unapplied, failures, notes }: StackDrift): string {
  return [
    `## ${stack}: ${TITLES[verdict]}\n`,
    section("Not as Terraform left it; deploying puts it back", changedOutside),
    section("Other than the code says, and in no plan", hidden),
    section("Not applied yet: the code is ahead", unapplied.map(code)),
    section("Could not be looked at", failures),
    section("Left out", notes),
  ].join("");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ""
    : `\n**${title}**\n\n${lines.map((line) => `- ${withCode(line)}\n`).join("")}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function shortened(head: string, notice: string): string {
  const room = LIMIT - Buffer.byteLength(notice);
  if (Buffer.byteLength(head) <= room) return head + notice;
  const lines: string[] = [];
  let size = 0;
  for (const line of head.split("\n")) {
    size += Buffer.byteLength(line) + 1;
    if (size > room) break;
    lines.push(line);
  }
  return `${lines.join("\n")}\n${notice}`;
}
