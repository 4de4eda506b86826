import { CHECKS } from "../../../commands/drift/checks";
import { driftOfStack, type StackDrift } from "../../../commands/drift/stack-drift";
import { driftText } from "../../../commands/drift/text";
import type { PlatformSettings } from "../../../stacks";
import { PLACEHOLDER } from "../../../stacks/placeholder";
import { withEnvironment } from "../../stacks/platform-under-test";
import { DeployedEnvironment, VALUES } from "../secrets/deployed-environment";

jest.setTimeout(180_000);

const APPROVED = { approval: { teams: ["platform"] } };
const reviewed = withEnvironment("staging", APPROVED);
const PLACE = ["lingobot", "lingobot", "staging"] as const;

let staging: DeployedEnvironment;

beforeAll(async () => {
  staging = await DeployedEnvironment.start();
  const { id } = github().organizations.team("lingobot", "platform");
  github().access.setTeamPermission(id, "lingobot", "lingobot", "maintain");
  await deploy(reviewed);
});

afterAll(() => staging.stop());

function github() {
  return staging.cloud.github.as(staging.cloud.github.tokenOwner);
}

async function deploy(settings: PlatformSettings): Promise<void> {
  await staging.terraform(["init"], {}, settings);
  const { exitCode, output } = await staging.terraform(["apply", "-auto-approve"], VALUES, settings);
  if (exitCode !== 0) throw new Error(output);
}

function look(settings: PlatformSettings = reviewed): Promise<StackDrift> {
  const placeholders = Object.fromEntries(Object.keys(VALUES).map((name) => [name, PLACEHOLDER]));
  const env = { ...staging.env(placeholders), PLATFORM_APPS_ANSWER: "no", PLATFORM_TIME_SCALE: "0.001" };
  return driftOfStack(staging.staging(settings), settings, env, CHECKS);
}

const NOTHING = { changedOutside: [], hidden: [], unapplied: [], failures: [] };

test("after a deployment nothing differs, and what cannot be asked is told", async () => {
  const drift = await look();
  expect(drift).toMatchObject({ stack: "staging", verdict: "none", ...NOTHING });
  expect(drift.notes).toEqual([
    expect.stringMatching(/^https:\S+ not asked: apps in a sandbox do not answer$/),
  ]);
  expect(driftText(drift)).toMatch(/^## staging: as the code says\n/);
});

test("code that is ahead is no drift", async () => {
  const variables = { LQBOT_LOG_LEVEL: "INFO" };
  const drift = await look(withEnvironment("staging", { ...APPROVED, variables }));
  expect(drift).toMatchObject({
    verdict: "unapplied",
    ...NOTHING,
    unapplied: ["digitalocean_app.App_F1B96344"],
  });
  expect(driftText(drift)).toContain(
    "**Not applied yet: the code is ahead**\n\n- `digitalocean_app.App_F1B96344`\n",
  );
});

test("what somebody changed is drift, apart from what the code is ahead in", async () => {
  const { uptime } = staging.cloud.digitalocean;
  const [check] = uptime.listChecks();
  if (check === undefined) throw new Error("no uptime check");
  const { id, ...rest } = check;
  uptime.updateCheck(id, { ...rest, enabled: false });

  const drift = await look(
    withEnvironment("staging", { ...APPROVED, variables: { LQBOT_LOG_LEVEL: "INFO" } }),
  );

  expect(drift).toMatchObject({
    verdict: "drift",
    ...NOTHING,
    changedOutside: ["`digitalocean_uptime_check.Health_02A586CD`: `enabled`"],
    unapplied: ["digitalocean_app.App_F1B96344"],
  });
  uptime.updateCheck(id, { ...rest, enabled: true });
});

test("an object that is gone is drift", async () => {
  github().variables.delete({ owner: PLACE[0], repository: PLACE[1], environment: PLACE[2] }, "APP_URL");
  const drift = await look();
  expect(drift).toMatchObject({
    verdict: "drift",
    ...NOTHING,
    changedOutside: ["`github_actions_environment_variable.Deployment_Variable-APP_URL_102A33AE` is gone"],
  });
  await deploy(reviewed);
});

test("reviewers and alerts that were changed by hand show in no plan, and are told", async () => {
  const { settings } = { settings: github().environments.get(...PLACE) };
  github().environments.put(...PLACE, {
    can_admins_bypass: false,
    deployment_branch_policy: settings.deployment_branch_policy ?? null,
    reviewers: [],
  });
  const { digitalocean } = staging.clouds();
  const app = await digitalocean.app("lingobot-staging");
  const [alert] = await digitalocean.alerts(app?.id ?? "");
  await digitalocean.setAlertDestinations(app?.id ?? "", alert?.id ?? "", {
    emails: ["lead@lingobot.example"],
    slack_webhooks: [],
  });

  const { verdict, hidden, failures } = await look();

  expect({ verdict, failures }).toEqual({ verdict: "drift", failures: [] });
  expect(hidden).toEqual([
    'staging: the environment staging: required reviewers: ["team platform"] by the code, [] live; put it right: npm run deploy -- staging',
    "staging: the environment staging: self-review prevented: true by the code, false live; put it right: npm run deploy -- staging",
    expect.stringContaining("but tell lead@lingobot.example; make it so: npm run alerts -- apply staging"),
  ]);
});

test("a secret that was deleted is told, and the rest is looked at all the same", async () => {
  staging.deleteGitHubSecret("DO_ACCESS_TOKEN");
  const { verdict, hidden, failures } = await look();
  expect(verdict).toBe("drift");
  expect(hidden).toContainEqual(
    expect.stringContaining("staging: the secret DO_ACCESS_TOKEN is in the code and not in the"),
  );
  expect(failures).toEqual([]);
});

test("a cloud that does not answer is no clean bill", async () => {
  staging.cloud.faults.failCalls({ cloud: "github", status: 403, times: 1000, method: "GET" });
  const drift = await look();
  expect(drift.failures).toEqual([
    expect.stringMatching(/^plan: .*403/),
    expect.stringMatching(/^plan: .*403/),
    expect.stringMatching(/^environment protection: GET .* 403/),
    expect.stringMatching(/^secret names: .* 403/),
  ]);
  expect(drift.verdict).toBe("drift");
});
