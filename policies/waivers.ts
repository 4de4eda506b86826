import type { Problem } from "../constructs";
import { POLICIES } from "./catalogue";
import type { PolicyResult } from "./result";
import type { Waiver } from "./settings";

/** Waivers that count, by policy and stack, and what is wrong with the others. */
export interface JudgedWaivers {
  readonly valid: ReadonlyMap<string, Waiver>;
  readonly problems: readonly Problem[];
}

/** Holds the waivers against the calendar and against what there is to waive. */
export function judgeWaivers(
  waivers: readonly Waiver[],
  stacks: readonly string[],
  today: Date,
): JudgedWaivers {
  const valid = new Map<string, Waiver>();
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const waiver of waivers) {
    const key = keyOf(waiver);
    const faults = [...faultsOf(waiver, stacks, today), ...(seen.has(key) ? [duplicate(waiver)] : [])];
    seen.add(key);
    problems.push(...faults);
    if (faults.length === 0) valid.set(key, waiver);
  }
  return { valid, problems };
}

/** The result under its waiver: what does not hold, or cannot be told, is waived. */
export function underWaiver(result: PolicyResult, { valid }: JudgedWaivers): PolicyResult {
  const waiver = valid.get(keyOf(result));
  if (waiver === undefined || result.findings.length === 0) return result;
  const { reason, expires } = waiver;
  return { ...result, result: "waived", waiver: { reason, expires } };
}

/** Waivers without anything to waive: left there, they would hide the next violation. */
export function uselessWaivers(results: readonly PolicyResult[], { valid }: JudgedWaivers): Problem[] {
  return results
    .filter(
      (result) => valid.has(keyOf(result)) && result.waiver === undefined && result.thisRunOnly !== true,
    )
    .map((result) => ({
      fault: `the waiver of ${result.policy} for ${result.stack} waives nothing: ${result.result}`,
      next: "remove it",
    }));
}

function keyOf({ policy, stack }: Pick<Waiver, "policy" | "stack">): string {
  return `${policy} ${stack}`;
}

function faultsOf(waiver: Waiver, stacks: readonly string[], today: Date): Problem[] {
  return [
    ...unknownPolicy(waiver),
    ...unknownStack(waiver, stacks),
    ...noReason(waiver),
    ...dateFaults(waiver, today),
  ];
}

function unknownPolicy({ policy }: Waiver): Problem[] {
  const known: readonly string[] = POLICIES.map(({ id }) => id);
  if (known.includes(policy)) return [];
  return [
    {
      fault: "a waiver names a policy that does not exist",
      got: policy,
      allowed: known.join(", "),
      next: "correct or remove it",
    },
  ];
}

function unknownStack({ policy, stack }: Waiver, stacks: readonly string[]): Problem[] {
  if (stacks.includes(stack)) return [];
  return [
    {
      fault: `the waiver of ${policy} names a stack that does not exist`,
      got: stack,
      allowed: stacks.join(", "),
      next: "correct or remove it",
    },
  ];
}

function noReason({ policy, stack, reason }: Waiver): Problem[] {
  if (typeof reason !== "string" || reason.trim() === "")
    return [
      {
        fault: `the waiver of ${policy} for ${stack} has no reason`,
        got: reason,
        next: "say why, for whoever reads the plan report",
      },
    ];
  if (saysEnough(reason)) return [];
  return [
    {
      fault: `the reason of the waiver of ${policy} for ${stack} says too little`,
      got: reason,
      allowed: `three words or more, and ${FEWEST_LETTERS} letters`,
      next: "say why it cannot hold yet, and until when",
    },
  ];
}

const FEWEST_LETTERS = 15;

function saysEnough(reason: string): boolean {
  const words = reason.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length >= 3 && words.join("").length >= FEWEST_LETTERS;
}

function dateFaults({ policy, stack, expires }: Waiver, today: Date): Problem[] {
  const waiver = `the waiver of ${policy} for ${stack}`;
  if (!isDay(expires))
    return [
      {
        fault: `${waiver} has no day on which it expires`,
        got: expires,
        allowed: "a day of the calendar in UTC, YYYY-MM-DD",
        next: 'write it like "2027-01-31"',
      },
    ];
  const [first, last] = [dayOf(today), dayOf(aYearAfter(today))];
  if (expires < first)
    return [
      {
        fault: `${waiver} has expired`,
        got: expires,
        allowed: `${first}, which is today, or later`,
        next: "mend what it waived and remove it, or decide anew and give it another day",
      },
    ];
  if (expires <= last) return [];
  return [
    {
      fault: `${waiver} holds for more than a year`,
      got: expires,
      allowed: `${last} or earlier`,
      next: "give it an earlier day, and decide anew then",
    },
  ];
}

function aYearAfter(day: Date): Date {
  const later = new Date(day);
  later.setUTCFullYear(later.getUTCFullYear() + 1);
  return later;
}

function duplicate({ policy, stack, reason }: Waiver): Problem {
  return { fault: `${policy} is waived for ${stack} twice`, got: reason, next: "keep one" };
}

function isDay(text: unknown): text is string {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && dayOf(date) === text;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
