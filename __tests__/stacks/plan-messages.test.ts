import { AllowedActions } from "../../constructs";
import { lingobot } from "../../lingobot";
import type { EnvironmentSettings, GitHubSettings, PipelineSettings, PlatformSettings } from "../../stacks";
import { problemsOf } from "../constructs/synthesize";
import { definedApp } from "./platform-under-test";

/** LingoBot on a plan, without what only a larger one has, and then changed. */
function settings(github: Partial<GitHubSettings>, environment: object = {}): PlatformSettings {
  const { approval: _approval, ...production } = lingobot.environments[1] as EnvironmentSettings;
  const { codeOwners: _owners, ...pipeline } = lingobot.pipeline as PipelineSettings;
  return {
    ...lingobot,
    github: { ...lingobot.github, plan: "team", ...github },
    pipeline,
    environments: [
      lingobot.environments[0] as EnvironmentSettings,
      { ...production, ...environment } as EnvironmentSettings,
    ],
  };
}

const told = (given: PlatformSettings) => problemsOf(definedApp(given));
const main = (rules: object): Partial<GitHubSettings> => ({
  branches: [{ name: "main", ...rules }, { name: "staging" }, { name: "develop" }],
});
const bare: Partial<GitHubSettings> = {
  plan: "free",
  securityProducts: [],
  releaseTags: [],
  // Told once a branch is not protected: GitHub would delete it when it is promoted.
  merge: { deleteBranchOnMerge: false },
  branches: ["main", "staging", "develop"].map((name) => ({ name, protected: false })),
};

test("LingoBot without approval and code owners fits the plan team", () => {
  expect(told(settings({}))).toEqual([]);
});

/** What is asked for, the way out that is told, and the settings when it is taken. */
const WAYS: readonly (readonly [string, PlatformSettings, string, PlatformSettings])[] = [
  [
    "an approval",
    settings({}, { approval: { teams: ["platform"] } }),
    "leave `approval` of the environment's settings out",
    settings({}),
  ],
  [
    "a wait timer",
    settings({}, { deployment: { waitTimerMinutes: 5 } }),
    "leave `waitTimerMinutes` out",
    settings({}, { deployment: {} }),
  ],
  [
    "no bypass of administrators",
    settings({}, { deployment: { adminsMayBypass: false } }),
    "leave `adminsMayBypass` out",
    settings({}, { deployment: {} }),
  ],
  ["a merge queue", settings(main({ mergeQueue: true })), "leave `mergeQueue` out", settings(main({}))],
  [
    "rules on trial",
    settings(main({ enforcement: "evaluate" })),
    "use the enforcement `active` or `disabled`",
    settings(main({ enforcement: "active" })),
  ],
  [
    "selected actions",
    settings({ actions: { allowed: AllowedActions.selected() } }),
    "use `AllowedActions.all()`",
    settings({ actions: { allowed: AllowedActions.all() } }),
  ],
  [
    "the repository's own actions, which the pipeline does not do with",
    settings({ actions: { allowed: AllowedActions.localOnly() } }),
    "use `AllowedActions.all()`",
    settings({ actions: { allowed: AllowedActions.all() } }),
  ],
  [
    "code scanning before a merge",
    settings({ ...main({ codeScanning: {} }), securityProducts: [] }),
    "leave the branch's `codeScanning` out",
    settings({ ...main({}), securityProducts: [] }),
  ],
  [
    "code scanning before a merge, with the product",
    settings({ ...main({ codeScanning: {} }), securityProducts: [] }),
    'buy the product and name it: securityProducts: ["code-security"]',
    settings({ ...main({ codeScanning: {} }), securityProducts: ["code-security"] }),
  ],
  [
    "secret scanning",
    settings({ security: { secretScanning: true }, securityProducts: [] }),
    "leave `security.secretScanning` out",
    settings({ security: {}, securityProducts: [] }),
  ],
];

test.each(WAYS)("%s: the way out of the plan team is one of the settings", (_what, asked, way, taken) => {
  const problems = told(asked);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.filter((problem) => !problem.includes(way))).toEqual([]);
  expect(told(taken)).toEqual([]);
});

/** A private repository on the plan free has no environments, and no setting does without them. */
const noEnvironment = (name: string) =>
  `environment "${name}" needs deployment environments, which GitHub's plan "free" does not have for a private repository; move to the plan team or enterprise, or make the repository public`;
const LEFT = ["staging", "production"].map(noEnvironment);

test.each<[string, PlatformSettings, string]>([
  ["the wiki", settings({ ...bare, wiki: true }), "leave `wiki` out"],
  [
    "auto-merge",
    settings({ ...bare, merge: { ...bare.merge, autoMerge: true } }),
    "leave `merge.autoMerge` out",
  ],
  ["a protected branch", settings({ ...bare, ...main({}) }), "give each branch `protected: false`"],
  ["release tags", settings({ ...bare, releaseTags: ["v*"] }), "say `releaseTags: []`"],
  ["a product", settings({ ...bare, securityProducts: ["code-security"] }), "leave `securityProducts` out"],
])("%s: the way out of the plan free is one of the settings", (_what, asked, way) => {
  const more = told(asked).filter((problem) => !LEFT.includes(problem));
  expect(more.length).toBeGreaterThan(0);
  expect(more.filter((problem) => !problem.endsWith(way))).toEqual([]);
  expect(told(settings(bare))).toEqual(LEFT);
});

test("the two ways out of having no environments are settings too", () => {
  expect(told(settings({ ...bare, plan: "team" }))).toEqual([]);
  expect(told(settings({ ...bare, visibility: "public" }))).toEqual([]);
});
