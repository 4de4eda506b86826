import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { load } from "../../../commands/adopt/settings/file";
import { lingobot } from "../../../lingobot";
import { PULL_CREDENTIAL } from "../../../sandbox/credentials";
import { synthesizedStacks } from "../../stacks/platform-under-test";
import { ExistingThings } from "./existing";

/** The stack as it is synthesized, without what cdktf says about it. */
function configurationOf(settings: typeof lingobot, name: string) {
  const { resource, data, variable, output } = synthesizedStacks(settings)[name] ?? {};
  return { resource, data, variable, output };
}

jest.setTimeout(120_000);

describe("what our own stacks deployed, and whose state is gone", () => {
  let things: ExistingThings;
  let before: string;

  beforeAll(async () => {
    things = await ExistingThings.start();
    for (const { name } of lingobot.environments)
      things.cloud.images.push(`ghcr.io/lingobot/lingobot:${name}-latest`, {
        pullCredential: PULL_CREDENTIAL,
      });
    await things.deploy(lingobot);
    rmSync(join(things.directory, "state"), { recursive: true });
    before = things.contents();
  });

  afterAll(async () => {
    rmSync(things.output, { force: true });
    await things.stop();
  });

  test("is read as the same settings, but for the pipeline, which only its files know", async () => {
    const { exitCode, text } = await things.adopt([
      "lingobot/lingobot",
      "staging=lingobot-staging",
      "production=lingobot-production",
      "--output",
      things.output,
    ]);
    expect({ exitCode, text }).toMatchObject({ exitCode: 0 });
    const read = load(readFileSync(things.output, "utf8"), things.output);
    for (const name of ["staging", "production"])
      expect(configurationOf(read, name)).toEqual(configurationOf(lingobot, name));
    expect(read.github).toMatchObject({ teams: lingobot.github.teams, topics: lingobot.github.topics });
    const checks = (read.github.branches ?? []).map(({ name, requiredChecks }) => [
      name,
      requiredChecks?.[0]?.context,
    ]);
    expect(Object.fromEntries(checks)).toEqual({
      develop: "All Pass",
      staging: "All Pass",
      main: "All Pass",
    });
    expect(things.contents()).toBe(before);
    rmSync(things.importsFile);
  });

  test("is refused while something differs, and the setting is named", async () => {
    const { apps } = things.cloud.digitalocean;
    const [app] = apps.list().filter(({ spec }) => spec.name === "lingobot-production");
    const spec = app?.spec ?? { name: "" };
    const resized = (spec.services ?? []).map((service) => ({ ...service, instance_count: 3 }));
    apps.update(app?.id ?? "", { spec: { ...spec, services: resized } });
    const { exitCode, text } = await things.adopt(["--imports-only"]);
    expect(text).toContain(
      "production: digitalocean_app.App_F1B96344: spec.service[api].instance_count is 3, the settings make it 2: set scaling to what exists; where that cannot be said, change it in the cloud first",
    );
    expect(exitCode).toBe(3);
    expect(existsSync(things.importsFile)).toBe(false);
    apps.update(app?.id ?? "", { spec });
    before = things.contents();
  });

  test("comes back by imports alone, and nothing is left to do", async () => {
    const { exitCode, text } = await things.adopt(["--imports-only"]);
    expect({ exitCode, text }).toMatchObject({ exitCode: 0 });
    expect(text).toContain("to be taken into the state: repository (28), staging (9), production (10)");
    expect(text).toContain("staging: digitalocean_app.App_F1B96344: deployment_per_page");
    expect(text).toContain("DO_ACCESS_TOKEN of environment production");
    expect(things.contents()).toBe(before);

    const waiting = await things.adopt(["--done"]);
    expect(waiting.text).toContain(
      "28 of 28 imports of repository are not in its state; deploy repository first",
    );

    const apps = JSON.stringify(things.cloud.digitalocean);
    const deployed = await things.deployAll(lingobot);
    expect({ exitCode: deployed.exitCode, text: deployed.text }).toMatchObject({ exitCode: 0 });
    expect(deployed.text).toContain(
      "all 28 imports of repository are in its state and were taken out; commit that",
    );
    expect(existsSync(things.importsFile)).toBe(false);
    expect((await things.plan(lingobot)).changes).toEqual([]);
    expect(JSON.stringify(things.cloud.digitalocean)).toBe(apps);
  });

  test("and nothing waits any more", async () => {
    const { exitCode, text } = await things.adopt(["--done"]);
    expect(text).toContain("nothing is waiting to be imported");
    expect(exitCode).toBe(0);
  });
});
