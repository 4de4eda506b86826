import { rotateSecret } from "../../../commands/secrets/run";
import { LogDestination, NotificationTarget, Secret } from "../../../constructs";
import { PLACEHOLDER } from "../../../stacks/placeholder";
import { withEnvironment } from "../../stacks/platform-under-test";
import { DeployedEnvironment, VALUES } from "./deployed-environment";

jest.setTimeout(120_000);

const REFUSED = "a placeholder stands where a secret's value should be";
const REAL = { OPS_WEBHOOK: "https://hooks.slack.com/services/T0/B0/x", LOGTAIL_TOKEN: "logtail-token" };

const slack = NotificationTarget.slack({ channel: "#ops", webhook: Secret.named("OPS_WEBHOOK") });
const logtail = LogDestination.logtail({ token: Secret.named("LOGTAIL_TOKEN") });
const withSlack = withEnvironment("staging", { secrets: [], notify: [slack] });
const withLogs = withEnvironment("staging", { secrets: [], logDestinations: [logtail] });

let staging: DeployedEnvironment;
beforeAll(async () => {
  staging = await DeployedEnvironment.start();
  await staging.terraform(["init"], {});
});
afterAll(() => staging.stop());

async function terraform(args: readonly string[], values: object, settings = withSlack) {
  const { exitCode, output } = await staging.terraform(args, { ...VALUES, ...values }, settings);
  return { exitCode, output: output.replace(/[│\s]+/g, " ") };
}

const PLAN = ["plan", "-detailed-exitcode"];
const APPLY = ["apply", "-auto-approve"];

test.each([
  ["of an alert's webhook", withSlack, { OPS_WEBHOOK: PLACEHOLDER }],
  ["of a log destination's token", withLogs, { LOGTAIL_TOKEN: PLACEHOLDER }],
])("a placeholder %s makes no app", async (_where, settings, values) => {
  const { exitCode, output } = await terraform(APPLY, values, settings);
  expect([exitCode, output]).toEqual([1, expect.stringContaining(REFUSED)]);
  expect(staging.cloud.digitalocean.apps.list()).toEqual([]);
});

test("real values do, and an empty plan follows", async () => {
  expect((await terraform(APPLY, REAL)).exitCode).toBe(0);
  expect((await terraform(PLAN, REAL)).exitCode).toBe(0);
});

test("a rotation of another secret names what Terraform compares and has no value for", async () => {
  const run = staging.run({ GHCR_PULL_CREDENTIAL: "sandbox:another-token" });
  const rotation = rotateSecret("GHCR_PULL_CREDENTIAL", [staging.staging(withSlack)], run, true);
  await expect(rotation).rejects.toThrow(
    /a placeholder stands[\s\S]+\nwithout a value here: [A-Z_, ]*OPS_WEBHOOK/,
  );
});

test("a placeholder of an uptime alert's webhook is refused when it is planned, and never sent", async () => {
  const { exitCode, output } = await terraform(PLAN, { OPS_WEBHOOK: PLACEHOLDER });
  expect([exitCode, output]).toEqual([1, expect.stringContaining(REFUSED)]);
  expect((await terraform(APPLY, { OPS_WEBHOOK: PLACEHOLDER })).exitCode).toBe(1);
  const { uptime } = staging.cloud.digitalocean;
  const alerts = uptime.listChecks().flatMap(({ id }) => uptime.listAlerts(id));
  expect(alerts).toHaveLength(3);
  for (const { notifications } of alerts)
    expect(notifications.slack).toEqual([{ channel: "#ops", url: REAL.OPS_WEBHOOK }]);
});
