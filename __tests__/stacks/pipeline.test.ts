import { App, TerraformStack } from "cdktf";
import type { PlatformConfig, ProtectedBranch } from "../../constructs";
import { lingobot } from "../../lingobot";
import { createPipeline, ownedBy, type PlatformSettings } from "../../stacks";
import { fileOf, workflowOf } from "../constructs/delivery-pipeline/rendered";
import { onlyResource, problemsOf, resourcesOf } from "../constructs/synthesize";
import { definedApp, synthesizedStacks } from "./platform-under-test";

if (lingobot.pipeline === undefined) throw new Error("lingobot.ts has a pipeline");
const PIPELINE = lingobot.pipeline;

/** Every file that the settings' pipeline renders. */
function filesOf(settings: PlatformSettings): ReadonlyMap<string, string> {
  const stack = new TerraformStack(new App(), "repository");
  return createPipeline(stack, settings, settings.pipeline ?? PIPELINE).files;
}

const withBranches = (branches: readonly ProtectedBranch[]): PlatformSettings => {
  const { updatesBranch: _develop, ...pipeline } = PIPELINE;
  return { ...lingobot, github: { ...lingobot.github, branches }, pipeline };
};
const MAIN = { name: "main", promotedFrom: "staging" } as const;
const STAGING = { name: "staging" } as const;

describe("the pipeline of the settings", () => {
  test("reports its check to the merge queue when a branch has one, and only then", () => {
    const triggers = (settings: PlatformSettings) => Object.keys(workflowOf(filesOf(settings), "ci.yml").on);
    expect(triggers(lingobot)).not.toContain("merge_group");
    expect(triggers(withBranches([MAIN, { ...STAGING, mergeQueue: true }]))).toContain("merge_group");
    const unguarded = { ...STAGING, mergeQueue: true, protected: false };
    expect(triggers(withBranches([MAIN, unguarded]))).not.toContain("merge_group");
  });

  test("reviews dependencies only where GitHub can: in public, or with Code Security", () => {
    const reviews = (change: object) =>
      fileOf(
        filesOf({ ...lingobot, github: { ...lingobot.github, ...change } }),
        ".github/workflows/ci.yml",
      ).includes("actions/dependency-review-action");
    expect(reviews({})).toBe(true);
    expect(reviews({ securityProducts: [] })).toBe(false);
    expect(reviews({ securityProducts: [], visibility: "public" })).toBe(true);
  });
});

test("an environment whose deployments are approved announces its app by the variable that its workflow reads", () => {
  const { staging, production } = synthesizedStacks();
  expect(onlyResource(production ?? {}, "github_actions_variable")).toMatchObject({
    variable_name: "DO_APP_EXISTS_PRODUCTION",
    depends_on: expect.arrayContaining([expect.stringContaining("DO_APP_ID_PRODUCTION")]),
  });
  expect(resourcesOf(staging ?? {}, "github_actions_variable")).toEqual({});
  const files = filesOf(lingobot);
  expect(fileOf(files, ".github/workflows/deploy-production.yml")).toContain("vars.DO_APP_EXISTS_PRODUCTION");
  expect(Object.keys(workflowOf(files, "deploy-staging.yml").jobs)).not.toContain("exists");
});

describe("code owners of the settings", () => {
  const rules = (settings: PlatformSettings) => {
    const rulesets = Object.values(
      resourcesOf(synthesizedStacks(settings).repository ?? {}, "github_repository_ruleset"),
    );
    const named = rulesets as {
      name: string;
      rules: { pull_request?: { require_code_owner_review: boolean } };
    }[];
    return Object.fromEntries(
      named.flatMap(({ name, rules: { pull_request: pull } }) =>
        pull === undefined ? [] : [[name, pull.require_code_owner_review]],
      ),
    );
  };
  const expected = (settings: PlatformSettings) => {
    const config: PlatformConfig = JSON.parse(fileOf(filesOf(settings), ".github/platform/platform.json"));
    return Object.values(config.environments).map(
      ({ protection }) => protection?.branchRules?.codeOwnerReview,
    );
  };

  test("must approve on every branch that is guarded, and the gate expects it", () => {
    expect(rules(lingobot)).toEqual({ main: true, staging: true, develop: true });
    expect(expected(lingobot)).toEqual([true, true]);
  });

  test("are teams that may write, or GitHub ignores them", () => {
    const codeOwners = {
      "/.github/": ["@lingobot/platform", "@lingobot/auditors"],
      "/src/": ["@lingobot/readers"],
    };
    const github = { ...lingobot.github, teams: { platform: "maintain", readers: "pull" } } as const;
    expect(problemsOf(definedApp({ ...lingobot, github, pipeline: { ...PIPELINE, codeOwners } }))).toEqual([
      'code owners cannot write to the repository, so GitHub ignores them; got ["@lingobot/auditors","@lingobot/readers"]; allowed: teams with push, maintain or admin: platform; give them more in github.teams, or take them out of codeOwners',
    ]);
  });

  test("follow the repository to another owner", () => {
    const owned = ownedBy(lingobot, "acme");
    expect(fileOf(filesOf(owned), ".github/CODEOWNERS")).toContain("/.github/ @acme/platform\n");
  });

  test("need not where a branch says so, or when there are none", () => {
    const lax = withBranches([MAIN, { ...STAGING, codeOwnerApproval: false }]);
    expect(rules(lax)).toEqual({ main: true, staging: false });
    expect(expected(lax)).toEqual([false, true]);
    const { codeOwners: _owners, ...pipeline } = PIPELINE;
    expect(rules({ ...lingobot, pipeline })).toEqual({ main: false, staging: false, develop: false });
  });
});
