import { readFileSync } from "node:fs";
import type { TerraformResource, TerraformStack } from "cdktf";
import { lingobot } from "../../lingobot";
import { expectCommitted } from "../committed-file";
import { type SynthesizedStack, synthesize } from "../constructs/synthesize";
import { type AddressLock, addressProblems, lockOf, renderLock } from "./address-lock";
import { definedApp, synthesizedStacks, withLogicalIds } from "./platform-under-test";

const LOCK = "__tests__/stacks/addresses.lock";
const locked = JSON.parse(readFileSync(LOCK, "utf8")) as AddressLock;

// Only what is in order is ever written: a lock that forgot an object would let it be destroyed.
test("no object changes its Terraform address without a moved entry", () => {
  const stacks = synthesizedStacks();
  const problems = addressProblems(locked, stacks);
  if (problems.length > 0) throw new Error(problems.join("\n\n"));
  expectCommitted(LOCK, renderLock(lockOf(stacks)));
});

const MOVE = { from: "digitalocean_app.App_F1B96344", to: "digitalocean_app.Bot" };
const lock = lockOf(synthesizedStacks());

/** Production with other names of its constructs, and after something else was done to it by hand. */
function production(
  names: Readonly<Record<string, string>>,
  edit: (stack: TerraformStack, app: TerraformResource) => void = () => undefined,
): Record<string, SynthesizedStack> {
  return withLogicalIds(names, () => {
    const stack = definedApp(lingobot).node.findChild("production") as TerraformStack;
    edit(stack, stack.node.findChild("App").node.findChild("Resource") as TerraformResource);
    return { production: synthesize(stack) };
  });
}

describe("an address that changed", () => {
  test("is told with the moved entry to write", () => {
    expect(addressProblems(lock, production({ "App/Resource": "Bot" }))).toEqual([
      [
        "production: 1 of its objects would be destroyed and made anew, because their addresses changed.",
        "Write in the stack production, then run npm run test:update:",
        "",
        'stack.addOverride("moved", [',
        '  { from: "digitalocean_app.App_F1B96344", to: "digitalocean_app.Bot" },',
        "]);",
        "",
        "If they are to be destroyed and made anew, take their lines out of __tests__/stacks/addresses.lock instead.",
      ].join("\n"),
    ]);
  });

  test.each([
    ["the override of its stack", (stack: TerraformStack) => stack.addOverride("moved", [MOVE])],
    ["cdktf's own moveFromId", (_: TerraformStack, app: TerraformResource) => app.moveFromId(MOVE.from)],
  ])("passes with %s, and is locked under its new address", (_, move) => {
    const stacks = production({ "App/Resource": "Bot" }, move);
    expect(addressProblems(lock, stacks)).toEqual([]);
    expect(renderLock(lockOf(stacks))).toContain('"digitalocean_app.Bot": {"name":"lingobot-production"}');
    expect(renderLock(lockOf(stacks))).not.toContain(MOVE.from);
  });

  test("is told when what is written moves it nowhere", () => {
    const stacks = production({ "App/Resource": "Bot" }, (stack) =>
      stack.addOverride("moved", [{ ...MOVE, to: "digitalocean_app.Boot" }]),
    );
    expect(addressProblems(lock, stacks)).toEqual([
      "production: digitalocean_app.App_F1B96344 is moved to digitalocean_app.Boot, which the stack does not have",
    ]);
  });

  test("is found among several of its type, by what names it", () => {
    const [problem] = addressProblems(lock, production({ "Health/Latency": "A", "Health/Down": "B" }));
    const type = "digitalocean_uptime_alert";
    expect(problem).toContain(`{ from: "${type}.Health_Down_9AFD681F", to: "${type}.B" }`);
    expect(problem).toContain(`{ from: "${type}.Health_Latency_07DD59F3", to: "${type}.A" }`);
  });
});

describe("no changed address is", () => {
  test("one secret instead of another, or an object that is only gone or only new", () => {
    const secret = (name: string) => ({
      [`Secret-${name}_0A1B2C3D`]: { secret_name: name, environment: "${x.y.environment}" },
    });
    const stack = (name: string): Record<string, SynthesizedStack> => ({
      production: { resource: { github_actions_environment_secret: secret(name) } },
    });
    expect(addressProblems(lockOf(stack("A")), stack("B"))).toEqual([]);
    expect(addressProblems(lockOf(stack("A")), { production: {} })).toEqual([]);
    expect(addressProblems({}, stack("A"))).toEqual([]);
  });
});
