import {
  AllowedActions,
  BypassActor,
  ExistingRepository,
  type Problem,
  RequiredCheck,
} from "../../constructs";
import type { GitHubSettings } from "../settings";
import { instanceOf, instancesOf, LIST, NUMBER, OBJECT, SWITCH, TEXT, TEXTS } from "./kinds";
import { type Checked, checkedPart, objectOf, objectsOf } from "./parts";

/** A public repository has every feature, so that nothing false is told of what a plan lacks. */
const STAND_INS = {
  owner: "owner",
  repository: "repository",
  plan: "enterprise",
  visibility: "public",
} as const;

const BRANCH = {
  required: { name: TEXT },
  optional: {
    approvals: NUMBER,
    dismissStaleApprovals: SWITCH,
    lastPushApproval: SWITCH,
    codeOwnerApproval: SWITCH,
    resolvedThreads: SWITCH,
    signedCommits: SWITCH,
    linearHistory: SWITCH,
    upToDate: SWITCH,
    allowForcePush: SWITCH,
    allowDeletion: SWITCH,
    mergeQueue: SWITCH,
    codeScanning: OBJECT,
    bypass: instancesOf(
      BypassActor,
      "make them with BypassActor.team(…), .app(…), .role(…), .organizationAdmins()",
    ),
    enforcement: TEXT,
    promotedFrom: TEXT,
    requiredChecks: instancesOf(
      RequiredCheck,
      "make them with RequiredCheck.external(…) or .fromWorkflowJob(…)",
    ),
    rulesetName: TEXT,
    protected: SWITCH,
  },
  elsewhere: [],
};
const LABEL = { required: { name: TEXT, color: TEXT }, optional: { description: TEXT }, elsewhere: [] };
const MERGE = {
  optional: {
    mergeCommits: SWITCH,
    squash: SWITCH,
    squashTitle: TEXT,
    squashMessage: TEXT,
    rebase: SWITCH,
    autoMerge: SWITCH,
    updateBranch: SWITCH,
    deleteBranchOnMerge: SWITCH,
  },
  elsewhere: [],
};
const ACTIONS = {
  optional: {
    allowed: instanceOf(AllowedActions, "make it with AllowedActions.selected(…), .localOnly() or .all()"),
    defaultTokenPermissions: TEXT,
    mayApprovePullRequests: SWITCH,
    accessLevel: TEXT,
  },
  elsewhere: [],
};
const SECURITY = {
  optional: { dependabotAlerts: SWITCH, dependabotUpdates: SWITCH, secretScanning: SWITCH },
  elsewhere: [],
};

const RULES = {
  required: { owner: TEXT, repository: TEXT, plan: TEXT, visibility: TEXT },
  optional: {
    auth: TEXT,
    securityProducts: LIST,
    adopt: SWITCH,
    description: TEXT,
    topics: TEXTS,
    branches: objectsOf(BRANCH),
    teams: OBJECT,
    collaborators: OBJECT,
    labels: objectsOf(LABEL),
    actions: objectOf(ACTIONS),
    defaultBranch: TEXT,
    discussions: SWITCH,
    downloads: SWITCH,
    homepageUrl: TEXT,
    issues: SWITCH,
    merge: objectOf(MERGE),
    projects: SWITCH,
    releaseTags: TEXTS,
    security: objectOf(SECURITY),
    wiki: SWITCH,
  },
  elsewhere: [],
};

const CHOICES = {
  plan: ["free", "team", "enterprise"],
  visibility: ["public", "private"],
  auth: ["token", "app"],
} as const;
const PRODUCTS = ["secret-protection", "code-security"];

/** The settings of the repository, fit to build from. */
export function checkedGitHub(github: GitHubSettings): Checked<GitHubSettings> {
  const part = checkedPart("github", github, RULES, STAND_INS);
  const { value, problems } = checkedNames(part);
  const wrong = Object.entries(CHOICES).filter(
    ([name, allowed]) => !isOneOf(allowed, value[name as keyof typeof CHOICES]),
  );
  const products = value.securityProducts ?? [];
  const unknown = products.filter((product) => !PRODUCTS.includes(product));
  return {
    value: {
      ...value,
      ...Object.fromEntries(wrong.map(([name]) => [name, { auth: "token", ...STAND_INS }[name as "auth"]])),
      ...(unknown.length === 0
        ? {}
        : { securityProducts: products.filter((product) => !unknown.includes(product)) }),
    },
    problems: [
      ...problems,
      ...wrong.map(([name, allowed]) => unknownValue(name, value[name as keyof typeof CHOICES], allowed)),
      ...unknown.map((product) => unknownValue("securityProducts", product, PRODUCTS)),
    ],
  };
}

/** Owner and repository name what every stack is made of: told here, they are told once. */
function checkedNames({ value, problems }: Checked<GitHubSettings>): Checked<GitHubSettings> {
  const { owner, repository } = STAND_INS;
  const ofOwner = ExistingRepository.problemsOf({ owner: value.owner, repository });
  const ofRepository = ExistingRepository.problemsOf({ owner, repository: value.repository });
  return {
    value: {
      ...value,
      ...(ofOwner.length === 0 ? {} : { owner }),
      ...(ofRepository.length === 0 ? {} : { repository }),
    },
    problems: [...problems, ...ofOwner, ...ofRepository],
  };
}

function isOneOf(allowed: readonly string[], value: string | undefined): boolean {
  return value === undefined || allowed.includes(value);
}

function unknownValue(name: string, got: unknown, allowed: readonly string[]): Problem {
  return {
    fault: `unknown \`github.${name}\``,
    got,
    allowed: allowed.join(", "),
    next: "choose one of these",
  };
}
