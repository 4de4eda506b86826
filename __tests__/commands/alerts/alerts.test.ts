import { alertsJson, alertsReport, applyAlerts, compareAll } from "../../../commands/alerts/run";
import { InstanceSize, NotificationTarget, Secret } from "../../../constructs";
import type { PlatformSettings } from "../../../stacks";
import { PLACEHOLDER } from "../../../stacks/placeholder";
import { withEnvironment } from "../../stacks/platform-under-test";
import { DeployedEnvironment, VALUES } from "../secrets/deployed-environment";

jest.setTimeout(120_000);

const EMAIL = "oncall@lingobot.example";
const LEAD = "lead@lingobot.example";
const WEBHOOK = "https://hooks.slack.com/services/T0/B0/s3cret";
const channel = NotificationTarget.slack({ channel: "#ops", webhook: Secret.named("OPS_WEBHOOK") });
const deployed = withEnvironment("staging", { notify: [NotificationTarget.email(LEAD)] });
const toOncall = withEnvironment("staging", { notify: [NotificationTarget.email(EMAIL)] });
const toSlack = withEnvironment("staging", { notify: [NotificationTarget.email(EMAIL), channel] });
const toNobody = withEnvironment("staging", { notify: [] });

let staging: DeployedEnvironment;
beforeAll(async () => {
  staging = await DeployedEnvironment.start();
  await staging.terraform(["init"], {});
  const { exitCode, output } = await staging.terraform(["apply", "-auto-approve"], VALUES, deployed);
  if (exitCode !== 0) throw new Error(output);
});
afterAll(() => staging.stop());

/** Whom each alert tells, as the REST face shows it. */
async function told(): Promise<Record<string, unknown>> {
  const { digitalocean } = staging.clouds();
  const app = await digitalocean.app("lingobot-staging");
  const alerts = await digitalocean.alerts(app?.id ?? "");
  return Object.fromEntries(
    alerts.map(({ spec, emails, slack_webhooks }) => [spec.rule, [emails, slack_webhooks]]),
  );
}

const RULES = ["CPU_UTILIZATION", "DEPLOYMENT_FAILED", "DOMAIN_FAILED", "MEM_UTILIZATION", "RESTART_COUNT"];
const all = (...destinations: unknown[]) => Object.fromEntries(RULES.map((rule) => [rule, destinations]));

async function apply(settings: PlatformSettings, values: Record<string, string> = {}, typed: string[] = []) {
  const { env, input, tell } = staging.run(values, typed);
  const run = { digitalocean: staging.clouds().digitalocean, env, tell, ...(input ? { input } : {}) };
  await applyAlerts([staging.staging(settings)], run);
}

/** Terraform's exit code for a plan of the app alone: 0 when nothing changes. */
async function planned(settings: PlatformSettings): Promise<number> {
  const values = {
    ...Object.fromEntries(Object.keys(VALUES).map((name) => [name, PLACEHOLDER])),
    OPS_WEBHOOK: WEBHOOK,
  };
  const args = ["plan", "-detailed-exitcode", "-input=false"];
  const { configuration } = staging.staging(settings);
  const [app] = Object.keys(configuration.resource?.digitalocean_app ?? {});
  return (await staging.terraform([...args, `-target=digitalocean_app.${app}`], values, settings)).exitCode;
}

test("a new app's alerts tell whom the code says", async () => {
  expect(await told()).toEqual(all([LEAD], []));
  await apply(deployed);
  expect(staging.told.at(-1)).toBe("the alerts tell whom the code says: nothing to do");
});

test("a changed notify shows in no plan, but in the list", async () => {
  expect(await planned(toOncall)).toBe(0);
  const compared = await compareAll([staging.staging(toOncall)], staging.clouds().digitalocean);
  expect(alertsReport(compared)).toMatch(
    new RegExp(`^staging +CPU_UTILIZATION of api +${LEAD} +${EMAIL}$`, "m"),
  );
  expect(alertsReport(compared)).toContain(
    `staging: the alerts DEPLOYMENT_FAILED, DOMAIN_FAILED, CPU_UTILIZATION of api, MEM_UTILIZATION of api, RESTART_COUNT of api of the DigitalOcean app lingobot-staging would tell ${EMAIL} by the code, but tell ${LEAD}; make it so: npm run alerts -- apply staging`,
  );
  expect(alertsJson(compared)).toContainEqual({
    stack: "staging",
    app: "lingobot-staging",
    name: "RESTART_COUNT of api",
    tells: [LEAD],
    code: [EMAIL],
    differs: true,
  });
});

test("apply has it told, deploys nothing, and leaves an empty plan", async () => {
  const { deployments } = staging;
  await apply(toOncall);
  expect(staging.told.slice(-5).sort()).toEqual([
    `staging: CPU_UTILIZATION of api tells ${EMAIL}`,
    `staging: DEPLOYMENT_FAILED tells ${EMAIL}`,
    `staging: DOMAIN_FAILED tells ${EMAIL}`,
    `staging: MEM_UTILIZATION of api tells ${EMAIL}`,
    `staging: RESTART_COUNT of api tells ${EMAIL}`,
  ]);
  expect(await told()).toEqual(all([EMAIL], []));
  expect(staging.deployments).toBe(deployments);
  expect(await planned(toOncall)).toBe(0);
});

test("a deployment of something else keeps it", async () => {
  const bigger = withEnvironment("staging", {
    notify: [NotificationTarget.email(EMAIL)],
    size: InstanceSize.XS,
    monthlyBudget: 12,
  });
  for (const settings of [bigger, toOncall]) {
    const { exitCode, output } = await staging.terraform(["apply", "-auto-approve"], VALUES, settings);
    expect([exitCode, output]).toEqual([0, expect.stringMatching(/Apply complete! .* [1-9] changed/)]);
  }
  expect(await told()).toEqual(all([EMAIL], []));
});

test("a channel needs its webhook, which is typed or exported and never printed", async () => {
  await expect(apply(toSlack)).rejects.toThrow(
    "the secret OPS_WEBHOOK has no value; export its real value as TF_VAR_OPS_WEBHOOK, or type it when asked\nnothing was sent",
  );
  await expect(apply(toSlack, { OPS_WEBHOOK: PLACEHOLDER })).rejects.toThrow(
    "the secret OPS_WEBHOOK is a placeholder, which is for planning only; export its real value as TF_VAR_OPS_WEBHOOK, or type it when asked\nnothing was sent",
  );
  expect(await told()).toEqual(all([EMAIL], []));
  await apply(toSlack, {}, [WEBHOOK]);
  expect(await told()).toEqual(all([EMAIL], [{ channel: "#ops", url: WEBHOOK }]));
  const compared = await compareAll([staging.staging(toSlack)], staging.clouds().digitalocean);
  expect(alertsReport(compared)).toMatch(/^staging +DOMAIN_FAILED +#ops, oncall@\S+ +the same$/m);
  for (const text of [...staging.told, alertsReport(compared), JSON.stringify(alertsJson(compared))])
    expect(text).not.toContain("s3cret");
});

test("another webhook of the same channel is sent too", async () => {
  const other = `${WEBHOOK}Too`;
  await apply(toSlack, { OPS_WEBHOOK: other });
  expect(await told()).toEqual(all([EMAIL], [{ channel: "#ops", url: other }]));
});

test("an emptied notify gives the alerts back to the account's owner", async () => {
  await apply(toNobody);
  const { email } = staging.cloud.digitalocean.account;
  expect(await told()).toEqual(all([email], []));
  expect(await planned(toNobody)).toBe(0);
});

test("what DigitalOcean refuses is told", async () => {
  const { digitalocean } = staging.clouds();
  jest.spyOn(digitalocean, "setAlertDestinations").mockResolvedValue();
  const run = { digitalocean, env: staging.env(), tell: () => undefined };
  await expect(applyAlerts([staging.staging(toOncall)], run)).rejects.toThrow(
    /^DigitalOcean took the destinations, but not all hold:\nstaging: the alerts DEPLOYMENT_FAILED, DOMAIN_FAILED, .*make it so/,
  );
});

test("an app that is not there yet is told", async () => {
  const stack = staging.staging();
  const text = JSON.stringify(stack.configuration).replaceAll("lingobot-staging", "lingobot-other");
  const run = { digitalocean: staging.clouds().digitalocean, env: staging.env(), tell: () => undefined };
  await expect(applyAlerts([{ ...stack, configuration: JSON.parse(text) }], run)).rejects.toThrow(
    "staging: there is no app lingobot-other yet; its alerts tell whom the code says once it is created: npm run deploy -- staging",
  );
});
