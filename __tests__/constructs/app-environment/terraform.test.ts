import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Testing } from "cdktf";
import {
  type AppEnvironmentProps,
  InstanceSize,
  LogDestination,
  Scaling,
  Secret,
} from "../../../constructs/app-environment";
import { ContainerRegistry } from "../../../constructs/container-registry";
import { AppAlert, ComponentAlert, NotificationTarget, UptimeCheck } from "../../../constructs/observability";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { type RunningProviders, startProviders } from "../../../sandbox/terraform/server";
import { findTerraform } from "../../../tools/terraform";
import { testStack } from "../synthesize";
import { lingobot } from "./lingobot";

const OPS = NotificationTarget.email("ops@example.com");
const SLACK = NotificationTarget.slack({ channel: "#ops", webhook: Secret.named("SLACK_WEBHOOK") });
const REGISTRY = ContainerRegistry.ghcr("lingobot", "lingobot", { pullCredential: Secret.named("PULL") });
const SECRETS = {
  TF_VAR_PULL: "bot:oracle-token",
  TF_VAR_OPENAI: "oracle-openai",
  TF_VAR_LOGTAIL: "oracle-logtail",
  TF_VAR_SLACK_WEBHOOK: "https://hooks.slack.com/services/T1/B1/oracle",
};

let folder: string;
let cloud: Cloud;
let providers: RunningProviders;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "app-environment-"));
  cloud = Cloud.open(join(folder, "cloud.json"));
  cloud.images.push("ghcr.io/lingobot/lingobot:v1");
  providers = await startProviders(cloud, { environment: { DIGITALOCEAN_TOKEN: "t", GITHUB_TOKEN: "t" } });
});

afterAll(() => providers.close());

/** Runs Terraform in the sandbox; 0 or, for a plan with changes, 2 is a success. */
async function terraform(args: readonly string[], secrets: Partial<typeof SECRETS> = SECRETS) {
  const { TF_CLI_CONFIG_FILE: _, ...environment } = process.env;
  const env = { ...environment, ...providers.env, ...secrets, NO_COLOR: "1" };
  try {
    const { stdout } = await promisify(execFile)(findTerraform().command, [...args, "-no-color"], {
      cwd: folder,
      env,
    });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: `${stdout}${stderr}` };
  }
}

function plan(secrets?: Partial<typeof SECRETS>) {
  return terraform(["plan", "-detailed-exitcode", "-input=false"], secrets);
}

/** Everything that an app can have, so that all of the provider's noise has its chance. */
function synthesizeWith(changes: Partial<AppEnvironmentProps> = {}): void {
  const stack = testStack("production");
  const app = lingobot(stack, {
    image: REGISTRY.image().byTag("v1"),
    size: InstanceSize.DEDICATED_1VCPU_1GB,
    scaling: Scaling.onCpu({ min: 2, max: 5 }),
    variables: { A: "1", URL: `\${APP_URL}` },
    secrets: [Secret.named("OPENAI")],
    notify: [OPS, SLACK],
    alerts: [AppAlert.autoscaleFailed(), ComponentAlert.cpu({ above: 80 })],
    project: { name: "LingoBot", environment: "production" },
    domains: [{ name: "bot.example.com", zone: "example.com" }, { name: "www.example.com" }],
    edgeCache: false,
    termination: {},
    egress: "dedicated-ip",
    logDestinations: [LogDestination.logtail({ token: Secret.named("LOGTAIL") })],
    ...changes,
  })
    .addWorker("queue", { size: InstanceSize.XXS, alerts: [ComponentAlert.memory({ above: 90 })] })
    .addJob("migrate", { termination: {} });
  new UptimeCheck(stack, "Uptime", { target: `${app.liveUrl}/health` })
    .addDownAlert({ notify: [OPS, SLACK] })
    .addLatencyAlert({ notify: [OPS], aboveMilliseconds: 500 })
    .addCertificateExpiryAlert({ notify: [OPS] });
  writeFileSync(join(folder, "cdk.tf.json"), Testing.synth(stack, true));
}

test("Terraform and the sandbox agree with the constructs, from the first apply to the last", async () => {
  synthesizeWith();
  expect(await terraform(["init", "-input=false"])).toMatchObject({ code: 0 });

  // Malformed secrets fail the plan, and are not printed.
  const malformed = await plan({
    ...SECRETS,
    TF_VAR_PULL: "oracle-token",
    TF_VAR_SLACK_WEBHOOK: "oracle.example",
  });
  expect(malformed.code).toBe(1);
  expect(malformed.output).toContain("PULL must be username:token: correct TF_VAR_PULL.");
  expect(malformed.output).toContain("SLACK_WEBHOOK must be a Slack webhook URL");
  expect(malformed.output).not.toContain("oracle");

  // An apply is followed by an empty plan.
  const applied = await terraform(["apply", "-auto-approve", "-input=false"]);
  expect(applied).toMatchObject({ code: 0 });
  expect(applied.output).not.toContain("oracle");
  expect(await plan()).toMatchObject({ code: 0 });

  // New values of secrets and other images are not Terraform's business, unless they are asked for.
  synthesizeWith({ image: REGISTRY.image().byDigest(`sha256:${"a".repeat(64)}`) });
  expect(await plan({ ...SECRETS, TF_VAR_OPENAI: "oracle-rotated" })).toMatchObject({ code: 0 });
  synthesizeWith({ rotateSecrets: true });
  expect(await plan()).toMatchObject({ code: 2 });
  synthesizeWith({ resendAlertDestinations: true });
  expect(await plan()).toMatchObject({ code: 2 });

  // A plain variable is changed in place, and then the plan is empty again.
  synthesizeWith({ variables: { A: "2" } });
  expect((await plan()).output).toContain("Plan: 0 to add, 1 to change, 0 to destroy.");
  expect(await terraform(["apply", "-auto-approve", "-input=false"])).toMatchObject({ code: 0 });
  expect(await plan()).toMatchObject({ code: 0 });

  // The app is protected until the protection is lifted.
  const refused = await terraform(["destroy", "-auto-approve", "-input=false"]);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.output).toContain("prevent_destroy");
  synthesizeWith({ deletionProtection: false });
  expect(await terraform(["destroy", "-auto-approve", "-input=false"])).toMatchObject({ code: 0 });
}, 120_000);
