import { ComponentAlert, Maintenance } from "../../constructs";
import type { EnvironmentSettings } from "../settings";
import { checkedBranch } from "./branch";
import { choice, instanceOf, instancesOf, LIST, NUMBER, OBJECT, SWITCH, TEXT, TEXTS } from "./kinds";
import { type Checked, checkedPart, namedOf, objectOf, objectsOf, orWord, wholeObjectOf } from "./parts";

const APPROVAL = wholeObjectOf({ optional: { teams: TEXTS, users: TEXTS }, elsewhere: [] });
const DEPLOYMENT = objectOf({
  optional: {
    adminsMayBypass: SWITCH,
    preventSelfReview: SWITCH,
    tags: TEXTS,
    variables: namedOf(TEXT),
    waitTimerMinutes: NUMBER,
    moreBranches: TEXTS,
    secrets: OBJECT,
    pipelineEntries: SWITCH,
  },
  elsewhere: [],
});
const DELIVERY = objectOf({
  optional: {
    movingTags: TEXTS,
    commitTagPrefix: TEXT,
    promoteFrom: TEXT,
    smokePaths: TEXTS,
    health: OBJECT,
    limits: OBJECT,
    monitor: OBJECT,
  },
  elsewhere: [],
});
const DOMAIN = { required: { name: TEXT }, optional: { wildcard: SWITCH }, elsewhere: ["type", "zone"] };
const HEALTH_CHECK = {
  optional: {
    path: TEXT,
    port: NUMBER,
    initialDelaySeconds: NUMBER,
    periodSeconds: NUMBER,
    timeoutSeconds: NUMBER,
    successThreshold: NUMBER,
    failureThreshold: NUMBER,
  },
  elsewhere: ["kind"],
};
const COMPONENT = {
  image: OBJECT,
  runCommand: TEXT,
  variables: OBJECT,
  alerts: instancesOf(ComponentAlert, "make them with ComponentAlert.cpu(…), .memory(…), .restarts(…)"),
  termination: objectOf({ optional: { graceSeconds: NUMBER }, elsewhere: [] }),
};
const PROJECT = {
  required: { name: TEXT, environment: TEXT },
  optional: { purpose: TEXT, description: TEXT },
  elsewhere: [],
};
const ALERT = { notify: LIST };
const ALERT_DETAILS = { name: TEXT, period: TEXT };
const UPTIME = {
  optional: {
    name: TEXT,
    target: TEXT,
    regions: TEXTS,
    enabled: SWITCH,
    alerts: objectOf({
      optional: {
        down: wholeObjectOf({ required: ALERT, optional: ALERT_DETAILS, elsewhere: [] }),
        downGlobally: wholeObjectOf({ required: ALERT, optional: ALERT_DETAILS, elsewhere: [] }),
        latency: wholeObjectOf({
          required: { ...ALERT, aboveMilliseconds: NUMBER },
          optional: ALERT_DETAILS,
          elsewhere: [],
        }),
        certificateExpiry: wholeObjectOf({
          required: ALERT,
          optional: { ...ALERT_DETAILS, daysBefore: NUMBER },
          elsewhere: [],
        }),
      },
      elsewhere: [],
    }),
  },
  elsewhere: [],
};

const RULES = {
  required: { branch: TEXT },
  optional: {
    appName: TEXT,
    image: OBJECT,
    kind: choice("development", "staging", "production"),
    variables: OBJECT,
    secrets: LIST,
    workers: namedOf(objectOf({ optional: COMPONENT, elsewhere: ["size", "scaling"] })),
    jobs: namedOf(objectOf({ optional: COMPONENT, elsewhere: ["size", "kind"] })),
    alerts: LIST,
    deployment: DEPLOYMENT,
    healthCheck: objectOf(HEALTH_CHECK),
    port: NUMBER,
    project: orWord("unmanaged", wholeObjectOf(PROJECT)),
    runCommand: TEXT,
    serviceName: TEXT,
    termination: objectOf({ optional: { graceSeconds: NUMBER, drainSeconds: NUMBER }, elsewhere: [] }),
    maintenance: instanceOf(Maintenance, "make it with Maintenance.page() or Maintenance.archive()"),
    edgeCache: SWITCH,
    emailObfuscation: SWITCH,
    enhancedThreatControl: SWITCH,
    // Left out when a name in it is wrong: that nobody approves would be told falsely.
    approval: APPROVAL,
    delivery: DELIVERY,
    domains: objectsOf(DOMAIN),
    notify: LIST,
    logDestinations: LIST,
    monthlyBudget: NUMBER,
    uptime: orWord("none", objectOf(UPTIME)),
  },
  elsewhere: ["name", "size", "scaling", "region", "vpc", "egress", "variableScope"],
};

/**
 * The settings of one environment, fit to build from.
 * @param branch what stands in for a missing or malformed branch
 */
export function checkedEnvironment(
  at: string,
  environment: EnvironmentSettings,
  branch: string,
): Checked<EnvironmentSettings> {
  const part = checkedPart<EnvironmentSettings>(at, environment, RULES, { branch });
  return checkedBranch(at, part, branch);
}
