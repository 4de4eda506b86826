import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { contextOf } from "../../commands/plan/context";
import { leftBehind } from "../../commands/plan/left-behind";
import { lingobot } from "../../lingobot";
import { markdown, type Report, reportOf, type StackPlan } from "../../report";
import type { PlatformSettings } from "../../stacks";
import type { SynthesizedStack } from "../../tools/synthesized";
import { expectCommitted } from "../committed-file";
import { SandboxDeployment } from "../end-to-end/deployment";
import { EDITS } from "./edits";
import { synthesizedStacks, withLogicalIds } from "./platform-under-test";

jest.setTimeout(180_000);

const DIRECTORY = "__tests__/stacks/plans";
const base = synthesizedStacks();
const STACKS = Object.keys(base);

let sandbox: SandboxDeployment;

beforeAll(async () => {
  sandbox = await SandboxDeployment.start();
});
afterAll(() => sandbox.stop());
afterEach(() => {
  sandbox.edit = () => undefined;
});

/** Compares the report with the committed one. */
function expectReport(
  name: string,
  plans: readonly StackPlan[],
  settings: PlatformSettings = lingobot,
): Report {
  const report = reportOf(plans, contextOf(settings));
  expectCommitted(join(DIRECTORY, `${name}.md`), markdown(report));
  return report;
}

/** Plans of the stacks that an edit changes, as `npm run plan -- --base` makes them. */
async function plansOf(settings: PlatformSettings): Promise<StackPlan[]> {
  const stacks = synthesizedStacks(settings);
  const changed = Object.keys(stacks).filter(
    (name) => JSON.stringify(stacks[name]) !== JSON.stringify(base[name]),
  );
  const plans: StackPlan[] = [];
  for (const name of changed) plans.push(await sandbox.planned(settings, name));
  return [...plans, ...leftBehind(asWritten(base), asWritten(stacks))];
}

/** Stacks as a synthesis leaves them. */
function asWritten(stacks: ReturnType<typeof synthesizedStacks>): SynthesizedStack[] {
  return Object.entries(stacks).map(([name, configuration]) => ({
    name,
    directory: "",
    configuration: configuration as SynthesizedStack["configuration"],
  }));
}

describe("from nothing", () => {
  // In the order of the first deployment: an environment cannot be planned before its repository is there.
  test.each(STACKS)("%s", async (name) => {
    const report = expectReport(`from-nothing-${name}`, [await sandbox.planned(lingobot, name)]);
    expect(new Set(report.changes.map(({ kind }) => kind))).toEqual(new Set(["create"]));
    if (name === "repository") {
      await sandbox.apply(lingobot, name);
      sandbox.push(lingobot);
    }
  });
});

describe("on top of deployed LingoBot", () => {
  beforeAll(async () => {
    await sandbox.apply(lingobot, ...STACKS.slice(1));
    await sandbox.refresh(lingobot, ...STACKS);
  });

  const reports = new Map<string, Report>();

  test.each(Object.entries(EDITS))("%s", async (name, settings) => {
    reports.set(name, expectReport(name, await plansOf(settings), settings));
  });

  test.each([
    ["add-secret", "does not have `LQBOT_STRIPE_KEY`, which the configuration names"],
    ["remove-secret", "has `LQBOT_OPENAI_API_KEY`, which the configuration does not name"],
  ])("%s changes nothing by an apply, and is told by its name", (name, told) => {
    const report = reports.get(name);
    expect(report?.exitCode).toBe(0);
    expect(report && markdown(report)).toContain(told);
  });

  test("rename-construct: Terraform refuses it, and what would be destroyed gets the moved entry to write", async () => {
    const plan = await withLogicalIds(RENAMED, () => sandbox.reported(lingobot, "production"));
    const report = expectReport("rename-construct", [plan]);
    expect(report.verdict).toBe("failed");
    expect(report.changes.some(({ kind }) => kind === "destroy")).toBe(true);
    expect(markdown(report)).toContain(MOVED);
  });

  test("rename-construct-moved: with the entry written it is a move, and nothing is destroyed", async () => {
    sandbox.edit = (app) => {
      const stack = app.node.findChild("production") as TerraformStack;
      // The statement of the report above, as it is.
      new Function("stack", MOVED)(stack);
    };
    const plan = await withLogicalIds(RENAMED, () => sandbox.planned(lingobot, "production"));
    const report = expectReport("rename-construct-moved", [plan]);
    expect(report.changes.map(({ kind }) => kind)).toEqual(["move"]);
  });
});

const RENAMED = { "App/Resource": "Bot" };
const MOVED = `stack.addOverride("moved", [
  { from: "digitalocean_app.App_F1B96344", to: "digitalocean_app.Bot" },
]);`;

test("every committed report is of a plan that is made here", () => {
  const made = [
    ...STACKS.map((name) => `from-nothing-${name}`),
    ...Object.keys(EDITS),
    "rename-construct",
    "rename-construct-moved",
  ];
  expect(readdirSync(DIRECTORY).sort()).toEqual(made.map((name) => `${name}.md`).sort());
});
