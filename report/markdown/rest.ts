import type { PolicyResult, Report } from "../model";
import { code, prose, shorten } from "./code";
import { folded } from "./fold";
import { counted, fixed, type Item, type Section } from "./section";
import { change as attributeChange } from "./value";
import { WORDS } from "./words";

/** Forms of an item, the longest first. */
export type Forms = readonly (() => string)[];

/** A list under a heading; items at its beginning that are told whatever else there is. */
export function listSection(heading: string, forms: readonly Forms[], first = 0): Section {
  const items = forms.map((each, index): Item => ({ tier: index < first ? "first" : "other", forms: each }));
  const head = items.length === 0 ? "" : `### ${heading} (${items.length})`;
  return { head, items, rest: counted };
}

/** Errors and policies that come before everything else, shortly. */
const FIRST = 10;

/** Errors and warnings of Terraform. */
export function diagnosticsSection({ diagnostics, failedChecks, deferred }: Report): Section {
  const isOnlyWarned =
    diagnostics.every(({ severity }) => severity === "warning") && failedChecks.length === 0;
  const ofSeverity = (wanted: string) => diagnostics.filter(({ severity }) => severity === wanted);
  const forms = [
    ...ofSeverity("error").map(diagnostic),
    ...failedChecks.map(failedCheck),
    ...deferred.map(putOff),
    ...ofSeverity("warning").map(diagnostic),
  ];
  return listSection(isOnlyWarned ? "⚠️ Warnings" : "❌ Errors and warnings", forms, FIRST);
}

function diagnostic({ severity, stack, address, summary, detail }: Report["diagnostics"][number]): Forms {
  const line = (longest: number, most: number) => {
    const place = address === undefined ? "" : ` in ${code(shorten(address, 120))}`;
    return `- **${severity}** (${prose(shorten(stack, 60))})${place}: ${prose(shorten(summary, longest))}${more(most)}`;
  };
  const more = (most: number) => (most > 0 && detail ? `\n  ${code(shorten(readable(detail), most))}` : "");
  return [() => line(300, 600), () => line(300, 200), () => line(120, 0)];
}

/** "   12: " in front of a line of the configuration. */
const QUOTED = /^[│\s]*\d+: /;

/** Terraform quotes the line that it is about, which in a configuration of one line is all of it. */
function readable(detail: string): string {
  return detail
    .split("\n")
    .map((line) => (line.length > 200 && QUOTED.test(line) ? shorten(line, 120) : line))
    .join("\n");
}

function failedCheck({ stack, address, messages }: Report["failedChecks"][number]): Forms {
  const line = (most: number, longest: number) => {
    const told = messages.slice(0, most).map((each) => prose(shorten(each, longest)));
    return `- **check failed** (${prose(shorten(stack, 60))}) ${code(shorten(address, 120))}: ${told.join("; ")}`;
  };
  return [() => line(3, 300), () => line(1, 120)];
}

function putOff({ stack, address, reason, kind, lost }: Report["deferred"][number]): Forms {
  const line = `- **put off** (${prose(shorten(stack, 60))}) ${code(shorten(address, 120))}: ${prose(shorten(reason, 120))}`;
  const danger = kind === undefined ? "" : `; it is to be **${WORDS[kind]}**`;
  const losing = lost === undefined ? "" : `, and lost is ${lost}`;
  return [() => `${line}${danger}${losing}`, () => `${line}${danger}`];
}

/** Policies that fail or are waived; of those that pass, the number. */
export function policiesSection({ policies }: Report): Section {
  const passed = policies.filter(({ result }) => result === "pass").length;
  const items = policies
    .filter(({ result }) => result !== "pass")
    .sort(failedFirst)
    .map((each): Forms => [() => policy(each, 300), () => policy(each, 120)]);
  if (items.length === 0) return fixed(passed === 0 ? "" : `**Policies:** all ${passed} hold.`);
  return listSection(`Policies that do not hold or are waived; ${passed} hold`, items, FIRST);
}

function failedFirst(a: PolicyResult, b: PolicyResult): number {
  return (a.result === "fail" ? 0 : 1) - (b.result === "fail" ? 0 : 1);
}

function policy({ id, result, stack, message, waiver }: PolicyResult, longest: number): string {
  const place = stack === undefined ? "" : ` (${prose(shorten(stack, 60))})`;
  const waived =
    waiver === undefined
      ? ""
      : ` — waived until ${prose(shorten(waiver.expires, 20))}: ${prose(shorten(waiver.reason, longest))}`;
  const sign = result === "fail" ? "❌" : "⏸️";
  return `- ${sign} ${code(shorten(id, 60))}${place}: ${prose(shorten(message, longest))}${waived}`;
}

/** Outputs that change. */
export function outputsSection({ outputs, stacks }: Report): Section {
  const items = outputs.map(({ stack, name, before, after }): Forms => {
    const place = stacks.length === 1 ? "" : ` (${prose(shorten(stack, 60))})`;
    return [() => `- ${attributeChange({ path: name, before, after })}${place}`];
  });
  return listSection("Outputs", items);
}

/** Secrets that were added or removed, which no plan shows. */
export function secretNamesSection({ secretNames }: Report): Section {
  const items = secretNames.flatMap(({ stack, address, onlyConfigured, onlyInApp }) => {
    const place = `${code(shorten(address, 240))} (${prose(shorten(stack, 60))})`;
    return [
      ...(onlyConfigured.length > 0
        ? [`- ${place} does not have ${names(onlyConfigured)}, which the configuration names`]
        : []),
      ...(onlyInApp.length > 0
        ? [`- ${place} has ${names(onlyInApp)}, which the configuration does not name`]
        : []),
    ];
  });
  return listSection("🔑 Secrets that differ by name and that an apply does not change", items.map(always));
}

/** What the clouds were asked beside the plan. */
export function unplannedSection({ unplanned }: Report): Section {
  const items = unplanned.map(({ message }) => `- ${prose(shorten(message, 400))}`);
  return listSection("🔑 What differs and neither a plan shows nor an apply changes", items.map(always));
}

function always(item: string): Forms {
  return [() => item];
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, 30).map((name) => code(shorten(name, 80)));
  return all.length > 30 ? `${shown.join(", ")} and ${all.length - 30} more` : shown.join(", ");
}

/** Noise, one item a rule, with what is known of it. */
export function noiseSection({ noise, noiseRules, verdict }: Report): Section {
  const items = noiseRules.map((rule): Forms => {
    const found = noise.filter((each) => each.rule === rule.rule);
    const addresses = [...new Set(found.map(({ address }) => address))];
    const paths = [...new Set(found.flatMap((each) => each.paths))];
    const lines = [
      `- **${rule.rule}** — ${rule.explanation}. Known for ${code(rule.provider)} ${rule.versions.join(", ")}: ${rule.upstream}`,
      `  - in ${names(addresses)}: ${names(paths)}`,
      ...(rule.caution === undefined ? [] : [`  - mind: ${rule.caution}`]),
    ];
    return [() => lines.join("\n")];
  });
  const section = listSection("Known provider noise: nobody changed this", items);
  if (verdict === "nothing" || items.length === 0) return section;
  // Beside changes nobody needs it; alone it is all there is to read.
  return { ...section, wrap: (text) => folded(text, noiseRules.map(({ rule }) => rule).join(", ")) };
}
