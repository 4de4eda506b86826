import {
  InstanceSize,
  LogDestination,
  Maintenance,
  Scaling,
  Secret,
} from "../../../constructs/app-environment";
import { ContainerRegistry } from "../../../constructs/container-registry";
import { AppAlert, ComponentAlert, NotificationTarget, UptimeCheck } from "../../../constructs/observability";
import { schemaFaults } from "../provider-schema";
import { synthesize } from "../synthesize";
import { lingobot, stack } from "./lingobot";

test("everything that can be set is what the provider's schema knows", () => {
  const scope = stack();
  const ops = NotificationTarget.email("ops@example.com");
  const slack = NotificationTarget.slack({ channel: "#ops", webhook: Secret.named("SLACK_WEBHOOK") });
  const token = Secret.named("TOKEN");
  const registry = ContainerRegistry.docr(scope, "Registry", { name: "lingobot", region: "fra1" });
  const app = lingobot(scope, {
    image: ContainerRegistry.ghcr("lingobot", "bot", { pullCredential: token }).image().byTag("v1"),
    size: InstanceSize.DEDICATED_1VCPU_1GB,
    scaling: Scaling.onCpu({ min: 2, max: 5 }),
    runCommand: "uvicorn app:app",
    healthCheck: { port: 8082 },
    termination: {},
    variables: { A: "1" },
    secrets: [Secret.named("LQBOT_OPENAI_API_KEY")],
    notify: [ops, slack],
    alerts: [AppAlert.autoscaleFailed(), ComponentAlert.cpu({ above: 80 })],
    domains: [{ name: "bot.example.com", zone: "example.com" }],
    maintenance: Maintenance.page({ offlinePageUrl: "https://status.example.com" }),
    vpc: "c0fcb4a5-5d4e-4c58-9c11-1f1f3e6f4f11",
    egress: "shared",
    project: { name: "LingoBot", environment: "staging", description: "The bot." },
    logDestinations: [
      LogDestination.papertrail({ endpoint: "logs.papertrailapp.com:1234" }),
      LogDestination.datadog({ apiKey: token }),
      LogDestination.logtail({ token }),
      LogDestination.openSearch({ endpoint: "https://search.example.com", user: "bot", password: token }),
      LogDestination.managedOpenSearch({ clusterName: "logs", name: "managed" }),
    ],
  })
    .addWorker("queue", {
      size: InstanceSize.DEDICATED_1VCPU_512MB,
      scaling: Scaling.onCpu({ min: 1, max: 2 }),
      termination: {},
      runCommand: "celery",
      variables: { B: "2" },
      alerts: [ComponentAlert.memory({ above: 90 })],
    })
    .addJob("migrate", {
      image: registry.image("bot").byDigest(`sha256:${"a".repeat(64)}`),
      termination: {},
      runCommand: "alembic upgrade head",
      alerts: [ComponentAlert.restarts({ above: 1 })],
    });
  new UptimeCheck(scope, "Uptime", { target: `${app.liveUrl}/health` })
    .addDownAlert({ notify: [ops, slack] })
    .addDownGloballyAlert({ notify: [ops] })
    .addLatencyAlert({ notify: [ops], aboveMilliseconds: 500 })
    .addCertificateExpiryAlert({ notify: [ops] });
  const json = synthesize(scope);
  expect(Object.keys(json.resource ?? {}).sort()).toEqual([
    "digitalocean_app",
    "digitalocean_container_registry",
    "digitalocean_project",
    "digitalocean_uptime_alert",
    "digitalocean_uptime_check",
    "terraform_data",
  ]);
  expect(schemaFaults(json)).toEqual([]);
});
