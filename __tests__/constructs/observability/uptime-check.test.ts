import { Secret } from "../../../constructs/app-environment";
import { NotificationTarget, UptimeCheck } from "../../../constructs/observability";
import { lingobot } from "../app-environment/lingobot";
import { onlyResource, problemsOf, resourcesOf, synthesize, testStack } from "../synthesize";

const OPS = NotificationTarget.email("ops@example.com");
const SLACK = NotificationTarget.slack({ channel: "#ops", webhook: Secret.named("SLACK_WEBHOOK") });
const TARGET = "https://bot.example.com/health";

test("checks an address of the app from two places", () => {
  const stack = testStack();
  const app = lingobot(stack);
  new UptimeCheck(stack, "Uptime", { target: `${app.liveUrl}/health` });
  expect(onlyResource(synthesize(stack), "digitalocean_uptime_check")).toEqual({
    name: "test-Uptime",
    target: `\${digitalocean_app.App_F1B96344.live_url}/health`,
    type: "https",
    regions: ["eu_west", "us_east"],
    enabled: true,
  });
});

test("a name is text, not a template of Terraform", () => {
  const stack = testStack();
  const [name, escaped] = ["$" + "{NAME}", "$$" + "{NAME}"];
  new UptimeCheck(stack, "Uptime", { target: TARGET, name }).addDownAlert({ notify: [OPS] });
  const json = synthesize(stack);
  expect(onlyResource(json, "digitalocean_uptime_check").name).toBe(escaped);
  expect(onlyResource(json, "digitalocean_uptime_alert").name).toBe(`${escaped} is down`);
});

test("regions are always sent, in one order", () => {
  const stack = testStack();
  new UptimeCheck(stack, "Uptime", {
    target: TARGET,
    name: "bot",
    regions: ["us_west", "se_asia"],
    enabled: false,
  });
  expect(onlyResource(synthesize(stack), "digitalocean_uptime_check")).toMatchObject({
    name: "bot",
    regions: ["se_asia", "us_west"],
    enabled: false,
  });
});

test("every alert", () => {
  const stack = testStack();
  new UptimeCheck(stack, "Uptime", { target: TARGET, name: "bot" })
    .addDownAlert({ notify: [OPS, SLACK] })
    .addDownGloballyAlert({ notify: [SLACK], period: "5m" })
    .addLatencyAlert({ notify: [OPS], aboveMilliseconds: 500 })
    .addCertificateExpiryAlert({ notify: [OPS] });
  const checkId = expect.stringMatching(/^\$\{digitalocean_uptime_check\.Uptime_[0-9A-F]+\.id\}$/);
  const email = { email: ["ops@example.com"] };
  const lifecycle = {
    precondition: [
      {
        condition: expect.stringContaining("var.SLACK_WEBHOOK"),
        error_message: expect.stringContaining("SLACK_WEBHOOK must be a Slack webhook URL"),
      },
    ],
  };
  const slack = { slack: [{ channel: "#ops", url: `\${var.SLACK_WEBHOOK}` }] };
  expect(Object.values(resourcesOf(synthesize(stack), "digitalocean_uptime_alert"))).toEqual([
    {
      name: "bot certificate expires",
      check_id: checkId,
      type: "ssl_expiry",
      threshold: 14,
      comparison: "less_than",
      period: "1h",
      notifications: [email],
    },
    {
      name: "bot is down everywhere",
      check_id: checkId,
      type: "down_global",
      period: "5m",
      notifications: [slack],
      lifecycle,
    },
    {
      name: "bot is down",
      check_id: checkId,
      type: "down",
      period: "2m",
      notifications: [{ ...email, ...slack }],
      lifecycle,
    },
    {
      name: "bot is slow",
      check_id: checkId,
      type: "latency",
      threshold: 500,
      comparison: "greater_than",
      period: "2m",
      notifications: [email],
    },
  ]);
});

test("everything that is wrong is told at once", () => {
  const stack = testStack();
  new UptimeCheck(stack, "Uptime", { target: "http://bot.example.com", regions: ["mars" as never], name: "" })
    .addDownAlert({ notify: [] })
    .addDownAlert({ notify: [OPS], period: "4m" as never })
    .addLatencyAlert({ notify: [NotificationTarget.email("nobody")], aboveMilliseconds: 0 })
    .addCertificateExpiryAlert({ notify: [OPS], daysBefore: 400 });
  expect(problemsOf(stack)).toEqual([
    'the target of the uptime check is malformed; got "http://bot.example.com"; allowed: an address that begins with https://; use the live URL of the app with the path /health, or one of its domains',
    'unknown region of the uptime check; got "mars"; allowed: us_east, us_west, eu_west, se_asia; choose one of these',
    'the name of the uptime check has the wrong length; got ""; allowed: 1 to 255 characters; lengthen it',
    "the alert when the uptime check is down tells nobody; got []; add NotificationTarget.email(...) or .slack(...) to notify",
    'unknown period of the uptime alert; got "4m"; allowed: 2m, 3m, 5m, 10m, 15m, 30m, 1h; choose one of these',
    "the uptime check already has an alert when it is down; add it once, with all its targets in notify",
    "the latency of the uptime alert in milliseconds is out of range; got 0; allowed: whole numbers from 1 to 3600000; choose a number in the range",
    'the e-mail address of the notification is malformed; got "nobody"; allowed: name@domain; give one address of a team member',
    "the days before the expiry of the certificate is out of range; got 400; allowed: whole numbers from 1 to 365; choose a number in the range",
  ]);
});

test("a check from nowhere is refused", () => {
  const stack = testStack();
  new UptimeCheck(stack, "Uptime", { target: TARGET, regions: [] });
  expect(problemsOf(stack)).toEqual([
    "the uptime check has no region to check from; got []; allowed: us_east, us_west, eu_west, se_asia; name at least one region, or leave regions out",
  ]);
});
