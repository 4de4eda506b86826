import { markdown, reportOf } from "../../report";
import type { PlanJson, ResourceChangeJson } from "../../report/plan-json";
import { plan, resource } from "./plans";

/** GitHub refuses more than 65,536 characters; the report keeps under it in bytes. */
const LIMIT = 65_001;
/** A report from which something is left out is this long at least: there was room for no more. */
const FULL = 60_000;

function text(changes: readonly ResourceChangeJson[], more: Partial<PlanJson> = {}): string {
  const whole = markdown(reportOf([{ name: "stack", plan: plan(changes, more) }]));
  expect(Buffer.byteLength(whole)).toBeLessThan(LIMIT);
  return whole;
}

const destroyed = (address: string) => resource(address, ["delete"], { before: { id: "1", name: "a" } });

describe("what is destroyed keeps the room there is", () => {
  const long = "n".repeat(150);
  const many = Array.from({ length: 2_600 }, (_, index) => destroyed(`test_t${index % 26}.${long}${index}`));
  const databases = ["aws_db_instance.customers", "digitalocean_database_db.customers"];
  const whole = text([...many, ...databases.map(destroyed)]);

  test("the databases among 2,600 others are named, with what is lost", () => {
    for (const address of databases) expect(whole).toContain(`\`${address}\``);
    expect(whole).toContain("**lost:** all data of the database");
  });

  test("as many others are named as fit, and the rest are counted by type", () => {
    expect(whole.length).toBeGreaterThan(FULL);
    expect(whole).toContain("Shortened to fit a comment");
    for (let type = 0; type < 26; type += 1)
      expect(whole).toMatch(new RegExp(`\\d+ × \`test_t${type}\` \\(stack\\)`));
  });
});

test("10,000 updates fill the comment with addresses, and 1,000 show attributes besides", () => {
  const updates = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      resource(`test_thing.item${index}`, ["update"], {
        before: { note: "old ".repeat(9) },
        after: { note: "new ".repeat(9) },
      }),
    );
  const [most, fewer] = [text(updates(10_000)), text(updates(1_000))];
  expect(most.length).toBeGreaterThan(FULL);
  expect(most).toContain("item0  item1  ");
  expect(fewer.length).toBeGreaterThan(FULL);
  expect(fewer).toContain("`test_thing.item999`");
  expect(fewer).toMatch(/- `test_thing\.item0`\n {2}- `note`: `"old /);
});

test("a replaced object with 3,000 forcing attributes tells what is lost and as many attributes as fit", () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `attribute_${index}`);
  const side = (value: string) => Object.fromEntries(names.map((name) => [name, value]));
  const whole = text([
    resource("digitalocean_database_cluster.main", ["delete", "create"], {
      before: side("a"),
      after: side("b"),
      replace_paths: names.map((name) => [name]),
    }),
  ]);
  expect(whole).toContain("**lost:** all data and backups of the cluster");
  expect(whole).toContain('`attribute_0`: `"a"` → `"b"` — **forces the replacement**');
  expect(whole).toMatch(/… and \d+ more attributes/);
  expect(whole.length).toBeGreaterThan(20_000);
});

test("what is dangerous takes the room of what is not", () => {
  const created = Array.from({ length: 3_000 }, (_, index) =>
    resource(`test_other.created${index}`, ["create"], { after: { note: "x".repeat(100) } }),
  );
  const gone = Array.from({ length: 400 }, (_, index) => destroyed(`test_thing.item${index}`));
  const whole = text([...created, ...gone]);
  const told = whole.match(/- `test_thing\.item\d+`\n {2}- \*\*lost:\*\*/g) ?? [];
  expect(told).toHaveLength(400);
  expect(whole).toContain("### 🟢 Created (3000)");
});

test("errors are told beside thousands that are destroyed", () => {
  const gone = Array.from({ length: 5_000 }, (_, index) => destroyed(`test_thing.item${index}`));
  const report = reportOf([
    {
      name: "stack",
      plan: plan(gone),
      diagnostics: [{ severity: "error", summary: "no such size", detail: "sizes are a, b and c" }],
    },
  ]);
  const whole = markdown(report);
  expect(whole).toContain("**error** (stack): no such size\n  `sizes are a, b and c`");
  expect(whole.length).toBeGreaterThan(FULL);
  expect(whole.length).toBeLessThan(LIMIT);
});

describe("texts that become longer when they are written", () => {
  const hidden = "\u200b".repeat(400);
  const failed = (messages: readonly string[]) => ({
    address: { to_display: `check.${hidden}` },
    status: "fail",
    instances: [{ problems: messages.map((message) => ({ message })) }],
  });

  test("30 failed checks with invisible characters fit", () => {
    const whole = text([], {
      errored: true,
      checks: Array.from({ length: 30 }, () => failed([hidden, hidden, hidden])),
    });
    expect(whole).toContain("\\u{200b}");
    expect(whole).toContain("### ❌ Errors and warnings (30)");
  });

  test.each([["\u200b"], ["`"], ["*"], ["@"], ["界"], ["\n"], ["😀"], ["&"]])(
    "%j everywhere fits",
    (character) => {
      const long = character.repeat(3_000);
      const stacks = Array.from({ length: 60 }, (_, index) => ({
        name: `${long}${index}`,
        plan: plan(
          ["delete", "update", "create", "forget"].map((action) =>
            resource(`digitalocean_database_cluster${index}.${long}${action}${index}`, [action], {
              before: action === "create" ? null : { name: long, id: "1" },
              after: action === "delete" || action === "forget" ? null : { name: `${long}2`, id: "1" },
            }),
          ),
          {
            errored: index % 2 === 0,
            complete: false,
            checks: [failed([long])],
            output_changes: { [long]: { actions: ["create"], before: null, after: long } },
            resource_drift: [
              resource(`test_thing.${long}`, ["update"], { before: { a: "1" }, after: { [long]: long } }),
            ],
          },
        ),
        diagnostics: [{ severity: "error" as const, summary: long, detail: long, address: long }],
        unplanned: [long],
      }));
      const approvers = Object.fromEntries(
        stacks.map(({ name }) => [name, Array.from({ length: 30 }, () => long)]),
      );
      const policies = stacks.map(({ name }) => ({
        stack: name,
        id: long,
        result: "fail" as const,
        message: long,
      }));
      const whole = markdown(reportOf(stacks, { approvers, policies }));
      expect(Buffer.byteLength(whole)).toBeLessThan(LIMIT);
      expect(whole).toContain("Destroyed (60)");
      expect(whole.length).toBeGreaterThan(character === "界" || character === "😀" ? 20_000 : 50_000);
    },
  );

  test("headings and counts of every kind of change, with 60 long types each, fit", () => {
    const actions = [
      ["obliterate"],
      ["delete"],
      ["delete", "create"],
      ["update"],
      ["create"],
      ["forget"],
      ["no-op"],
    ];
    const types = Array.from({ length: 60 }, (_, index) => `t${index}_${"界".repeat(54)}`);
    const changes = actions.flatMap((action) =>
      types.flatMap((type) =>
        Array.from({ length: 30 }, (_, index) => ({
          ...resource(`${type}.x${index}`, action, { before: { a: "1" }, after: { a: "2" } }),
          previous_address: `${type}.y${index}`,
        })),
      ),
    );
    const whole = markdown(reportOf([{ name: "@".repeat(60), plan: plan(changes, { errored: true }) }]));
    expect(Buffer.byteLength(whole)).toBeLessThan(LIMIT);
    expect(whole).toContain("Destroyed (1800)");
    expect(whole).toContain("Replaced: destroyed and created anew (1800)");
  });
});
