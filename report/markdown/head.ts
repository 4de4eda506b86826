import { isProtected } from "../changes/loss";
import { isDecided } from "../drift";
import {
  type Approval,
  CHANGE_KINDS,
  type EnvironmentPrice,
  type MonthlyPrice,
  type Report,
  type StackSummary,
} from "../model";
import { code, prose, shorten } from "./code";
import { count } from "./entry";
import type { Item, Section } from "./section";
import { WORDS } from "./words";

/** The first line: what merging does, in as few words as possible. */
export function title(report: Report): string {
  if (report.verdict === "failed") return "## Plan: failed";
  const failing = report.policies.filter(({ result }) => result === "fail").length;
  if (failing === 0) return `## Plan: ${planned(report)}`;
  return `## Plan: ${failing === 1 ? "1 policy does" : `${failing} policies do`} not hold; ${planned(report)}`;
}

function planned(report: Report): string {
  if (report.verdict === "nothing") return `nothing to do${but(report)}`;
  const counts = CHANGE_KINDS.flatMap((kind) => {
    const number = report.changes.filter((change) => change.kind === kind).length;
    return number === 0 ? [] : [`${number} ${WORDS[kind]}`];
  });
  const weakening = report.changes.filter(({ weakens }) => weakens !== undefined).length;
  const guards = weakening === 0 ? [] : [`${weakening} weakening a guard`];
  const outputs = report.outputs.length === 0 ? [] : [count(report.outputs.length, "output change")];
  const deferred = report.deferred.length === 0 ? [] : [putOff(report)];
  return [...guards, ...counts, ...outputs, ...deferred].join(", ");
}

function putOff({ deferred }: Report): string {
  const losing = deferred.filter(({ kind }) => kind !== undefined).length;
  return `${deferred.length} put off${losing === 0 ? "" : `, ${losing} of them to be destroyed or replaced`}`;
}

/** What keeps "nothing to do" from being all there is to say. */
function but({ secretNames, unplanned }: Report): string {
  if (unplanned.length > 0) return ", but something differs that no plan shows";
  return secretNames.length === 0 ? "" : ", but secrets differ by name";
}

/** What else a reader must know before the details. */
export function notices(report: Report): string {
  const failed = report.stacks.filter(({ errored }) => errored).map(({ name }) => prose(shorten(name, 60)));
  const partial = report.stacks.filter(({ complete, errored }) => !complete && !errored);
  const lines = [
    ...unprotectedNotice(report),
    ...(failed.length > 0
      ? [`**Terraform could not plan ${list(failed)}.** What is below is only what it got to.`]
      : []),
    ...(partial.length > 0
      ? [
          `**Not everything was planned** in ${list(partial.map(({ name }) => prose(shorten(name, 60))))}: another plan is needed after the apply.`,
        ]
      : []),
    ...nothingNotice(report),
  ];
  return lines.join("\n\n");
}

/** Terraform refuses to destroy what is protected; that it plans it, means that the protection went with the code. */
function unprotectedNotice({ changes }: Report): string[] {
  const lost = changes.filter(({ kind, type }) => kind === "destroy" && isProtected(type));
  if (lost.length === 0) return [];
  const names = list(lost.map(({ address }) => code(shorten(address, 160))));
  return [
    `**Error: data or an address would be lost for good, with ${names}.** Its protection went with its code. \`npm run deploy\` refuses it, and tells the way out; \`cdktf deploy\` and \`terraform apply\` refuse only to put another app, repository or registry in its place, and would destroy what is left out.`,
  ];
}

const MOST_NAMES = 10;

function list(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

function nothingNotice({ verdict, noise, drift, secretNames, unplanned }: Report): string[] {
  if (verdict !== "nothing") return [];
  if (noise.some(({ where }) => where === "plan"))
    return [
      "Terraform shows differences, and all of them are known noise of the providers: nobody changed anything. Applying would still send them, and deploy the apps below anew.",
    ];
  const others = [
    ...(drift.some((each) => !isDecided(each))
      ? ["Something was changed outside Terraform, see below."]
      : []),
    ...(secretNames.length > 0
      ? ["An apply sends no secrets, and some are missing or left over, see below."]
      : []),
    ...(unplanned.length > 0 ? ["Something differs that no apply would change, see below."] : []),
  ];
  if (others.length === 0) return ["The clouds are as the configuration says."];
  return [["The configuration asks for no change.", ...others].join(" ")];
}

/** Rows that are told whatever else there is. */
const FIRST_ROWS = 20;

/** One line a stack: what happens, price, budget, who approves. */
export function overview(report: Report): Section {
  const columns = columnsOf(report);
  const items = report.stacks.map(
    (stack, index): Item => ({
      tier: index < FIRST_ROWS ? "first" : "other",
      forms: [() => tableRow(columns.map(([, cell]) => cell(stack)))],
    }),
  );
  if (items.length === 0) return { head: "", items, rest: () => "" };
  return {
    head: [tableRow(columns.map(([name]) => name)), tableRow(columns.map(() => "---"))].join("\n"),
    items,
    rest: (left) => (left.length === 0 ? "" : `\n… and ${count(left.length, "more stack")}`),
    gap: "\n",
  };
}

type Column = readonly [name: string, cell: (stack: StackSummary) => string];

function columnsOf({ prices, approvals, budgetOf }: Report): Column[] {
  const price = new Map(prices.map((each) => [each.stack, each]));
  const approval = new Map(approvals.map((each) => [each.stack, each]));
  const hasBudgets = prices.some(({ budget }) => budget !== undefined);
  const all: (Column | false)[] = [
    ["Stack", ({ name }) => prose(shorten(name, 60))],
    ["Changes", (stack) => (stack.errored ? "**failed**" : summary(stack))],
    prices.length > 0 && ["Price per month", ({ name }) => priceCell(price.get(name))],
    hasBudgets && [
      budgetOf === undefined ? "Budget" : `Budget (of ${budgetOf})`,
      ({ name }) => budgetCell(price.get(name)),
    ],
    approvals.length > 0 && ["Approval", ({ name }) => approvalCell(approval.get(name))],
  ];
  return all.filter((column) => column !== false);
}

function priceCell(price: EnvironmentPrice | undefined): string {
  return price === undefined ? "" : priceChange(price.before, price.after);
}

function budgetCell(price: EnvironmentPrice | undefined): string {
  return price?.budget === undefined ? "" : `$${price.budget}${price.overBudget ? " **exceeded**" : ""}`;
}

function approvalCell(approval: Approval | undefined): string {
  if (approval === undefined) return "";
  const { before, approvers } = approval;
  return before === undefined ? people(approvers) : `${people(before)} → **${people(approvers)}**`;
}

function people(names: readonly string[]): string {
  return names.length === 0 ? "nobody" : list(names.map((name) => prose(shorten(name, 60))));
}

function summary({ counts, unchanged }: StackSummary): string {
  const changed = CHANGE_KINDS.flatMap((kind) => (counts[kind] ? [`${counts[kind]} ${WORDS[kind]}`] : []));
  if (changed.length === 0 && unchanged === 0) return "nothing in it";
  return [...changed, ...(unchanged > 0 ? [`${unchanged} unchanged`] : [])].join(", ");
}

function priceChange(before: MonthlyPrice | undefined, after: MonthlyPrice | undefined): string {
  const [old, next] = [money(before), money(after)];
  return old === next ? old : `${old} → **${next}**`;
}

function money(price: MonthlyPrice | undefined): string {
  if (price === undefined) return "not known";
  return price.best === price.worst ? usd(price.best) : `${usd(price.best)} to ${usd(price.worst)}`;
}

function usd(amount: number): string {
  return `$${Number.isInteger(amount) ? amount : amount.toFixed(2)}`;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
