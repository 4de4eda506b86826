import { BUILT_IN } from "../../../../facts/built-in";
import { entriesOf, isObject } from "../json";
import type { Found, Rule } from "../rule";

/** Arguments that Terraform itself understands and that lead out of the configuration, or multiply it. */
const REFUSED = ["provisioner", "connection", "provider", "count", "for_each"];
/** Names and nothing else; what Terraform has built in keeps one instance for each of them in the state. */
const PLAIN_SET = /^\$\{toset\(\[("[\w./-]+"(,"[\w./-]+")*)?\]\)\}$/;
const LIFECYCLE = [
  "create_before_destroy",
  "prevent_destroy",
  "ignore_changes",
  "replace_triggered_by",
  "precondition",
  "postcondition",
];

const ADDRESS = /^(data\.)?[a-z0-9]+_\w+\.[A-Za-z_][\w-]*$/;
const ATTRIBUTE = /^[a-z]\w*(\.\w+|\[\d+\])*$/;
/** Places that Terraform reads as expressions although no template stands there, and what may be in them. */
const REFERENCES: Readonly<Record<string, { readonly form: RegExp; readonly allowed: string }>> = {
  depends_on: { form: ADDRESS, allowed: "TYPE.NAME or data.TYPE.NAME" },
  ignore_changes: { form: ATTRIBUTE, allowed: "an attribute, as spec[0].env" },
  replace_triggered_by: {
    form: /^[a-z0-9]+_\w+\.[A-Za-z_][\w-]*(\.\w+)?$/,
    allowed: "TYPE.NAME or TYPE.NAME.ATTRIBUTE",
  },
};

/** Resources have attributes, order and a plain lifecycle, and nothing that runs or repeats. */
export const plainResources: Rule = {
  id: "plain-resources",
  reason:
    "a provisioner and its connection run programs; count, for_each and dynamic blocks make more of a resource than the other rules see; references are read as expressions",
  check: ({ configuration }) =>
    entriesOf(configuration.resource).flatMap(([type, named]) =>
      entriesOf(named).flatMap(([name, body]) => problemsIn(type, body, `resource.${type}.${name}`)),
    ),
};

function problemsIn(type: string, body: unknown, place: string): Found[] {
  const refused = REFUSED.filter((key) => isObject(body) && Object.hasOwn(body, key)).filter(
    (key) => key !== "for_each" || !repeatsInState(type, body),
  );
  const lifecycle = isObject(body) ? body.lifecycle : undefined;
  return [
    ...refused.map((key) => told(`${place}.${key}`, key)),
    ...dynamicBlocks(body, place),
    ...lifecycleProblems(lifecycle, `${place}.lifecycle`),
    ...referenceProblems(body, place),
    ...referenceProblems(lifecycle, `${place}.lifecycle`),
  ];
}

function repeatsInState(type: string, body: unknown): boolean {
  const { for_each: names } = body as { readonly for_each?: unknown };
  return type === BUILT_IN && typeof names === "string" && PLAIN_SET.test(names);
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

function referenceProblems(holder: unknown, place: string): Found[] {
  return entriesOf(holder).flatMap(([key, value]) => {
    const kind = Object.hasOwn(REFERENCES, key) ? REFERENCES[key] : undefined;
    if (kind === undefined || (key === "ignore_changes" && value === "all")) return [];
    const { form, allowed } = kind;
    if (!Array.isArray(value)) return [notPlain(`${place}.${key}`, value, `a list, of ${allowed}`)];
    return value.flatMap((each, index) =>
      typeof each === "string" && form.test(each)
        ? []
        : [notPlain(`${place}.${key}[${index}]`, each, allowed)],
    );
  });
}

function notPlain(place: string, got: unknown, allowed: string): Found {
  return {
    place,
    fault: "a reference must be plain",
    got,
    allowed,
    next: "synthesize again, without changing what cdktf wrote",
  };
}
