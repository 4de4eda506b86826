import type { TerraformStack } from "cdktf";
import {
  AppEnvironment,
  ContainerRegistry,
  InstanceSize,
  LogDestination,
  NotificationTarget,
  Scaling,
  Secret,
} from "../../constructs";

const image = ContainerRegistry.ghcr("lingobot", "lingobot").image().byTag("staging-latest");

export function staging(stack: TerraformStack): AppEnvironment {
  return new AppEnvironment(stack, "App", {
    appName: "lingobot-staging",
    region: "fra",
    image,
    size: InstanceSize.XXS,
  });
}

export function production(stack: TerraformStack): AppEnvironment {
  return new AppEnvironment(stack, "App", {
    appName: "lingobot-production",
    region: "fra",
    image,
    size: InstanceSize.XS,
    scaling: Scaling.fixed(2),
    variables: { LQBOT_ENVIRONMENT: "production", LQBOT_LOG_LEVEL: "INFO" },
    secrets: [Secret.named("LQBOT_OPENAI_API_KEY")],
    domains: [{ name: "bot.example.com", zone: "example.com" }],
    logDestinations: [LogDestination.logtail({ token: Secret.named("LOGTAIL_TOKEN") })],
    notify: [NotificationTarget.email("ops@example.com")],
    project: { name: "LingoBot production", environment: "production" },
    monthlyBudget: 50,
  });
}

export function scaled(stack: TerraformStack): AppEnvironment {
  return new AppEnvironment(stack, "App", {
    appName: "lingobot-production",
    region: "fra",
    image,
    size: InstanceSize.DEDICATED_1VCPU_512MB,
    scaling: Scaling.onCpu({ min: 2, max: 5, percent: 70 }),
  });
}

export function withWorkerAndJob(stack: TerraformStack): AppEnvironment {
  return staging(stack)
    .addWorker("queue", { size: InstanceSize.XXS, runCommand: "celery -A bot worker" })
    .addJob("migrate", { kind: "pre-deploy", runCommand: "alembic upgrade head" });
}
