import { markdown, reportOf } from "../../report";
import { plan, reported, resource, update } from "./plans";

const environment = (after: object) =>
  update(
    "github_repository_environment.e",
    { environment: "production", reviewers: [{ teams: [1], users: [] }], prevent_self_review: true },
    {
      environment: "production",
      reviewers: [{ teams: [1], users: [] }],
      prevent_self_review: true,
      ...after,
    },
  );
const opened = update("github_repository.r", { visibility: "private" }, { visibility: "public" });
const label = update("github_issue_label.a", { color: "a" }, { color: "b" });
const gone = resource("digitalocean_app.a", ["delete"], { before: { name: "a" } });

describe("a change that weakens a guard", () => {
  test("is told first, before what is destroyed, and again with its attributes", () => {
    const { text, report } = reported(plan([label, gone, opened]));
    expect(text.split("\n")[0]).toBe("## Plan: 1 weakening a guard, 1 destroyed, 2 updated");
    const section = text.indexOf("### 🔴 Weakens a guard (1)");
    expect(section).toBeGreaterThan(0);
    expect(section).toBeLessThan(text.indexOf("### 🔴 Destroyed"));
    expect(text).toContain(
      "- `github_repository.r`, updated\n  - `visibility`: more people can read the repository",
    );
    expect(text).toContain('`visibility`: `"private"` → `"public"`');
    expect(text.indexOf("- `github_repository.r`\n  - `visibility`: `")).toBeLessThan(
      text.indexOf("- `github_issue_label.a`"),
    );
    expect(report.changes.flatMap(({ weakens }) => weakens ?? [])).toEqual([
      "visibility: more people can read the repository",
    ]);
  });

  test("by several attributes tells each", () => {
    const { text } = reported(plan([environment({ reviewers: [], prevent_self_review: false })]));
    expect(text).toContain("  - `prevent_self_review`: who deploys may approve it");
    expect(text).toContain("  - `reviewers`: somebody cannot approve any more, or nobody has to");
  });

  test("that is destroyed has no attribute", () => {
    const ruleset = resource("github_repository_ruleset.a", ["delete"], { before: { name: "a" } });
    expect(reported(plan([ruleset])).text).toContain(
      "- `github_repository_ruleset.a`, destroyed\n  - what it protected is unprotected",
    );
  });

  test("is told with its stack where there are several, and not where there is none", () => {
    const stacks = [
      { name: "a", plan: plan([opened]) },
      { name: "b", plan: plan([label]) },
    ];
    expect(markdown(reportOf(stacks))).toContain("- `github_repository.r` (a), updated");
    expect(reported(plan([label])).text).not.toContain("Weakens");
    expect(reported(plan([label])).report.changes[0]).not.toHaveProperty("weakens");
  });

  test("stays on top among thousands", () => {
    const many = Array.from({ length: 3_000 }, (_, index) =>
      resource(`test_thing.item${index}`, ["delete"], { before: { name: "x".repeat(50) } }),
    );
    const { text } = reported(plan([...many, opened]));
    expect(text).toContain("  - `visibility`: more people can read the repository");
    expect(text.length).toBeLessThan(65_001);
  });
});

describe("who approves", () => {
  const prior_state = {
    values: {
      root_module: {
        resources: [
          { mode: "data", type: "github_team", values: { id: "1", slug: "platform" } },
          { mode: "data", type: "github_user", values: { id: "2", login: "ada" } },
        ],
      },
    },
  };
  const context = { approvers: { stack: ["team acme/everybody"] } };
  const cell = (text: string) => /\| stack \|.*\| (.*) \|/.exec(text)?.[1];

  test("is what the plan makes of it, before and after, not what the settings here say", () => {
    const { text, report } = reported(
      plan([environment({ reviewers: [{ teams: [], users: [2] }] })], { prior_state }),
      context,
    );
    expect(cell(text)).toBe("team platform → **ada**");
    expect(report.approvals).toEqual([{ stack: "stack", before: ["team platform"], approvers: ["ada"] }]);
  });

  test("has the organization of a team, where the settings tell it", () => {
    const planned = plan([environment({ reviewers: [{ teams: [1], users: [2] }] })], { prior_state });
    const told = (approver: string) => cell(reported(planned, { approvers: { stack: [approver] } }).text);
    expect(told("team acme/platform")).toBe("team acme/platform → **team acme/platform, ada**");
    expect(told("team acme/another-platform")).toBe("team platform → **team platform, ada**");
  });

  test("can be nobody, or be known only later", () => {
    expect(cell(reported(plan([environment({ reviewers: [] })], { prior_state }), context).text)).toBe(
      "team platform → **nobody**",
    );
    const later = {
      ...environment({}),
      change: {
        ...environment({}).change,
        after: { environment: "production" },
        after_unknown: { reviewers: true },
      },
    };
    expect(cell(reported(plan([later], { prior_state })).text)).toBe("team platform → **not known**");
  });

  test("of an environment that is new, that stays and that goes", () => {
    const sides = { environment: "production", reviewers: [{ teams: [1], users: [2, 3] }] };
    const made = (actions: string[], before: object | null, after: object | null) =>
      cell(
        reported(
          plan([resource("github_repository_environment.e", actions, { before, after } as never)], {
            prior_state,
          }),
          context,
        ).text,
      );
    expect(made(["create"], null, sides)).toBe("team platform, ada, user 3");
    expect(made(["no-op"], sides, sides)).toBe("team platform, ada, user 3");
    expect(made(["delete"], sides, null)).toBe("team platform, ada, user 3 → **nobody**");
  });

  test("is told for each of several environments", () => {
    const other = resource("github_repository_environment.f", ["create"], {
      after: { environment: "staging" },
    });
    expect(cell(reported(plan([environment({}), other], { prior_state })).text)).toBe(
      "production: team platform → **production: team platform, staging: nobody**",
    );
  });

  test("is what the settings say where the plan has no environment", () => {
    expect(cell(reported(plan([label]), context).text)).toBe("team acme/everybody");
    expect(cell(reported(plan([]), { approvers: { stack: [] } }).text)).toBe("nobody");
  });
});

test("a budget that is of other settings than the plan's says whose", () => {
  const priceOf = () => ({ best: 5, worst: 5 });
  const told = (budgetOf?: string) =>
    reported(plan([label]), { priceOf, budgets: { stack: 10 }, ...(budgetOf ? { budgetOf } : {}) }).text;
  expect(told("the base")).toContain("| Stack | Changes | Price per month | Budget (of the base) |");
  expect(told()).toContain("| Budget |");
});
