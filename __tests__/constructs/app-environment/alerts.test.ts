import { InstanceSize, Secret } from "../../../constructs/app-environment";
import { AppAlert, ComponentAlert, NotificationTarget } from "../../../constructs/observability";
import { problemsOf, synthesize } from "../synthesize";
import { appOf, lingobot, problemsWith, serviceOf, specOf, stack } from "./lingobot";

const OPS = NotificationTarget.email("ops@example.com");
const DEV = NotificationTarget.email("dev@example.com");
const WEBHOOK = Secret.named("SLACK_WEBHOOK");
const SLACK = NotificationTarget.slack({ channel: "#ops", webhook: WEBHOOK });

describe("app alerts", () => {
  test("every rule of the provider, in the order of adding, after the two that every app has", () => {
    const alerts = [
      AppAlert.deploymentLive(),
      AppAlert.deploymentStarted(),
      AppAlert.deploymentCanceled(),
      AppAlert.domainLive(),
      AppAlert.autoscaleFailed(),
      AppAlert.autoscaleSucceeded({ disabled: true }),
    ];
    expect(specOf({ alerts }).alert).toEqual([
      { rule: "DEPLOYMENT_FAILED", disabled: false },
      { rule: "DOMAIN_FAILED", disabled: false },
      { rule: "DEPLOYMENT_LIVE", disabled: false },
      { rule: "DEPLOYMENT_STARTED", disabled: false },
      { rule: "DEPLOYMENT_CANCELED", disabled: false },
      { rule: "DOMAIN_LIVE", disabled: false },
      { rule: "AUTOSCALE_FAILED", disabled: false },
      { rule: "AUTOSCALE_SUCCEEDED", disabled: true },
    ]);
  });

  test("an alert that names nobody tells whom the app tells by default", () => {
    const spec = specOf({ notify: [OPS], alerts: [AppAlert.domainFailed({ notify: [DEV] })] });
    expect(spec.alert).toMatchObject([
      { rule: "DEPLOYMENT_FAILED", destinations: { emails: ["ops@example.com"] } },
      { rule: "DOMAIN_FAILED", destinations: { emails: ["dev@example.com"] } },
    ]);
  });

  test("without a default, it tells whom the others tell: all alerts have destinations or none has", () => {
    const spec = specOf({ alerts: [AppAlert.domainFailed({ notify: [DEV, OPS, DEV] })] });
    expect(spec.alert).toMatchObject([
      { rule: "DEPLOYMENT_FAILED", destinations: { emails: ["dev@example.com", "ops@example.com"] } },
      { rule: "DOMAIN_FAILED", destinations: { emails: ["dev@example.com", "ops@example.com"] } },
    ]);
  });

  test("the same alert twice is refused", () => {
    expect(problemsWith({ alerts: [AppAlert.deploymentFailed(), AppAlert.deploymentFailed()] })).toEqual([
      "the app alert DEPLOYMENT_FAILED is declared twice; keep one, with all its targets",
    ]);
  });

  test("an unknown rule is refused with the list", () => {
    expect(problemsWith({ alerts: [AppAlert.of("JOB_INVOCATION_FAILED")] })).toEqual([
      'unknown app alert rule; got "JOB_INVOCATION_FAILED"; allowed: DEPLOYMENT_FAILED, DEPLOYMENT_LIVE, DEPLOYMENT_STARTED, DEPLOYMENT_CANCELED, DOMAIN_FAILED, DOMAIN_LIVE, AUTOSCALE_FAILED, AUTOSCALE_SUCCEEDED; choose one of these',
    ]);
  });

  test("what is no alert is refused", () => {
    expect(problemsWith({ alerts: ["DEPLOYMENT_FAILED"] as never })).toEqual([
      'not an alert; got "DEPLOYMENT_FAILED"; allowed: an AppAlert or a ComponentAlert; write AppAlert.of(rule) or ComponentAlert.of(rule, …)',
    ]);
  });
});

describe("component alerts", () => {
  test("are for the service, with the provider's words", () => {
    const alerts = [
      ComponentAlert.cpu({ above: 80, window: "10m", notify: [OPS, SLACK] }),
      ComponentAlert.memory({ below: 10, window: "1h" }),
      ComponentAlert.restarts({ above: 3, window: "30m", disabled: true }),
    ];
    expect(serviceOf({ alerts }).alert).toEqual([
      {
        rule: "CPU_UTILIZATION",
        operator: "GREATER_THAN",
        value: 80,
        window: "TEN_MINUTES",
        disabled: false,
        destinations: {
          emails: ["ops@example.com"],
          slack_webhooks: [{ channel: "#ops", url: `\${var.SLACK_WEBHOOK}` }],
        },
      },
      { rule: "MEM_UTILIZATION", operator: "LESS_THAN", value: 10, window: "ONE_HOUR", disabled: false },
      { rule: "RESTART_COUNT", operator: "GREATER_THAN", value: 3, window: "THIRTY_MINUTES", disabled: true },
    ]);
  });

  test("may be for a worker or a job, added before the alert or after", () => {
    const scope = stack();
    lingobot(scope)
      .addAlert(ComponentAlert.restarts({ above: 1 }), { component: "queue" })
      .addWorker("queue", { size: InstanceSize.XXS })
      .addJob("migrate", { alerts: [ComponentAlert.memory({ above: 90 })] });
    expect(appOf(scope).spec).toMatchObject({
      worker: [{ alert: [{ rule: "RESTART_COUNT", window: "FIVE_MINUTES" }] }],
      job: [{ alert: [{ rule: "MEM_UTILIZATION" }] }],
    });
  });

  test("for a component that does not exist are refused with the list", () => {
    const scope = stack();
    lingobot(scope)
      .addJob("migrate")
      .addAlert(ComponentAlert.cpu({ above: 80 }), { component: "quue" });
    expect(problemsOf(scope)).toEqual([
      'the alert CPU_UTILIZATION is for a component that does not exist; got "quue"; allowed: api, migrate; name one of these components',
    ]);
  });

  test("of one rule on two components must tell the same, since the provider matches by rule only", () => {
    const scope = stack();
    lingobot(scope, { alerts: [ComponentAlert.cpu({ above: 80, notify: [OPS] })] }).addWorker("queue", {
      size: InstanceSize.XXS,
      alerts: [ComponentAlert.cpu({ above: 90 })],
    });
    expect(problemsOf(scope)).toEqual([
      'the alert CPU_UTILIZATION of "api" and of "queue" tell different targets, but the provider matches destinations by rule only, so that the last would win; got ["email ops@example.com","nobody"]; allowed: the same targets for the same rule; give both alerts the targets of both',
    ]);
  });

  test("of one rule on two components with the same targets are welcome, in any order", () => {
    const scope = stack();
    lingobot(scope, { alerts: [ComponentAlert.cpu({ above: 80, notify: [OPS, DEV] })] }).addWorker("queue", {
      size: InstanceSize.XXS,
      alerts: [ComponentAlert.cpu({ above: 90, notify: [DEV, OPS] })],
    });
    expect(problemsOf(scope)).toEqual([]);
  });

  test("the same rule twice on one component is refused", () => {
    const alerts = [ComponentAlert.cpu({ above: 80 }), ComponentAlert.cpu({ above: 95 })];
    expect(problemsWith({ alerts })).toEqual([
      'the alert CPU_UTILIZATION of "api" is declared twice; keep one: destinations are matched by rule only',
    ]);
  });

  test("an unknown rule, an unknown window and a limit out of range are refused", () => {
    const alerts = [
      ComponentAlert.of("REQUESTS_PER_SECOND", { above: 50, window: "2m" as never }),
      ComponentAlert.cpu({ above: 101 }),
      ComponentAlert.memory({ below: 0.5 }),
      ComponentAlert.restarts({ above: -1 }),
    ];
    expect(problemsWith({ alerts })).toEqual([
      'unknown component alert rule; got "REQUESTS_PER_SECOND"; allowed: CPU_UTILIZATION, MEM_UTILIZATION, RESTART_COUNT; choose one of these',
      'unknown alert window; got "2m"; allowed: 5m, 10m, 30m, 1h; choose one of these',
      "the limit of CPU_UTILIZATION in percent is out of range; got 101; allowed: whole numbers from 1 to 100; choose a number in the range",
      "the limit of MEM_UTILIZATION in percent is out of range; got 0.5; allowed: whole numbers from 1 to 100; choose a number in the range",
      "the limit of RESTART_COUNT is out of range; got -1; allowed: whole numbers from 0; choose how many restarts are too many",
    ]);
  });
});

describe("notification targets", () => {
  test("the webhook is a sensitive variable that Terraform checks when it plans, without printing it", () => {
    const scope = stack();
    lingobot(scope, { notify: [SLACK], alerts: [ComponentAlert.cpu({ above: 80, notify: [SLACK] })] });
    expect(synthesize(scope).variable).toMatchObject({ SLACK_WEBHOOK: { sensitive: true } });
    expect(synthesize(scope).variable?.SLACK_WEBHOOK).not.toHaveProperty("validation");
    expect(appOf(scope).lifecycle.precondition).toEqual([
      {
        condition: `\${nonsensitive(can(regex("^https://hooks[.]slack(-gov)?[.]com/(services|workflows|triggers)/[A-Za-z0-9/]+$", var.SLACK_WEBHOOK)))}`,
        error_message:
          "SLACK_WEBHOOK must be a Slack webhook URL, https://hooks.slack.com/services/…: correct TF_VAR_SLACK_WEBHOOK.",
      },
    ]);
  });

  test("a malformed e-mail address and channel are refused", () => {
    const notify = [
      NotificationTarget.email("ops at example.com"),
      NotificationTarget.email(`${"a".repeat(90)}@example.com`),
      NotificationTarget.slack({ channel: "ops team", webhook: WEBHOOK }),
    ];
    expect(problemsWith({ notify })).toEqual([
      'the e-mail address of the notification is malformed; got "ops at example.com"; allowed: name@domain; give one address of a team member',
      `the e-mail address of the notification has the wrong length; got "${"a".repeat(90)}@example.com"; allowed: 3 to 100 characters; shorten it`,
      'the Slack channel is malformed; got "ops team"; allowed: # and 1 to 80 letters, digits, hyphens or underscores; write it as "#lingobot-alerts"',
    ]);
  });

  test("a webhook given as a literal is refused without printing it", () => {
    const webhook = "https://hooks.slack.com/services/T1/B1/oracle" as never;
    const [problem, ...others] = problemsWith({
      notify: [NotificationTarget.slack({ channel: "#ops", webhook })],
    });
    expect(others).toEqual([]);
    expect(problem).toBe(
      'the Slack webhook was given as a literal value, which would end up in code, plan and state; allowed: a Secret (the value is not shown here); name it with Secret.named("SOME_NAME") and set TF_VAR_SOME_NAME when deploying',
    );
  });

  test("what is no target is refused", () => {
    expect(problemsWith({ notify: ["ops@example.com"] as never })).toEqual([
      "an alert was given something that is not a notification target; allowed: NotificationTarget.email(...), NotificationTarget.slack(...); wrap it in one of these",
    ]);
  });
});
