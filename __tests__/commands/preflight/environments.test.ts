import { environments } from "../../../commands/preflight/checks/environments";
import { preflight } from "../../../commands/preflight/preflight";
import { lingobot } from "../../../lingobot";
import { withEnvironment } from "../../stacks/platform-under-test";
import { World } from "../world";

jest.setTimeout(60_000);

const STAGING = { names: ["staging"] };
const PLACE = { owner: "lingobot", repository: "lingobot", environment: "staging" };
const OURS = {
  type: "github_repository_environment",
  id: "lingobot:staging",
  attributes: { environment: "staging" },
};

let world: World;
beforeEach(async () => {
  world = await World.open();
  world.createRepository();
});
afterEach(() => world.close());

function makeByHand(settings: object = {}): void {
  world.github.environments.put("lingobot", "lingobot", "staging", settings);
}

describe("a GitHub environment", () => {
  test("that is not there is made", async () => {
    expect(await world.findings(environments)).toEqual([]);
  });

  test("that holds nothing is taken: GitHub makes it when a workflow names it", async () => {
    makeByHand();
    expect(await world.findings(environments)).toEqual([]);
  });

  test("that somebody made is not overwritten, and what it holds is told", async () => {
    const { id } = world.github.organizations.team("lingobot", "platform");
    makeByHand({ wait_timer: 5, reviewers: [{ type: "Team", id }] });
    world.github.secrets.put(PLACE, "DO_ACCESS_TOKEN", "s3cret");
    world.github.variables.create(PLACE, "APP_URL", "https://a.example");
    expect(await world.findings(environments)).toEqual([
      expect.stringMatching(
        /^the GitHub environment "staging" of lingobot\/lingobot exists already, and it is not in the state of staging: an apply would overwrite what it holds: (?=.*a wait timer of 5 minutes)(?=.*1 required reviewers).*, secret DO_ACCESS_TOKEN, variable APP_URL → take it over: npm run adopt -- --imports-only --partly staging; or give the environment another name in the settings, or delete it if nobody needs it$/,
      ),
    ]);
  });

  test("of another name in the state is not ours", async () => {
    makeByHand({ wait_timer: 5 });
    world.writeState("staging", [{ ...OURS, attributes: { environment: "old" } }]);
    expect(await world.findings(environments, STAGING)).toHaveLength(1);
    world.writeState("staging", [OURS]);
    expect(await world.findings(environments, STAGING)).toEqual([]);
  });

  test("that imports.json takes in is ours", async () => {
    makeByHand({ wait_timer: 5 });
    const stacks = world.stacks(lingobot, ["staging"]).map(({ configuration, ...stack }) => {
      const [id] = Object.keys(configuration.resource?.github_repository_environment ?? {});
      const to = `github_repository_environment.${id}`;
      return { ...stack, configuration: { ...configuration, import: [{ to, id: "lingobot:staging" }] } };
    });
    expect(await preflight(stacks, world.env(stacks), [environments])).toEqual({ problems: [], notes: [] });
  });

  test("of ours: a secret and a variable that somebody put there are not overwritten", async () => {
    makeByHand();
    const secrets = ["DO_ACCESS_TOKEN", "DO_APP_ID_STAGING"];
    for (const name of secrets) world.github.secrets.put(PLACE, name, "s3cret");
    world.github.variables.create(PLACE, "APP_URL", "https://a.example");
    const attributes = { environment: "staging", secret_name: "DO_APP_ID_STAGING" };
    world.writeState("staging", [OURS, { type: "github_actions_environment_secret", id: "1", attributes }]);
    const settings = withEnvironment("staging", {});
    expect(await world.findings(environments, { ...STAGING, settings })).toEqual([
      "the secret DO_ACCESS_TOKEN of the GitHub environment staging exists already, and it is not in the state of staging: an apply would overwrite its value → give it another name in the settings; or, if its value may go: gh secret delete DO_ACCESS_TOKEN --env staging --repo lingobot/lingobot",
      "the variable APP_URL of the GitHub environment staging exists already, and it is not in the state of staging: GitHub refuses a second one → take it over: npm run adopt -- --imports-only --partly staging; or, if its value may go: gh variable delete APP_URL --env staging --repo lingobot/lingobot",
    ]);
  });
});
