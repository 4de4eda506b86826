import type { Problem } from "../errors";

/** The plan of the account that owns the repository. "free" is GitHub Free, "enterprise" is GitHub Enterprise Cloud. */
export type GitHubPlan = "free" | "team" | "enterprise";

/** Who can read the repository. */
export type Visibility = "public" | "private";

/** What can be bought on top of a Team or Enterprise plan for private repositories. Public repositories have both for free. */
export type SecurityProduct = "secret-protection" | "code-security";

/** Where a repository lives, as far as its features are concerned. */
export interface GitHubTier {
  readonly plan: GitHubPlan;
  readonly visibility: Visibility;
  /** @default - none */
  readonly securityProducts?: readonly SecurityProduct[];
}

/** The features that not every plan has. */
export type GitHubFeature =
  | "rulesets"
  | "evaluate"
  | "merge-queue"
  | "auto-merge"
  | "wiki"
  | "code-scanning"
  | "secret-scanning"
  | "selected-actions"
  | "environments"
  | "required-reviewers"
  | "wait-timer"
  | "no-admin-bypass";

interface Availability {
  readonly label: string;
  readonly public: readonly GitHubPlan[];
  readonly private: readonly GitHubPlan[];
  /** Needed on a private repository in addition to the plan. */
  readonly product?: SecurityProduct;
  /** How to do without it. @default - not at all, or as whoever asks for it says */
  readonly drop?: string;
}

const EVERY: readonly GitHubPlan[] = ["free", "team", "enterprise"];
const PAID: readonly GitHubPlan[] = ["team", "enterprise"];
const ENTERPRISE: readonly GitHubPlan[] = ["enterprise"];

/**
 * Which plan has which feature, for public and private repositories.
 * Sources: docs.github.com "About rulesets", "Managing auto-merge for pull requests in your repository", "Available rules for rulesets", "Managing a merge queue",
 * "Managing environments for deployment", "About GitHub Advanced Security",
 * "Managing GitHub Actions settings for a repository".
 */
const FEATURES: Readonly<Record<GitHubFeature, Availability>> = {
  rulesets: {
    label: "rulesets (branch and tag protection)",
    public: EVERY,
    private: PAID,
  },
  evaluate: {
    label: "the ruleset enforcement `evaluate`",
    public: ENTERPRISE,
    private: ENTERPRISE,
    drop: "use the enforcement `active` or `disabled`",
  },
  "merge-queue": {
    label: "the merge queue",
    public: EVERY,
    private: ENTERPRISE,
    drop: "leave `mergeQueue` out",
  },
  "auto-merge": {
    label: "auto-merge of pull requests",
    public: EVERY,
    private: PAID,
    drop: "leave `merge.autoMerge` out",
  },
  wiki: { label: "the wiki", public: EVERY, private: PAID, drop: "leave `wiki` out" },
  "code-scanning": {
    label: "code scanning as a merge condition",
    public: EVERY,
    private: PAID,
    product: "code-security",
    drop: "leave the branch's `codeScanning` out",
  },
  "secret-scanning": {
    label: "secret scanning with push protection",
    public: EVERY,
    private: PAID,
    product: "secret-protection",
    drop: "leave `security.secretScanning` out",
  },
  "selected-actions": {
    label: "allowing selected actions only",
    public: EVERY,
    private: ENTERPRISE,
    drop: "use `AllowedActions.all()`",
  },
  environments: {
    label: "deployment environments",
    public: EVERY,
    private: PAID,
  },
  "required-reviewers": {
    label: "required reviewers of a deployment environment",
    public: EVERY,
    private: ENTERPRISE,
    drop: "do without an approval: leave `approval` of the environment's settings out (`reviewers` and `approvalRequired` of DeploymentEnvironment)",
  },
  "wait-timer": {
    label: "the wait timer of a deployment environment",
    public: EVERY,
    private: ENTERPRISE,
    drop: "leave `waitTimerMinutes` out",
  },
  "no-admin-bypass": {
    label: "keeping administrators from bypassing a deployment environment",
    public: EVERY,
    private: ENTERPRISE,
    drop: "leave `adminsMayBypass` out",
  },
};

/** Every feature whose availability depends on the plan. */
export const GITHUB_FEATURES = Object.keys(FEATURES) as readonly GitHubFeature[];

/** Tells whether a repository of this plan and visibility has the feature. */
export function hasFeature(feature: GitHubFeature, tier: GitHubTier): boolean {
  const availability = FEATURES[feature];
  if (tier.visibility === "public") return availability.public.includes(tier.plan);
  const bought =
    availability.product === undefined || (tier.securityProducts ?? []).includes(availability.product);
  return availability.private.includes(tier.plan) && bought;
}

/**
 * The fault of asking for a feature that the plan does not have, with every way out; nothing when the plan has it.
 * @param drop how whoever asks does without. @default - how everybody does, if at all
 */
export function missingFeature(
  feature: GitHubFeature,
  tier: GitHubTier,
  asked: string,
  drop = FEATURES[feature].drop,
): Problem[] {
  if (hasFeature(feature, tier)) return [];
  const { label } = FEATURES[feature];
  return [
    {
      fault: `${asked} needs ${label}, which GitHub's plan "${tier.plan}" does not have for a ${tier.visibility} repository`,
      next: [...waysOut(feature, tier), ...(drop === undefined ? [] : [drop])].join(", or "),
    },
  ];
}

function waysOut(feature: GitHubFeature, tier: GitHubTier): string[] {
  const availability = FEATURES[feature];
  const plans = availability[tier.visibility];
  const product = tier.visibility === "private" ? availability.product : undefined;
  const ways: string[] = [];
  if (!plans.includes(tier.plan)) ways.push(`move to the plan ${plans.join(" or ")}`);
  if (product !== undefined) ways.push(`buy the product and name it: securityProducts: ["${product}"]`);
  if (tier.visibility === "private" && availability.public.includes(tier.plan)) {
    ways.push("make the repository public");
  }
  return ways;
}

/** The fault of naming security products that the plan cannot buy. */
export function unavailableProducts(tier: GitHubTier): Problem[] {
  const { securityProducts = [] } = tier;
  if (tier.visibility === "public" || tier.plan !== "free" || securityProducts.length === 0) return [];
  const named = securityProducts.map((product) => `"${product}"`).join(" and ");
  const [products, they] = securityProducts.length === 1 ? ["product", "it is"] : ["products", "they are"];
  return [
    {
      fault: `the security ${products} ${named} cannot be bought on GitHub's plan "free"`,
      allowed: "the plans team and enterprise",
      next: `move to the plan team or enterprise, or make the repository public, where ${they} free, or leave \`securityProducts\` out`,
    },
  ];
}
