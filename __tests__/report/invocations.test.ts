import { markdown, reportOf } from "../../report";
import type { PlanJson } from "../../report/plan-json";
import { plan, reported, update } from "./plans";

const invoked = (address: string, more: object = {}) => ({
  address,
  type: "aws_lambda_invoke",
  name: "x",
  ...more,
});

describe("Terraform's actions", () => {
  test("are no plan of nothing: each is told, with what sets it off", () => {
    const { text, report } = reported(
      plan([], {
        action_invocations: [
          invoked("action.aws_lambda_invoke.x", {
            lifecycle_action_trigger: {
              triggering_resource_address: "aws_instance.a",
              action_trigger_event: "AfterUpdate",
            },
          }),
          invoked("action.aws_lambda_invoke.y", { invoke_action_trigger: {} }),
        ],
      }),
    );
    expect(report.exitCode).toBe(2);
    expect(report.verdict).toBe("changes");
    expect(text).toContain("## Plan: 2 unrecognised");
    expect(text).toContain("### ⚠️ Actions that this report does not know (2)");
    expect(text).toContain(
      "- `action.aws_lambda_invoke.x`: actions `invoke`; AfterUpdate of aws\\_instance.a runs it",
    );
    expect(text).toContain("- `action.aws_lambda_invoke.y`: actions `invoke`; the apply runs it");
  });

  test("that are put off make another plan necessary", () => {
    const { text, report } = reported(
      plan([], {
        deferred_action_invocations: [
          { reason: "resource_config_unknown", action_invocation: invoked("action.aws_lambda_invoke.x") },
        ],
      }),
    );
    expect(report.exitCode).toBe(2);
    expect(text).toContain("**put off** (stack) `action.aws_lambda_invoke.x`: resource config unknown");
  });

  test("are counted beside objects, which stay unchanged", () => {
    const { report } = reported(
      plan(
        [
          {
            ...update("test_thing.a", { a: 1 }, { a: 1 }),
            change: { actions: ["no-op"], before: {}, after: {} },
          },
        ],
        {
          action_invocations: [invoked("action.x.y")],
        },
      ),
    );
    expect(report.stacks[0]?.unchanged).toBe(1);
    expect(report.stacks[0]?.counts).toEqual({ unrecognised: 1 });
  });
});

describe("parts of a plan that this report does not know", () => {
  test.each([
    [
      { invented_changes: [{ a: 1 }, { b: 2 }] },
      "`invented_changes`: actions `unknown`; 2 entries of the plan that this report does not know",
    ],
    [{ invented_changes: { a: {} } }, "1 entry of the plan that this report does not know"],
  ])("%j are told, and are not nothing", (more, told) => {
    const { text, report } = reported(plan([], more as Partial<PlanJson>));
    expect(report.exitCode).toBe(2);
    expect(text).toContain(told);
  });

  test("are not told when they are empty, or a plain value", () => {
    const { report } = reported(
      plan([], { invented: [], other: {}, applyable: false, timestamp: "x", no: null } as Partial<PlanJson>),
    );
    expect(report.exitCode).toBe(0);
  });

  test("do not hide what all versions of Terraform write", () => {
    const known = {
      planned_values: { root_module: {} },
      relevant_attributes: [{ resource: "a.b", attribute: ["x"] }],
      prior_state: { format_version: "1.0" },
      configuration: { root_module: {} },
      variables: { a: { value: 1 } },
    };
    const report = reportOf([{ name: "s", plan: plan([], known as Partial<PlanJson>) }]);
    expect(report.exitCode).toBe(0);
    expect(markdown(report)).toContain("nothing to do");
  });
});
