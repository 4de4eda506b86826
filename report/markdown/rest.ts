import type { DriftedResource, PolicyResult, Report } from "../model";
import { code, inHtml, prose, shorten } from "./code";
import { count } from "./entry";
import type { Section } from "./section";
import { change as attributeChange } from "./value";

/** A list under a heading, cut to its first items when it must be short. */
function listSection(heading: string, items: readonly string[], lengths: readonly number[]): Section {
  if (items.length === 0) return { lengths: [] };
  const at = (most: number) => () => {
    const left = items.length - Math.min(most, items.length);
    const shown = items.slice(0, most);
    return [
      `### ${heading} (${items.length})`,
      "",
      ...shown,
      ...(left > 0 ? [`- … and ${left} more`] : []),
    ].join("\n");
  };
  return { lengths: lengths.map(at) };
}

/** Errors and warnings of Terraform. */
export function diagnosticsSection({ diagnostics, failedChecks, deferred }: Report): Section {
  const errors = diagnostics.map(({ severity, stack, address, summary, detail }) => {
    const place = address === undefined ? "" : ` in ${code(shorten(address, 240))}`;
    const more = detail === undefined || detail === "" ? "" : `\n  ${code(shorten(detail, 600))}`;
    return `- **${severity}** (${prose(shorten(stack, 60))})${place}: ${prose(shorten(summary, 300))}${more}`;
  });
  const checks = failedChecks.map(
    ({ stack, address, messages }) =>
      `- **check failed** (${prose(shorten(stack, 60))}) ${code(shorten(address, 240))}: ${messages
        .slice(0, 3)
        .map((each) => prose(shorten(each, 300)))
        .join("; ")}`,
  );
  const waiting = deferred.map(
    ({ stack, address, reason }) =>
      `- **put off** (${prose(shorten(stack, 60))}) ${code(shorten(address, 240))}: ${prose(shorten(reason, 200))}`,
  );
  const isOnlyWarned = diagnostics.every(({ severity }) => severity === "warning") && checks.length === 0;
  return listSection(
    isOnlyWarned ? "⚠️ Warnings" : "❌ Errors and warnings",
    [...errors, ...checks, ...waiting],
    [50, 10],
  );
}

/** Policies that fail or are waived; of those that pass, the number. */
export function policiesSection({ policies }: Report): Section {
  const passed = policies.filter(({ result }) => result === "pass").length;
  const items = policies
    .filter(({ result }) => result !== "pass")
    .sort(failedFirst)
    .map(policy);
  if (items.length === 0) return { lengths: passed === 0 ? [] : [() => `**Policies:** all ${passed} hold.`] };
  return listSection(`Policies that do not hold or are waived; ${passed} hold`, items, [50, 20]);
}

function failedFirst(a: PolicyResult, b: PolicyResult): number {
  return (a.result === "fail" ? 0 : 1) - (b.result === "fail" ? 0 : 1);
}

function policy({ id, result, stack, message, waiver }: PolicyResult): string {
  const place = stack === undefined ? "" : ` (${prose(shorten(stack, 60))})`;
  const waived =
    waiver === undefined
      ? ""
      : ` — waived until ${prose(waiver.expires)}: ${prose(shorten(waiver.reason, 200))}`;
  const sign = result === "fail" ? "❌" : "⏸️";
  return `- ${sign} ${code(id)}${place}: ${prose(shorten(message, 300))}${waived}`;
}

/** Outputs that change. */
export function outputsSection({ outputs, stacks }: Report): Section {
  const items = outputs.map(({ stack, name, before, after }) => {
    const place = stacks.length === 1 ? "" : ` (${prose(shorten(stack, 60))})`;
    return `- ${attributeChange({ path: name, before, after })}${place}`;
  });
  return listSection("Outputs", items, [200, 20, 3]);
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
  return listSection("🔑 Secrets that differ by name and that an apply does not change", items, [50, 20]);
}

/** What the clouds were asked beside the plan. */
export function unplannedSection({ unplanned }: Report): Section {
  const items = unplanned.map(({ message }) => `- ${prose(shorten(message, 400))}`);
  return listSection("🔑 What differs and neither a plan shows nor an apply changes", items, [50, 20]);
}

function names(all: readonly string[]): string {
  const shown = all.slice(0, 30).map((name) => code(shorten(name, 80)));
  return all.length > 30 ? `${shown.join(", ")} and ${all.length - 30} more` : shown.join(", ");
}

/** What was changed outside Terraform. */
export function driftSection({ drift, stacks }: Report): Section {
  const items = drift.map((resource) => driftItem(resource, stacks.length === 1));
  return listSection("Drift: changed outside Terraform, not by this plan", items, [200, 40, 10, 0]);
}

const MOST_DRIFTED = 20;

function driftItem({ address, stack, kind, attributes }: DriftedResource, stackIsKnown: boolean): string {
  const place = stackIsKnown ? "" : ` (${prose(shorten(stack, 60))})`;
  const gone = kind === "gone" ? ": **it no longer exists**" : "";
  const shown = attributes
    .slice(0, MOST_DRIFTED)
    .map(
      (each) =>
        `  - ${attributeChange(each)} — ${each.putBack ? "**this plan changes it**" : "this plan leaves it"}`,
    );
  const left = attributes.length - shown.length;
  return [
    `- ${code(shorten(address, 240))}${place}${gone}`,
    ...shown,
    ...(left > 0 ? [`  - … and ${count(left, "more attribute")}`] : []),
  ].join("\n");
}

/** Noise, one item a rule, with what is known of it. */
export function noiseSection({ noise, noiseRules, verdict }: Report): Section {
  const items = noiseRules.map((rule) => {
    const found = noise.filter((each) => each.rule === rule.rule);
    const addresses = [...new Set(found.map(({ address }) => address))];
    const paths = [...new Set(found.flatMap((each) => each.paths))];
    return [
      `- **${rule.rule}** — ${rule.explanation}. Known for ${code(rule.provider)} ${rule.versions.join(", ")}: ${rule.upstream}`,
      `  - in ${names(addresses)}: ${names(paths)}`,
      ...(rule.caution === undefined ? [] : [`  - mind: ${rule.caution}`]),
    ].join("\n");
  });
  const section = listSection("Known provider noise: nobody changed this", items, [50, 0]);
  // Beside changes nobody needs it; alone it is all there is to read.
  return verdict === "nothing" ? section : folded(section, noiseRules.map(({ rule }) => rule).join(", "));
}

function folded({ lengths }: Section, summary: string): Section {
  return {
    lengths: lengths.map((write) => () => {
      const [heading, ...rest] = write().split("\n\n");
      return `${heading}\n\n<details><summary>${inHtml(summary)}</summary>\n\n${rest.join("\n\n")}\n\n</details>`;
    }),
  };
}
