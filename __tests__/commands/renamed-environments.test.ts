import { CloudsUnderTest, IMAGE } from "./deploy/clouds-under-test";
import { command } from "./run-command";

jest.setTimeout(180_000);

let clouds: CloudsUnderTest;
let id = "";

beforeAll(async () => {
  clouds = await (await CloudsUnderTest.start()).listen();
  const { github, digitalocean } = clouds.cloud;
  const repository = { name: "lingobot", private: true, auto_init: true };
  github.as(github.tokenOwner).repositories.create("lingobot", repository);
  const [registry = "", , name = ""] = IMAGE.split("/").slice(1);
  const image = { registry_type: "GHCR" as const, registry, repository: name, tag: "staging-latest" };
  ({ id } = digitalocean.apps.create({ spec: { name: "lingobot-qa", services: [{ name: "api", image }] } }));
});
afterAll(() => clouds.stop());

const LEFT = () =>
  `the app lingobot-qa (${id}) runs and is billed, and no stack defines it, while staging would be made beside it: a renamed environment is a new one to Terraform; renamed: keep the name qa in the settings; to go: npm run destroy -- qa, if it has a state`;

test("an app left behind by a renamed environment is named by a plan", async () => {
  const { text } = await command(
    "plan/index",
    ["staging", "--live", "--output", clouds.directory],
    clouds.env,
  );
  expect(text.replaceAll("\\", "")).toContain(LEFT());
});

test("and by the drift check, once", async () => {
  const { exitCode, text } = await command("drift", ["staging"], clouds.env);
  expect([exitCode, text.split(LEFT()).length]).toEqual([2, 2]);
});

test("that it could not be looked at is told by both", async () => {
  const env = { ...clouds.env, DIGITALOCEAN_API_URL: "http://127.0.0.1:9" };
  const plan = await command("plan/index", ["staging", "--live", "--output", clouds.directory], env);
  expect(plan.text).toContain(
    "whether an app is left behind by a renamed environment could not be looked at",
  );
  const drift = await command("drift", ["staging"], env);
  expect([drift.exitCode, drift.text]).toEqual([1, expect.stringContaining("- renamed environment: ")]);
});
