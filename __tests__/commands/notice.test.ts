import { sandboxTokens } from "../../sandbox/rest";
import { command } from "./run-command";
import { World } from "./world";

let world: World;
beforeAll(async () => {
  world = await World.open();
  world.createRepository();
});
afterAll(() => world.close());

function notice(results: Readonly<Record<string, string>>) {
  const needs = Object.entries(results).map(([job, result]) => [job, { result, outputs: {} }]);
  const env = {
    ...world.env([]),
    GITHUB_TOKEN: sandboxTokens.workflow,
    GITHUB_REPOSITORY: "lingobot/lingobot",
    GITHUB_RUN_ID: "77",
    GITHUB_SHA: "c0ffee",
    NEEDS: JSON.stringify(Object.fromEntries(needs)),
  };
  return command("notice", ["deploy"], env);
}

test("a deployment that failed opens one issue, which the next that succeeds closes", async () => {
  const good = { reviewed: "success", staging: "success", production: "success" };
  expect(await notice(good)).toEqual({ exitCode: 0, text: "" });

  const bad = await notice({ ...good, staging: "failure", production: "skipped" });
  expect(bad.text).toMatch(/^deploy: opened #\d+\n$/);
  const [issue] = world.github.issues.list("lingobot", "lingobot");
  expect(issue?.title).toBe("deploy failed: staging");
  expect(issue?.body).toContain(
    "did not succeed for c0ffee: https://github.com/lingobot/lingobot/actions/runs/77",
  );
  expect(issue?.body).toContain("\n- staging\n");

  expect((await notice({ ...good, production: "failure" })).text).toMatch(/^deploy: updated #\d+\n$/);
  expect((await notice(good)).text).toMatch(/^deploy: closed #\d+\n$/);
});

test("wrong use, and outside GitHub Actions", async () => {
  const wrong = await command("notice", []);
  expect(wrong.text).toContain("name the workflow\nnpm run notice");
  expect(wrong.exitCode).toBe(2);
  const outside = await command("notice", ["deploy"]);
  expect(outside.text).toContain("export GITHUB_REPOSITORY, and NEEDS with the jobs' results as JSON");
  expect(outside.exitCode).toBe(1);
});
