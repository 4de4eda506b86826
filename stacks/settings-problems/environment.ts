import type { EnvironmentSettings } from "../settings";
import { checkedBranch } from "./branch";
import { LIST, NUMBER, OBJECT, OBJECTS, SWITCH, TEXT, TEXTS } from "./kinds";
import { type Checked, checkedElements, checkedPart, checkedWithin } from "./parts";

const RULES = {
  required: { branch: TEXT },
  optional: {
    appName: TEXT,
    image: OBJECT,
    variables: OBJECT,
    secrets: LIST,
    workers: OBJECT,
    jobs: OBJECT,
    alerts: LIST,
    deployment: OBJECT,
    healthCheck: OBJECT,
    port: NUMBER,
    runCommand: TEXT,
    serviceName: TEXT,
    termination: OBJECT,
    maintenance: OBJECT,
    edgeCache: SWITCH,
    emailObfuscation: SWITCH,
    enhancedThreatControl: SWITCH,
    approval: OBJECT,
    delivery: OBJECT,
    domains: OBJECTS,
    notify: LIST,
    logDestinations: LIST,
    monthlyBudget: NUMBER,
  },
  elsewhere: [
    "name",
    "size",
    "scaling",
    "region",
    "kind",
    "vpc",
    "egress",
    "variableScope",
    "project",
    "uptime",
  ],
};
const APPROVAL = { optional: { teams: TEXTS, users: TEXTS }, elsewhere: [] };
const DEPLOYMENT = {
  optional: {
    adminsMayBypass: SWITCH,
    preventSelfReview: SWITCH,
    tags: TEXTS,
    variables: OBJECT,
    waitTimerMinutes: NUMBER,
    moreBranches: TEXTS,
    secrets: OBJECT,
    pipelineEntries: SWITCH,
  },
  elsewhere: [],
};
const DELIVERY = {
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
  const branched = checkedBranch(at, part, branch);
  const deployed = checkedWithin(at, checkedApproval(at, branched), "deployment", DEPLOYMENT);
  const delivered = checkedWithin(at, deployed, "delivery", DELIVERY);
  return checkedElements(at, delivered, "domains", { required: { name: TEXT } });
}

/** Left out when a name in it is wrong: that nobody approves would be told falsely. */
function checkedApproval(at: string, part: Checked<EnvironmentSettings>): Checked<EnvironmentSettings> {
  const { value, problems } = checkedWithin(at, part, "approval", APPROVAL);
  if (problems.length === part.problems.length) return { value, problems };
  const { approval: _approval, ...rest } = value;
  return { value: rest, problems };
}
