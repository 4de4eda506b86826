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
