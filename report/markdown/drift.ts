import { isDecided } from "../drift";
import type { DriftedAttribute, DriftedResource, Report } from "../model";
import { code, prose, shorten } from "./code";
import { count } from "./entry";
import { folded } from "./fold";
import { type Forms, listSection } from "./rest";
import type { Section } from "./section";
import { change as attributeChange } from "./value";

const MOST = [20, 3, 0];

/** What was changed outside Terraform. */
export function driftSection({ drift, stacks }: Report): Section {
  const made = drift.filter((resource) => !isDecided(resource));
  const items = made.map((resource): Forms => {
    const head = headOf(resource, stacks.length === 1);
    const gone = resource.kind === "gone" ? ": **it no longer exists**" : "";
    return MOST.map((most) => () => [`${head}${gone}`, ...attributes(resource, most)].join("\n"));
  });
  return listSection("Drift: changed outside Terraform, not by this plan", items);
}

/** What nobody has to look at: told for the record. */
export function decidedSection({ drift, stacks }: Report): Section {
  const decided = drift.filter(isDecided);
  const items = decided.map((resource): Forms => {
    const head = headOf(resource, stacks.length === 1);
    return MOST.map((most) => () => [head, ...lines(resource.attributes, most, () => "")].join("\n"));
  });
  const section = listSection(
    "What the services and the pipeline decide: attributes that the code does not set, or leaves as they are",
    items,
  );
  const all = decided.flatMap((resource) => resource.attributes.map(({ path }) => path));
  const summary = [...new Set(all)].slice(0, 8).map((path) => shorten(path, 60));
  return items.length === 0 ? section : { ...section, wrap: (list) => folded(list, summary.join(", ")) };
}

function headOf({ address, stack }: DriftedResource, stackIsKnown: boolean): string {
  return `- ${code(shorten(address, 240))}${stackIsKnown ? "" : ` (${prose(shorten(stack, 60))})`}`;
}

function attributes(resource: DriftedResource, most: number): string[] {
  const decided = resource.attributes.filter((each) => each.decided === true).map(({ path }) => path);
  const made = resource.attributes.filter((each) => each.decided !== true);
  const names = decided.slice(0, Math.min(most, 8)).map((path) => code(shorten(path, 60)));
  return [
    ...lines(made, most, ({ putBack }) =>
      putBack ? " — **this plan changes it**" : " — this plan leaves it",
    ),
    ...(names.length === 0
      ? []
      : [`  - beside it, what the service or the pipeline decides: ${names.join(", ")}`]),
  ];
}

function lines(
  all: readonly DriftedAttribute[],
  most: number,
  outcome: (attribute: DriftedAttribute) => string,
): string[] {
  const left = all.length - Math.min(most, all.length);
  return [
    ...all.slice(0, most).map((each) => `  - ${attributeChange(each)}${outcome(each)}`),
    ...(left > 0 ? [`  - … and ${count(left, "more attribute")}`] : []),
  ];
}
