import {
  AllowedActions,
  type GitHubPlan,
  type RepositoryProtectionProps,
  type Visibility,
} from "../../../constructs/repository-protection";
import {
  GITHUB_FEATURES,
  hasFeature,
  missingFeature,
} from "../../../constructs/repository-protection/github-plan";
import { onlyResource } from "../synthesize";
import { problems, rendered } from "./fixture";

const PLANS: GitHubPlan[] = ["free", "team", "enterprise"];

/** Every feature by plan: public free, team, enterprise, then private free, team, enterprise. */
const TABLE: Record<string, string> = {
  rulesets: "yes yes yes - yes yes",
  evaluate: "- - yes - - yes",
  "merge-queue": "yes yes yes - - yes",
  "auto-merge": "yes yes yes - yes yes",
  wiki: "yes yes yes - yes yes",
  "code-scanning": "yes yes yes - - -",
  "secret-scanning": "yes yes yes - - -",
  "selected-actions": "yes yes yes - - yes",
  environments: "yes yes yes - yes yes",
  "required-reviewers": "yes yes yes - - yes",
  "wait-timer": "yes yes yes - - yes",
  "no-admin-bypass": "yes yes yes - - yes",
};

function row(feature: (typeof GITHUB_FEATURES)[number], products: boolean): string {
  const tiers = (["public", "private"] as Visibility[]).flatMap((visibility) =>
    PLANS.map((plan) => ({ plan, visibility })),
  );
  const securityProducts = products ? (["secret-protection", "code-security"] as const) : [];
  return tiers.map((tier) => (hasFeature(feature, { ...tier, securityProducts }) ? "yes" : "-")).join(" ");
}

describe("GitHub's plans", () => {
  test("have the features that the documentation says", () => {
    const rows = GITHUB_FEATURES.map((feature) => [feature, row(feature, false)]);

    expect(Object.fromEntries(rows)).toEqual(TABLE);
  });

  test("gain code and secret scanning on private repositories with the products", () => {
    expect(row("code-scanning", true)).toBe("yes yes yes - yes yes");
    expect(row("secret-scanning", true)).toBe("yes yes yes - yes yes");
  });

  test.each(GITHUB_FEATURES)("%s: the fault names the feature, the plan and a way out", (feature) => {
    const [problem] = missingFeature(feature, { plan: "free", visibility: "private" }, "this");

    expect(problem?.fault).toMatch(
      /^this needs .+, which GitHub's plan "free" does not have for a private repository$/,
    );
    expect(problem?.next).toMatch(/^move to the plan .*enterprise/);
  });
});

const FREE: Partial<RepositoryProtectionProps> = { plan: "free", visibility: "private" };
const BARE = { branches: [], releaseTags: [] };

describe("a repository on a plan that lacks something", () => {
  test("gets every fault at once", () => {
    const found = problems({ ...FREE, branches: [{ name: "main" }] });

    expect(found).toEqual([
      'protecting branch "main" and release tags needs rulesets (branch and tag protection), which GitHub\'s plan "free" does not have for a private repository; move to the plan team or enterprise, or make the repository public, or give each branch `protected: false` and say `releaseTags: []`',
    ]);
  });

  test("is fine once the branches and tags go without protection", () => {
    const branch = { name: "main", protected: false };

    expect(problems({ ...FREE, branches: [branch], releaseTags: [] })).toEqual([]);
  });

  test("says that secret scanning needs the product", () => {
    expect(problems({ plan: "team", security: { secretScanning: true } })).toEqual([
      '`security.secretScanning` needs secret scanning with push protection, which GitHub\'s plan "team" does not have for a private repository; buy the product and name it: securityProducts: ["secret-protection"], or make the repository public, or leave `security.secretScanning` out',
    ]);
  });

  test("says that the free plan cannot buy a product", () => {
    expect(problems({ ...FREE, ...BARE, securityProducts: ["code-security"] })).toEqual([
      'the security product "code-security" cannot be bought on GitHub\'s plan "free"; allowed: the plans team and enterprise; move to the plan team or enterprise, or make the repository public, where it is free, or leave `securityProducts` out',
    ]);
  });

  test.each<[string, Partial<RepositoryProtectionProps>, string]>([
    [
      "evaluate",
      { plan: "team", branches: [{ name: "main", enforcement: "evaluate" }] },
      "`active` or `disabled`",
    ],
    [
      "merge queue",
      { plan: "team", branches: [{ name: "main", mergeQueue: true }] },
      "leave `mergeQueue` out",
    ],
    [
      "code scanning",
      { branches: [{ name: "main", codeScanning: {} }] },
      "leave the branch's `codeScanning` out",
    ],
    [
      "selected actions",
      { plan: "team", actions: { allowed: AllowedActions.selected() } },
      "`AllowedActions.all()`",
    ],
    ["wiki", { ...FREE, ...BARE, wiki: true }, "leave `wiki` out"],
    ["auto-merge", { ...FREE, ...BARE, merge: { autoMerge: true } }, "leave `merge.autoMerge` out"],
  ])("refuses %s", (_, props, way) => {
    const found = problems(props);

    expect(found).toHaveLength(1);
    expect(found[0]).toContain(way);
  });
});

describe("secret scanning", () => {
  const status = { status: "enabled" };

  test("is left out on a private repository without the product", () => {
    expect(onlyResource(rendered(), "github_repository")).not.toHaveProperty("security_and_analysis");
  });

  test("comes with advanced_security on a private repository with the product", () => {
    const json = rendered({ securityProducts: ["secret-protection"] });

    expect(onlyResource(json, "github_repository").security_and_analysis).toEqual({
      advanced_security: status,
      secret_scanning: status,
      secret_scanning_push_protection: status,
    });
  });

  test("comes without advanced_security on a public repository", () => {
    const json = rendered({ plan: "free", visibility: "public" });

    expect(onlyResource(json, "github_repository").security_and_analysis).toEqual({
      secret_scanning: status,
      secret_scanning_push_protection: status,
    });
  });

  test("is turned off only when that is typed out", () => {
    const json = rendered({ plan: "free", visibility: "public", security: { secretScanning: false } });

    expect(onlyResource(json, "github_repository").security_and_analysis).toMatchObject({
      secret_scanning: { status: "disabled" },
    });
  });
});
