import { markdown, readPlan, reportOf } from "../../report";

const read = (value: unknown) =>
  readPlan(typeof value === "string" ? value : JSON.stringify(value), "p.json");

test.each([
  ["", "p.json is empty; give the output of `terraform show -json PLAN`"],
  ["Error: no", "p.json is not JSON"],
  ["PK\u0003\u0004", "p.json is a plan file in Terraform's own format; give the output of"],
  ["[]", "p.json is not a plan: it holds a list; make one with `terraform plan -out=plan.bin`"],
  ["3", "it holds a number"],
  ["null", "it holds null"],
  [
    { format_version: "2.0", resource_changes: [] },
    "p.json is in format 2.0 of Terraform's JSON output; formats 0.x and 1.x are known",
  ],
  [{ format_version: "1.0", values: {} }, "p.json is a state, not a plan"],
  [{ version: 4, resources: [] }, "p.json is a state, not a plan"],
  [{ hello: 1 }, "p.json is JSON, but not a plan: it has no resource_changes"],
])("%j is refused with what it is and what to give", (value, message) => {
  expect(() => read(value)).toThrow(message);
});

test.each(["0.2", "1.0", "1.2"])("format %s is read", (format_version) => {
  expect(read({ format_version, resource_changes: [] }).plan.format_version).toBe(format_version);
});

test("an empty plan without resource_changes is a plan", () => {
  const { plan } = read({ format_version: "1.2", planned_values: {} });
  expect(reportOf([{ name: "s", plan }]).exitCode).toBe(0);
});

test("a plan with the mark that Windows begins files with is a plan", () => {
  expect(readPlan('\ufeff{"format_version":"1.2","resource_changes":[]}').plan.format_version).toBe("1.2");
});

test("the log of a plan that failed is reported with its errors", () => {
  const lines = [
    { "@level": "info", "@message": "Terraform 1.11.4", type: "version" },
    {
      "@level": "error",
      diagnostic: { severity: "error", summary: "No such team", detail: "team x", address: "test_thing.a" },
    },
    { "@level": "warn", diagnostic: { severity: "warning", summary: "Deprecated" } },
  ];
  const { plan, diagnostics } = read(
    `${lines.map((line) => JSON.stringify(line)).join("\n")}\n{"@level":"inf`,
  );
  const report = reportOf([{ name: "s", plan, diagnostics }]);
  expect(report.exitCode).toBe(1);
  expect(markdown(report)).toContain("- **error** (s) in `test_thing.a`: No such team\n  `team x`");
  expect(markdown(report)).toContain("- **warning** (s): Deprecated");
});

describe("a plan of another form is refused, with every place and what is expected there", () => {
  const change = { actions: ["update"], before: {}, after: {} };
  const entry = { address: "a.b", type: "a", change };

  test.each([
    [{ resource_changes: null }, "resource_changes is null, where a list is expected"],
    [{ resource_changes: {} }, "resource_changes is an object, where a list is expected"],
    [{ resource_changes: [null] }, "resource_changes[0] is null, where an object is expected"],
    [{ resource_changes: [{ address: "a.b", type: "a" }] }, "resource_changes[0].change is missing"],
    [
      { resource_changes: [{ ...entry, address: 3 }] },
      "resource_changes[0].address is a number, where a text is expected",
    ],
    [{ resource_changes: [{ ...entry, type: undefined }] }, "resource_changes[0].type is missing"],
    [
      { resource_changes: [{ ...entry, change: { actions: "update" } }] },
      "resource_changes[0].change.actions is a text, where a list is expected",
    ],
    [
      { resource_changes: [{ ...entry, change: { actions: [1] } }] },
      "resource_changes[0].change.actions[0] is a number",
    ],
    [
      { resource_changes: [{ ...entry, change: { ...change, replace_paths: [3] } }] },
      "change.replace_paths[0] is a number, where a list",
    ],
    [
      { resource_changes: [{ ...entry, change: { ...change, importing: 3 } }] },
      "change.importing is a number, where an object",
    ],
    [
      { resource_changes: [{ ...entry, previous_address: {} }] },
      "previous_address is an object, where a text",
    ],
    [{ resource_changes: [], resource_drift: [{}] }, "resource_drift[0].address is missing"],
    [
      { resource_changes: [], deferred_changes: [{ reason: "x" }] },
      "deferred_changes[0].resource_change is missing",
    ],
    [{ output_changes: [] }, "output_changes is a list, where an object is expected"],
    [{ output_changes: { "a.b": null } }, 'output_changes["a.b"] is null, where an object is expected'],
    [{ resource_changes: [], checks: [{ instances: {} }] }, "checks[0].instances is an object, where a list"],
    [
      { resource_changes: [], checks: [{ instances: [{ problems: [null] }] }] },
      "checks[0].instances[0].problems[0] is null",
    ],
    [{ resource_changes: [], variables: { a: null } }, "variables.a is null, where an object is expected"],
    [
      { resource_changes: [], prior_state: { values: { root_module: { resources: {} } } } },
      "prior_state.values.root_module.resources is an object",
    ],
    [
      { resource_changes: [], configuration: { provider_config: { a: 1 } } },
      "configuration.provider_config.a is a number",
    ],
    [
      { resource_changes: [], configuration: { root_module: { resources: [{}] } } },
      "configuration.root_module.resources[0].address is missing",
    ],
    [{ resource_changes: [], action_invocations: [{}] }, "action_invocations[0].address is missing"],
  ])("%j", (plan, message) => {
    expect(() => read(plan)).toThrow(message);
    expect(() => read(plan)).toThrow(/^p\.json is not a plan as Terraform writes it: /);
  });

  test("all places at once, the first ten", () => {
    expect(() => read({ resource_changes: [{}], output_changes: 3 })).toThrow(
      "resource_changes[0].address is missing, resource_changes[0].type is missing, resource_changes[0].change is missing, output_changes is a number, where an object is expected; make one with",
    );
    expect(() => read({ resource_changes: Array.from({ length: 30 }, () => null) })).toThrow(
      "resource_changes[9] is null, where an object is expected, and 20 more; make one",
    );
  });

  test("what Terraform leaves out is not missed", () => {
    expect(
      read({ resource_changes: [entry], output_changes: { o: { actions: ["no-op"] } } }).plan,
    ).toBeDefined();
  });
});

describe("numbers that JavaScript cannot hold", () => {
  const planned = (before: string, after: string) =>
    markdown(
      reportOf([
        {
          name: "s",
          ...readPlan(
            `{"resource_changes":[{"address":"a.b","type":"a","change":{"actions":["update"],"before":{"id":${before},"t":"[${before}, \\"${before}"},"after":{"id":${after},"t":"[${before}, \\"${before}"}}}]}`,
          ),
        },
      ]),
    );

  test.each([
    ["12345678901234567890", "12345678901234567891"],
    ["-9007199254740993", "-9007199254740992"],
    ["0.12345678901234567890", "0.12345678901234567891"],
  ])("%s → %s is shown, digit by digit", (before, after) => {
    expect(planned(before, after)).toContain(`\`id\`: \`"${before}"\` → \`"${after}"\``);
    expect(planned(before, after)).not.toContain("`t`");
  });

  test("beside a text of any length, whatever is in it", () => {
    const data = '\\"\n'.repeat(1_000_000);
    const text = JSON.stringify({
      resource_changes: [],
      variables: { a: { value: data }, b: { value: "B" } },
    });
    const { plan } = readPlan(text.replace('"B"', "12345678901234567890"));
    expect(plan.variables?.b?.value).toBe("12345678901234567890");
    expect(plan.variables?.a?.value).toHaveLength(data.length);
  });

  test("others stay numbers", () => {
    expect(planned("123456789012345", "1.5e3")).toContain("`id`: `123456789012345` → `1500`");
  });
});
