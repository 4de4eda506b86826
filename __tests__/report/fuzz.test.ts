import fc from "fast-check";
import { markdown, reportOf, type StackPlan } from "../../report";
import { ANY_SECRET, type Marked, marked } from "./marked";

const NAMES = [
  "name",
  "key",
  "value",
  "type",
  "spec",
  "alert",
  "rule",
  "reviewers",
  "users",
  "id",
  "slack",
  "url",
];
const ODD_NAMES = ["__proto__", "constructor", "toString", "a.b", "", "`", "ü"];
const ACTIONS = [
  ...["no-op", "read", "create", "update", "delete", "forget", "open", "obliterate", "__proto__"].map(
    (one) => [one],
  ),
  ...[["delete", "create"], ["create", "delete"], ["create", "forget"], ["forget", "create"], []],
];
const TYPES = [
  "digitalocean_app",
  "github_repository_environment",
  "github_repository",
  "t_x",
  "__proto__",
  "constructor",
];

const json = fc.jsonValue({ maxDepth: 3 });
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom("</details>", "```", "@everyone", "| x |\n\n# y", "\u202e", "x".repeat(3_000)),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const value: fc.Arbitrary<Marked> = fc
  .dictionary(fc.constantFrom(...NAMES, ...ODD_NAMES), marked([...NAMES, ...ODD_NAMES]), { maxKeys: 4 })
  .map((entries) => {
    const pick = (part: keyof Marked) =>
      Object.fromEntries(
        Object.entries(entries).map(([name, each]) => [name, each[part]]),
      ) as Marked["value"];
    return { value: pick("value"), mark: pick("mark") };
  });
const side = fc.oneof(value, fc.constant<Marked>({ value: null, mark: false }));

const change = fc
  .record({
    actions: fc.constantFrom(...ACTIONS),
    before: side,
    after: side,
    after_unknown: maybe(fc.oneof(json, fc.constantFrom(true, false))),
    replace_paths: maybe(
      fc.array(fc.array(fc.oneof(fc.constantFrom(...NAMES), fc.nat(3)), { maxLength: 4 })),
    ),
    importing: maybe(fc.record({ id: maybe(text) }, { requiredKeys: [] })),
  })
  .map(({ before, after, ...rest }) => ({
    ...rest,
    before: before.value,
    after: after.value,
    before_sensitive: before.mark,
    after_sensitive: after.mark,
  }));

const resource = fc.record(
  {
    address: text,
    type: fc.constantFrom(...TYPES),
    change,
    previous_address: text,
    mode: fc.constantFrom("managed", "data", "ephemeral"),
    provider_name: fc.constantFrom(
      "registry.terraform.io/digitalocean/digitalocean",
      "registry.opentofu.org/integrations/github",
      "",
    ),
    deposed: fc.constant("0a1b2c3d"),
    action_reason: fc.constantFrom(
      "replace_because_tainted",
      "delete_because_no_resource_config",
      "new_reason",
    ),
  },
  { requiredKeys: ["address", "type", "change"] },
);

const plan = fc.record(
  {
    format_version: fc.constant("1.2"),
    terraform_version: text,
    errored: fc.boolean(),
    complete: fc.boolean(),
    resource_changes: fc.array(resource, { maxLength: 6 }),
    resource_drift: fc.array(resource, { maxLength: 3 }),
    deferred_changes: fc.array(fc.record({ reason: maybe(text), resource_change: resource }), {
      maxLength: 2,
    }),
    output_changes: fc.dictionary(text, change, { maxKeys: 3 }),
    checks: fc.array(
      fc.record({
        address: fc.record({ to_display: text }),
        status: fc.constantFrom("pass", "fail", "error", "unknown"),
        instances: fc.array(
          fc.record({ problems: fc.array(fc.record({ message: maybe(text) }), { maxLength: 2 }) }),
        ),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

const stack = fc.record(
  {
    name: text,
    plan,
    diagnostics: fc.array(
      fc.record({ severity: fc.constantFrom("error", "warning"), summary: text, detail: text }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ["name", "plan"] },
) as unknown as fc.Arbitrary<StackPlan>;

const stacks = fc.array(stack, { maxLength: 3 });

describe("whatever a plan of the right shape holds, the report", () => {
  test("is made, fits a comment, is the same each time, and shows nothing sensitive", () => {
    fc.assert(
      fc.property(stacks, (plans) => {
        const report = reportOf(plans);
        const rendered = markdown(report);
        expect(rendered.length).toBeLessThan(65_536);
        expect(markdown(reportOf(structuredClone(plans)))).toBe(rendered);
        expect(`${rendered}${JSON.stringify(report)}`).not.toMatch(ANY_SECRET);
      }),
      { numRuns: 400, seed: 20261125 },
    );
  });

  test("names every object that is destroyed or replaced, and ends with a code that says so", () => {
    fc.assert(
      fc.property(stacks, (plans) => {
        const report = reportOf(plans);
        const gone = plans.flatMap(({ plan: { resource_changes = [] } }) =>
          resource_changes.filter(({ change: { actions } }) => actions.includes("delete")),
        );
        const told = report.changes.filter(({ kind }) => kind === "destroy" || kind === "replace");
        expect(told.filter(({ actions }) => actions.includes("delete"))).toHaveLength(gone.length);
        if (gone.length > 0) expect(report.exitCode).not.toBe(0);
      }),
      { numRuns: 200, seed: 20261125 },
    );
  });

  test("holds no Markdown of a value: every line begins as the report begins lines", () => {
    const known =
      /^(## Plan: |### |- | {2}[-`]|\| |\*\*|<details>|<\/details>|```|stack\.add| {2}\{ from|\]\);|\(in HCL|… and |The |Terraform |Something |An |Shortened |$)/;
    fc.assert(
      fc.property(stacks, (plans) => {
        for (const line of markdown(reportOf(plans)).split("\n")) expect(line).toMatch(known);
      }),
      { numRuns: 200, seed: 20261125 },
    );
  });
});
