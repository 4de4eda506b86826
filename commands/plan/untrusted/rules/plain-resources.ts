import { entriesOf, isObject } from "../json";
import type { Found, Rule } from "../rule";

/** Arguments that Terraform itself understands and that lead out of the configuration, or multiply it. */
const REFUSED = ["provisioner", "connection", "provider", "count", "for_each"];
const LIFECYCLE = [
  "create_before_destroy",
  "prevent_destroy",
  "ignore_changes",
  "replace_triggered_by",
  "precondition",
  "postcondition",
];

/** Resources have attributes, order and a plain lifecycle, and nothing that runs or repeats. */
export const plainResources: Rule = {
  id: "plain-resources",
  reason:
    "a provisioner and its connection run programs; count, for_each and dynamic blocks make more of a resource than the other rules see",
  check: ({ configuration }) =>
    entriesOf(configuration.resource).flatMap(([type, named]) =>
      entriesOf(named).flatMap(([name, body]) => problemsIn(body, `resource.${type}.${name}`)),
    ),
};

function problemsIn(body: unknown, place: string): Found[] {
  const refused = REFUSED.filter((key) => isObject(body) && Object.hasOwn(body, key));
  const lifecycle = isObject(body) ? body.lifecycle : undefined;
  return [
    ...refused.map((key) => told(`${place}.${key}`, key)),
    ...dynamicBlocks(body, place),
    ...lifecycleProblems(lifecycle, `${place}.lifecycle`),
  ];
}

function told(place: string, got: string): Found {
  return {
    place,
    fault: "a resource must not have this for a pull request to be planned",
    got,
    next: "take it out, or plan it yourself: npm run plan -- --live",
  };
}

function dynamicBlocks(value: unknown, place: string): Found[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => dynamicBlocks(each, `${place}[${index}]`));
  return entriesOf(value).flatMap(([key, below]) =>
    key === "dynamic" ? [told(`${place}.dynamic`, key)] : dynamicBlocks(below, `${place}.${key}`),
  );
}

function lifecycleProblems(lifecycle: unknown, place: string): Found[] {
  if (lifecycle === undefined) return [];
  if (!isObject(lifecycle))
    return [
      {
        place,
        fault: "the lifecycle is not in the form that cdktf writes",
        allowed: "an object",
        next: "synthesize again",
      },
    ];
  return entriesOf(lifecycle)
    .filter(([key]) => !LIFECYCLE.includes(key))
    .map(([key]) => told(`${place}.${key}`, key));
}
