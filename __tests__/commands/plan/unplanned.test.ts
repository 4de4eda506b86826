import { withUnplanned } from "../../../commands/plan/unplanned";
import type { SynthesizedStack } from "../../../tools/synthesized";
import { World } from "../world";

let world: World;
let base: SynthesizedStack[];

beforeEach(async () => {
  world = await World.open();
  world.createRepository();
  base = world.stacks();
  const { github } = world;
  for (const environment of ["staging", "other"]) {
    github.environments.put("lingobot", "lingobot", environment, {});
    setSecret(environment, `OF_${environment.toUpperCase()}`);
  }
  for (const app of ["lingobot-staging", "other"])
    world.createApp(app, { envs: [{ key: `LEFT_IN_${app.replace("-", "_")}`, value: "x", type: "SECRET" }] });
});
afterEach(() => world.close());

function setSecret(environment: string, name: string): void {
  world.github.secrets.put({ owner: "lingobot", repository: "lingobot", environment }, name, "x");
}

// biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON, taken apart
function changed(change: (resource: any, configuration: any) => void): SynthesizedStack {
  const stack = structuredClone(base.find(({ name }) => name === "staging")) as SynthesizedStack;
  change(stack.configuration.resource, stack.configuration);
  return stack;
}

async function told(stack: SynthesizedStack, trust?: readonly SynthesizedStack[]) {
  const plan = await withUnplanned({ name: stack.name, plan: {} }, stack, world.env(base), trust);
  return {
    unplanned: plan.unplanned?.join("\n") ?? "",
    warnings: plan.diagnostics?.map(({ summary }) => summary),
  };
}

test("what the base has is compared for its own code and for foreign code", async () => {
  const same = changed(() => undefined);
  const { unplanned, warnings } = await told(same, base);
  expect(unplanned).toContain("OF_STAGING");
  expect(unplanned).toContain("LEFT_IN_lingobot_staging");
  expect(warnings).toBeUndefined();
  expect((await told(same)).unplanned).toBe(unplanned);
});

test("another app, and another environment, are not asked for by foreign code, and that is told", async () => {
  const foreign = changed((resource) => {
    resource.digitalocean_app.App_F1B96344.spec.name = "other";
    resource.github_repository_environment.Deployment_37BBD5E4.environment = "other";
  });
  expect((await told(foreign)).unplanned).toContain("LEFT_IN_other");
  const { unplanned, warnings } = await told(foreign, base);
  expect(unplanned).toBe("");
  expect(warnings).toEqual(
    ["app other", "environment other of lingobot/lingobot"].map(
      (subject) => `secrets and alerts were not compared with the clouds: the base has no ${subject}`,
    ),
  );
});

test("another repository is not asked for by foreign code", async () => {
  const foreign = changed((resource) => {
    resource.github_repository = {
      x: { name: "../../repos/lingobot/lingobot/environments/production/secrets?x=" },
    };
  });
  const { unplanned, warnings } = await told(foreign, base);
  expect(unplanned).not.toContain("OF_STAGING");
  expect(warnings).toEqual([
    expect.stringContaining("the base has no environment staging of lingobot/../../repos/"),
  ]);
});

test("a stack that the base does not have is compared with nothing", async () => {
  const foreign = { ...changed(() => undefined), name: "production-2" };
  const { unplanned, warnings } = await told(foreign, base);
  expect(unplanned).toBe("");
  expect(warnings).toHaveLength(2);
});
