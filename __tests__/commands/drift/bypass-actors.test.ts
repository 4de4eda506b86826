import { cloudsOf } from "../../../commands/clouds/clouds";
import { bypassActors } from "../../../commands/drift/checks/bypass-actors";
import { lingobot } from "../../../lingobot";
import { sandboxTokens } from "../../../sandbox/rest/tokens";
import { World } from "../world";

let world: World;

beforeEach(async () => {
  world = await World.open();
});

afterEach(() => world.close());

function check(environment: NodeJS.ProcessEnv = {}) {
  const [stack] = world.stacks(lingobot, ["repository"]);
  if (stack === undefined) throw new Error("no repository");
  const env = { ...world.env([stack]), ...environment };
  return bypassActors.run({ stack, settings: lingobot, clouds: cloudsOf([stack], env), env });
}

function protectMain(
  actors: readonly { actor_id: number; actor_type: "Team"; bypass_mode: "always" }[],
): void {
  world.createRepository();
  world.github.rulesets.create("lingobot", "lingobot", {
    name: "main",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["refs/heads/main"], exclude: [] } },
    rules: [{ type: "deletion" }],
    bypass_actors: [...actors],
  });
}

test("a repository that is not there yet differs in nothing", async () => {
  expect(await check()).toEqual({ differs: [] });
});

test("rules that nobody may bypass are as the code says", async () => {
  protectMain([]);
  expect(await check()).toEqual({ differs: [] });
});

test("somebody who may bypass the rules is told", async () => {
  const { id } = world.github.organizations.team("lingobot", "developers");
  protectMain([{ actor_id: id, actor_type: "Team", bypass_mode: "always" }]);
  expect((await check()).differs).toEqual([
    `repository: bypass actors of ruleset "main": [] by the code, ["Team:${id}:always"] live; put it right: npm run deploy -- repository`,
  ]);
});

test("a token that is not told who may bypass cannot say that nobody may", async () => {
  protectMain([]);
  await expect(check({ GITHUB_TOKEN: sandboxTokens.workflow })).rejects.toThrow(
    `GitHub tells the bypass actors of ruleset "main" only to who may change rulesets; sign in with "Administration: write" of the repository, as the platform's App has it`,
  );
});
