import { markdown, reportOf } from "../../report";
import { plan, reported, resource, update } from "./plans";

const sized = (size: number) => ({ size });
const priceOf = (type: string, values: unknown) => {
  if (type !== "test_app" || values === null) return undefined;
  const { size } = values as { size?: number };
  return size === undefined ? ("unknown" as const) : { best: size, worst: size * 2 };
};

describe("price", () => {
  test("before and after, best and worst, and a budget that is exceeded", () => {
    const { text, report } = reported(plan([update("test_app.a", sized(5), sized(10))]), {
      priceOf,
      budgets: { stack: 15 },
    });
    expect(text).toContain("| $5 to $10 → **$10 to $20** | $15 **exceeded** |");
    expect(report.prices).toEqual([
      {
        stack: "stack",
        before: { best: 5, worst: 10 },
        after: { best: 10, worst: 20 },
        budget: 15,
        overBudget: true,
      },
    ]);
  });

  test("of an app that stays, that comes and that goes", () => {
    const same = resource("test_app.a", ["no-op"], { before: sized(5), after: sized(5) });
    expect(reported(plan([same]), { priceOf }).text).toContain("| $5 to $10 |");
    const change = [
      same,
      resource("test_app.b", ["create"], { after: sized(1) }),
      resource("test_app.c", ["delete"], { before: sized(2) }),
    ];
    expect(reported(plan(change), { priceOf }).text).toContain("$7 to $14 → **$6 to $12**");
  });

  test("without a budget has no column for one", () => {
    const { text } = reported(plan([update("test_app.a", sized(5), sized(10))]), { priceOf });
    expect(text).toContain("| Stack | Changes | Price per month |\n");
  });

  test("that cannot be told is said to be unknown, not zero", () => {
    const { text } = reported(plan([update("test_app.a", sized(5), {}, { after_unknown: { size: true } })]), {
      priceOf,
    });
    expect(text).toContain("| $5 to $10 → **not known** |");
  });
});

test("who has to approve", () => {
  const { text } = reported(plan([]), { approvers: { stack: ["team acme/platform", "ada"], other: ["x"] } });
  expect(text).toContain("| stack | nothing in it | team acme/platform, ada |");
  expect(reported(plan([]), { approvers: { stack: [] } }).text).toContain(
    "| stack | nothing in it | nobody |",
  );
});

test("policies: failed first, then waived with reason and date; of the rest the number", () => {
  const { text } = reported(plan([]), {
    policies: [
      { id: "a", result: "pass", message: "fine" },
      {
        id: "b",
        result: "waived",
        message: "one instance",
        waiver: { reason: "trial", expires: "2027-01-01" },
      },
      { id: "c", result: "fail", message: "no approval", stack: "production" },
    ],
  });
  expect(text).toContain("### Policies that do not hold or are waived; 1 hold (2)");
  expect(text.indexOf("❌ `c` (production): no approval")).toBeLessThan(
    text.indexOf("⏸️ `b`: one instance — waived until 2027-01-01: trial"),
  );
  const held = reported(plan([]), { policies: [{ id: "a", result: "pass", message: "fine" }] });
  expect(held.text).toContain("**Policies:** all 1 hold.");
});

test("a policy that does not hold is a failure and in the title, whatever is planned; one that is waived is not", () => {
  const failing = { id: "c", result: "fail", message: "no approval" } as const;
  const waived = {
    id: "b",
    result: "waived",
    message: "one instance",
    waiver: { reason: "trial", expires: "2027-01-01" },
  } as const;
  const change = resource("test_thing.a", ["create"], { after: { x: 1 } });
  const one = reported(plan([change]), { policies: [failing, waived] });
  expect(one.text).toMatch(/^## Plan: 1 policy does not hold; 1 created\n/);
  expect(one.report).toMatchObject({ exitCode: 1, verdict: "changes" });
  const two = reported(plan([]), { policies: [failing, failing] });
  expect(two.text).toMatch(/^## Plan: 2 policies do not hold; nothing to do\n/);
  expect(two.report).toMatchObject({ exitCode: 1, verdict: "nothing" });
  const none = reported(plan([change]), { policies: [waived] });
  expect(none.text).toMatch(/^## Plan: 1 created\n/);
  expect(none.report.exitCode).toBe(2);
});

test("several stacks: the most dangerous of all first, each with its stack", () => {
  const stacks = [
    { name: "staging", plan: plan([resource("test_thing.a", ["create"], { after: { x: 1 } })]) },
    { name: "production", plan: plan([resource("test_thing.b", ["delete"], { before: { x: 1 } })]) },
  ];
  const text = markdown(reportOf(stacks));
  expect(text.indexOf("`test_thing.b` (production)")).toBeLessThan(text.indexOf("`test_thing.a` (staging)"));
  expect(text).toContain("| staging | 1 created |");
});

describe("secrets by name, which no plan shows", () => {
  const app = (...keys: string[]) => ({
    spec: [{ env: keys.map((key) => ({ key, type: "SECRET", value: "EV[1:x]" })) }],
  });
  const configured = (...keys: string[]) => ({
    configuration: {
      root_module: {
        resources: [
          {
            address: "digitalocean_app.app",
            type: "digitalocean_app",
            expressions: {
              spec: [
                {
                  env: keys.map((key) => ({
                    key: { constant_value: key },
                    type: { constant_value: "SECRET" },
                    value: { references: ["var.x"] },
                  })),
                },
              ],
            },
          },
        ],
      },
    },
  });
  const unchanged = resource("digitalocean_app.app", ["no-op"], {
    before: app("A", "OLD"),
    after: app("A", "OLD"),
  });

  test("which are added and removed in the configuration only", () => {
    const { text, report } = reported(plan([unchanged], configured("A", "NEW")));
    expect(text).toContain(
      "`digitalocean_app.app` (stack) does not have `NEW`, which the configuration names",
    );
    expect(text).toContain("`digitalocean_app.app` (stack) has `OLD`, which the configuration does not name");
    expect(report.exitCode).toBe(0);
    expect(text).toContain("## Plan: nothing to do, but secrets differ by name");
    expect(text).not.toContain("The clouds are as the configuration says.");
  });

  test("nothing is said when they agree, or when a name is computed", () => {
    expect(reported(plan([unchanged], configured("A", "OLD"))).report.secretNames).toEqual([]);
    const computed = configured("A");
    Object.assign(computed.configuration.root_module.resources[0]?.expressions.spec[0]?.env[0] ?? {}, {
      key: { references: ["var.k"] },
    });
    expect(reported(plan([unchanged], computed)).report.secretNames).toEqual([]);
  });

  test("are told as the clouds were found to hold them, where those were asked", () => {
    const message =
      "the secret NEW is in the code and not in the app; send it: npm run secrets -- apply stack";
    const stacks = [{ name: "stack", plan: plan([unchanged], configured("A", "NEW")), unplanned: [message] }];
    const report = reportOf(stacks);
    expect(report.unplanned).toEqual([{ stack: "stack", message }]);
    expect(report.secretNames).toEqual([]);
    expect(report.exitCode).toBe(0);
    expect(markdown(report)).toContain(
      `### 🔑 What differs and neither a plan shows nor an apply changes (1)\n\n- ${message}`,
    );
    expect(markdown(report)).toContain("## Plan: nothing to do, but something differs that no plan shows");
    expect(markdown(report)).toContain("Something differs that no apply would change, see below.");
    expect(markdown(report)).not.toContain("The clouds are as the configuration says.");
    expect(reportOf([{ ...stacks[0], name: "stack", plan: plan([]), unplanned: [] }]).unplanned).toEqual([]);
  });
});
