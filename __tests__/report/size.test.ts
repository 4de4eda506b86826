import { markdown, reportOf } from "../../report";
import type { ResourceChangeJson } from "../../report/plan-json";
import { plan, resource } from "./plans";

const LIMIT = 65_536;

function many(
  count: number,
  actions: readonly string[],
  values: (index: number, side: string) => object = () => ({}),
): ResourceChangeJson[] {
  return Array.from({ length: count }, (_, index) =>
    resource(`test_thing.item${index}`, actions, {
      before: actions[0] === "create" ? null : { id: `i-${index}`, name: "old", ...values(index, "old") },
      after:
        actions[0] === "delete" && actions.length === 1
          ? null
          : { id: `i-${index}`, name: "new", ...values(index, "new") },
    }),
  );
}

function text(changes: readonly ResourceChangeJson[]): string {
  return markdown(reportOf([{ name: "stack", plan: plan(changes) }]));
}

test("1,000 changed resources take about a second, and fit a comment", () => {
  const values = (index: number, side: string) => ({
    env: Array.from({ length: 10 }, (_, at) => ({ key: `K${at}`, value: `${side}${index}` })),
    tags: { a: "1", b: "2" },
  });
  const started = performance.now();
  const whole = text(many(1_000, ["update"], values));
  expect(performance.now() - started).toBeLessThan(3_000);
  expect(whole.length).toBeLessThan(LIMIT);
  expect(whole).toContain("## Plan: 1000 updated");
  expect(whole).toContain("Shortened to fit a comment: all of it is in the JSON report.");
});

test("nothing dangerous is cut while anything else can be", () => {
  const dangerous = [
    ...many(300, ["delete"]),
    resource("test_db.main", ["delete", "create"], {
      before: { zone: "a" },
      after: { zone: "b" },
      replace_paths: [["zone"]],
    }),
  ];
  const harmless = Array.from({ length: 3_000 }, (_, index) =>
    resource(`test_other.created${index}`, ["create"], { after: { note: "x".repeat(100) } }),
  );
  const whole = text([...harmless, ...dangerous]);
  expect(whole.length).toBeLessThan(LIMIT);
  for (let index = 0; index < 300; index += 1) expect(whole).toContain(`\`test_thing.item${index}\``);
  expect(whole).toContain('`zone`: `"a"` → `"b"` — **forces the replacement**');
  expect(whole).toContain("Created (3000)");
  expect(whole).toContain("3000 × `test_other` (stack)");
});

test("2,000 destroyed objects are still all named", () => {
  const whole = text(many(2_000, ["delete"]));
  expect(whole.length).toBeLessThan(LIMIT);
  for (let index = 0; index < 2_000; index += 1) expect(whole).toMatch(new RegExp(`item${index}\\b`));
});

test.each([["create"], ["delete"], ["update"]])("20,000 objects with %s fit, counted", (action) => {
  const whole = text(many(20_000, [action]));
  expect(whole.length).toBeLessThan(LIMIT);
  expect(Buffer.byteLength(whole)).toBeLessThan(LIMIT);
  expect(whole).toContain("20000 × `test_thing` (stack)");
  expect(whole).toContain("every address is in the JSON report");
});

test("many stacks, errors, outputs, drift and long names fit as well", () => {
  const long = "n".repeat(5_000);
  const stacks = Array.from({ length: 300 }, (_, index) => ({
    name: `stack-${index}-${long}`,
    plan: plan([resource(`test_thing.${long}${index}`, ["delete"], { before: { name: long } })], {
      errored: true,
      resource_drift: [
        resource(`test_thing.drifted-${long}`, ["update"], { before: { a: long }, after: { a: `${long}2` } }),
      ],
      output_changes: { [long]: { actions: ["create"], before: null, after: long } },
    }),
    diagnostics: [{ severity: "error" as const, summary: long, detail: long }],
  }));
  const report = reportOf(stacks);
  expect(markdown(report).length).toBeLessThan(LIMIT);
  expect(report.changes).toHaveLength(300);
});

test("the same plan gives the same report, byte for byte", () => {
  const changes = [...many(50, ["update"]), ...many(20, ["delete"])];
  expect(text(changes)).toBe(text(structuredClone(changes)));
});

test("text of several bytes a character stays under the limit too", () => {
  const whole = text(
    many(400, ["update"], () => ({ note: "界".repeat(100), x: "é" })).map((each) => ({
      ...each,
      address: `${each.address}["${"界".repeat(60)}"]`,
    })),
  );
  expect(Buffer.byteLength(whole)).toBeLessThan(LIMIT);
});
