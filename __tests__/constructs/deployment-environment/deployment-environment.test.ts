import type { TerraformStack } from "cdktf";
import { Secret } from "../../../constructs/app-environment/secret";
import {
  DeploymentEnvironment,
  type DeploymentEnvironmentProps,
} from "../../../constructs/deployment-environment";
import { RepositoryProtection } from "../../../constructs/repository-protection";
import { githubStack } from "../repository-protection/fixture";
import {
  onlyData,
  onlyResource,
  problemsOf,
  resourcesOf,
  type SynthesizedStack,
  synthesize,
} from "../synthesize";

type Change = (environment: DeploymentEnvironment) => void;

function environment(
  props: Partial<DeploymentEnvironmentProps> = {},
  stack: TerraformStack = githubStack("production"),
): DeploymentEnvironment {
  return new DeploymentEnvironment(stack, "GitHubEnvironment", {
    owner: "lingobot",
    repository: "bot",
    environment: "production",
    plan: "enterprise",
    visibility: "private",
    branches: ["main"],
    ...props,
  });
}

function rendered(
  props: Partial<DeploymentEnvironmentProps> = {},
  more: Change = () => {},
): SynthesizedStack {
  const stack = githubStack("production");
  more(environment(props, stack));
  return synthesize(stack);
}

function problems(props: Partial<DeploymentEnvironmentProps>, more: Change = () => {}): string[] {
  const made = environment(props);
  more(made);
  return problemsOf(made);
}

describe("an environment for pull requests", () => {
  test("has no branch policy, because their refs are no branches", () => {
    const json = rendered({ anyRef: true, branches: [] });
    expect(onlyResource(json, "github_repository_environment")).toEqual({
      repository: "bot",
      environment: "production",
      can_admins_bypass: false,
      prevent_self_review: false,
    });
    expect(resourcesOf(json, "github_repository_environment_deployment_policy")).toEqual({});
  });

  test("refuses patterns, which would say what does not hold", () => {
    expect(problems({ anyRef: true, branches: ["main"], tags: ["v*"] })).toEqual([
      expect.stringContaining(
        'environment "production" takes any ref, so patterns of branches and tags limit nothing',
      ),
    ]);
  });
});

describe("an environment", () => {
  test("lets nobody bypass it, and only named branches deploy", () => {
    const json = rendered();

    expect(onlyResource(json, "github_repository_environment")).toEqual({
      repository: "bot",
      environment: "production",
      can_admins_bypass: false,
      prevent_self_review: false,
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
    expect(onlyResource(json, "github_repository_environment_deployment_policy")).toEqual({
      repository: "bot",
      environment: expect.stringMatching(/^\$\{github_repository_environment\..+\.environment\}$/),
      branch_pattern: "main",
      lifecycle: {
        ignore_changes: ["repository", "environment"],
        replace_triggered_by: [expect.stringMatching(/^github_repository_environment\.[\w-]+\.id$/)],
      },
    });
  });

  test("has one policy per branch and tag pattern", () => {
    const policies = resourcesOf(
      rendered({ branches: ["main", "release/*"], tags: ["v*"] }),
      "github_repository_environment_deployment_policy",
    );

    expect(
      Object.values(policies).map(({ branch_pattern, tag_pattern }) => branch_pattern ?? tag_pattern),
    ).toEqual(expect.arrayContaining(["main", "release/*", "v*"]));
    expect(Object.values(policies)).toHaveLength(3);
  });

  test("has an approval gate of teams and people, looked up by name", () => {
    const json = rendered({
      approvalRequired: true,
      waitTimerMinutes: 5,
      reviewers: { teams: ["platform"], users: ["ada"] },
    });

    expect(onlyData(json, "github_team")).toEqual({ slug: "platform", summary_only: true });
    expect(onlyData(json, "github_user")).toEqual({ username: "ada" });
    expect(onlyResource(json, "github_repository_environment")).toMatchObject({
      prevent_self_review: true,
      wait_timer: 5,
      reviewers: [
        {
          teams: [expect.stringMatching(/^\$\{data\.github_team\..+\.id\}$/)],
          users: [expect.stringMatching(/^\$\{data\.github_user\..+\.id\}$/)],
        },
      ],
    });
  });

  test("waits until the reviewing teams can read the repository, or says how they get there", () => {
    const json = rendered({ reviewers: { teams: ["platform"] } });

    expect(onlyData(json, "github_rest_api")).toEqual({
      endpoint: "repos/lingobot/bot/teams?per_page=100",
      lifecycle: {
        postcondition: [
          {
            condition: '${contains(try(jsondecode(self.body)[*].slug, []), "platform")}',
            error_message:
              "team platform cannot read the repository, so it cannot review deployments: give it access in the settings of the repository and run `cdktf deploy repository` first",
          },
        ],
      },
    });
    expect(onlyResource(json, "github_repository_environment").depends_on).toEqual([
      expect.stringMatching(/^data\.github_rest_api\./),
    ]);
  });

  test.each([
    ["by its token", (made: RepositoryProtection) => made.repositoryName],
    ["by its name", () => "bot"],
  ])("looks for the teams after they got access in the same stack: %s", (_how, nameOf) => {
    const stack = githubStack("everything");
    const made = new RepositoryProtection(stack, "Repository", {
      owner: "lingobot",
      repository: "bot",
      plan: "enterprise",
      visibility: "private",
    });
    environment({ repository: nameOf(made), reviewers: { teams: ["platform"] } }, stack);
    made.addTeam("platform", "push");

    expect(onlyData(synthesize(stack), "github_rest_api").depends_on).toEqual([
      expect.stringMatching(/^github_repository_collaborators\./),
    ]);
  });

  test("waits for no other repository of the stack", () => {
    const stack = githubStack("everything");
    const props = {
      owner: "lingobot",
      repository: "docs",
      plan: "enterprise",
      visibility: "private",
    } as const;
    new RepositoryProtection(stack, "Docs", props).addTeam("platform", "push");
    environment({ reviewers: { teams: ["platform"] } }, stack);

    expect(onlyData(synthesize(stack), "github_rest_api")).not.toHaveProperty("depends_on");
  });

  test("may be reviewed by whoever deploys and bypassed by admins, when that is typed out", () => {
    const json = rendered({ reviewers: { users: ["ada"] }, preventSelfReview: false, adminsMayBypass: true });

    expect(onlyResource(json, "github_repository_environment")).toMatchObject({
      prevent_self_review: false,
      can_admins_bypass: true,
      reviewers: [{ users: [expect.any(String)] }],
    });
    expect(json.data).not.toHaveProperty("github_rest_api");
  });

  test("does not touch the admins' bypass where the plan cannot keep them from it", () => {
    expect(onlyResource(rendered({ plan: "team" }), "github_repository_environment").can_admins_bypass).toBe(
      true,
    );
  });
});

describe("secrets and variables", () => {
  test("announce to every job of the repository that there is something to deploy to, once all secrets are there", () => {
    const json = rendered({ secrets: { EARLY: Secret.named("EARLY") } }, (made) => {
      made.announce("DO_APP_EXISTS_PRODUCTION");
      made.addSecret("LATE", Secret.named("LATE"));
    });

    const { depends_on: after, ...variable } = onlyResource(json, "github_actions_variable");
    expect(variable).toEqual({
      repository: "bot",
      variable_name: "DO_APP_EXISTS_PRODUCTION",
      value: "true",
    });
    expect(after).toEqual([
      expect.stringMatching(/^github_actions_environment_secret\..*EARLY/),
      expect.stringMatching(/^github_actions_environment_secret\..*LATE/),
    ]);
    expect(problems({}, (made) => made.announce("GITHUB_X"))).toEqual([
      'a variable\'s name must not start with GITHUB_, which GitHub keeps for itself; got "GITHUB_X"; rename it',
    ]);
  });

  test("enter as sensitive variables, or as what only Terraform knows", () => {
    const stack = githubStack("production");
    const made = environment({ secrets: { DO_ACCESS_TOKEN: Secret.named("LQBOT_DO_TOKEN") } }, stack);
    made.addSecret("DO_APP_ID_PRODUCTION", made.environmentName);
    made.addVariable("APP_URL", "https://lingobot.example/${path}");
    const json = synthesize(stack);
    const secrets = Object.values(resourcesOf(json, "github_actions_environment_secret"));

    expect(json.variable?.LQBOT_DO_TOKEN).toMatchObject({ sensitive: true });
    expect(secrets).toEqual([
      expect.objectContaining({ secret_name: "DO_ACCESS_TOKEN", plaintext_value: "${var.LQBOT_DO_TOKEN}" }),
      expect.objectContaining({
        secret_name: "DO_APP_ID_PRODUCTION",
        plaintext_value: expect.stringMatching(/^\$\{github_repository_environment\./),
      }),
    ]);
    expect(secrets[0]).not.toHaveProperty("lifecycle");
    expect(onlyResource(json, "github_actions_environment_variable")).toMatchObject({
      variable_name: "APP_URL",
      value: "https://lingobot.example/$${path}",
    });
    expect(made.secretNames).toEqual(["DO_ACCESS_TOKEN", "DO_APP_ID_PRODUCTION"]);
    expect(made.variableNames).toEqual(["APP_URL"]);
  });

  test("keep a value that is rotated elsewhere", () => {
    const json = rendered({}, (made) =>
      made.addSecret("DO_ACCESS_TOKEN", Secret.named("TOKEN"), { ignoreValueAfterCreation: true }),
    );

    expect(onlyResource(json, "github_actions_environment_secret").lifecycle).toEqual({
      ignore_changes: ["plaintext_value"],
    });
  });

  test("pass a token through as a variable", () => {
    const stack = githubStack("production");
    const made = environment({}, stack);
    made.addVariable("ENVIRONMENT", made.environmentName);

    expect(onlyResource(synthesize(stack), "github_actions_environment_variable").value).toMatch(
      /^\$\{github_repository_environment\./,
    );
  });
});

test("addresses in Terraform's state do not change", () => {
  const json = rendered({ secrets: { DO_ACCESS_TOKEN: Secret.named("T") }, variables: { APP_URL: "x" } });
  const addresses = Object.entries(json.resource ?? {}).flatMap(([type, all]) =>
    Object.keys(all).map((name) => `${type}.${name}`),
  );

  expect(addresses.sort()).toEqual([
    "github_actions_environment_secret.GitHubEnvironment_Secret-DO_ACCESS_TOKEN_4AF68758",
    "github_actions_environment_variable.GitHubEnvironment_Variable-APP_URL_06B5288C",
    "github_repository_environment.GitHubEnvironment_F5024FAF",
    "github_repository_environment_deployment_policy.GitHubEnvironment_Policy-branch-main_0396F34E",
  ]);
});

describe("bad input", () => {
  test("of reviewers is told all at once", () => {
    const found = problems({
      reviewers: { teams: ["Platform", "a", "a"], users: ["b", "c", "d", "@e"] },
    });

    expect(found).toEqual([
      expect.stringContaining('a reviewing team has no valid name; got "Platform"'),
      expect.stringContaining('a reviewer has no valid name; got "@e"'),
      'a reviewing team is given twice; got "a"; name each reviewer once',
      'environment "production" has too many reviewers; got 7; allowed: up to 6, teams and people together; put people into a team and name the team',
    ]);
  });

  test("of the approval gate", () => {
    expect(problems({ approvalRequired: true })).toEqual([
      'environment "production" requires an approval, but nobody is named who could give it; allowed: 1 to 6 teams and people; name a team or a person in `reviewers` (`approval` of the environment\'s settings), or drop `approvalRequired` (`approval`)',
    ]);
    expect(problems({ preventSelfReview: true })).toEqual([
      'environment "production" prevents self-review, but has no reviewers; name a team or a person in `reviewers` (`approval` of the environment\'s settings), or drop `preventSelfReview`',
    ]);
  });

  test.each([-1, 43_201, 1.5])("of the wait timer: %d", (waitTimerMinutes) => {
    expect(problems({ waitTimerMinutes })).toEqual([
      `environment "production" waits for an impossible time; got ${waitTimerMinutes}; allowed: a whole number of minutes from 0 to 43200; change \`waitTimerMinutes\``,
    ]);
  });

  test("of the branch policy", () => {
    expect(problems({ branches: [] })).toEqual([
      'no branch and no tag may deploy to environment "production"; allowed: at least one pattern; name a branch, for example branches: ["main"]',
    ]);
    expect(problems({ branches: ["refs/heads/main", "a", "a"], tags: ["", "v1", "v1"] })).toEqual([
      expect.stringContaining('a pattern of branches or tags is malformed; got "refs/heads/main"'),
      'a pattern of branches or tags is malformed; got ""; allowed: a branch or tag name, with * as a wildcard, without refs/heads/ or refs/tags/; write it like "main" or "v*"',
      'a branch pattern is given twice; got "a"; give each pattern once',
      'a tag pattern is given twice; got "v1"; give each pattern once',
    ]);
  });

  test("of the names", () => {
    expect(problems({ owner: "@me", repository: "a/b" })).toEqual([
      expect.stringContaining('the owner has no valid name; got "@me"'),
      expect.stringContaining('the repository has no valid name; got "a/b"'),
    ]);
    expect(problems({ environment: " " })).toEqual([
      'an environment has no usable name; got " "; allowed: 1 to 255 characters without spaces around them; name it, for example "production"',
    ]);
  });

  test("of a plan without environments, reviewers, timer and a closed bypass", () => {
    const found = problems({
      plan: "free",
      reviewers: { users: ["ada"] },
      waitTimerMinutes: 5,
      adminsMayBypass: false,
    });

    expect(found).toEqual([
      'environment "production" needs deployment environments, which GitHub\'s plan "free" does not have for a private repository; move to the plan team or enterprise, or make the repository public',
      'the approval gate of environment "production" needs required reviewers of a deployment environment, which GitHub\'s plan "free" does not have for a private repository; move to the plan enterprise, or make the repository public, or do without an approval: leave `approval` of the environment\'s settings out (`reviewers` and `approvalRequired` of DeploymentEnvironment)',
      expect.stringContaining("leave `waitTimerMinutes` out"),
      expect.stringContaining("leave `adminsMayBypass` out"),
    ]);
    expect(problems({ plan: "free", visibility: "public", reviewers: { users: ["ada"] } })).toEqual([]);
  });

  test("of secrets never prints a value", () => {
    const found = problems({ secrets: { DO_ACCESS_TOKEN: "dop_v1_leaked" } }, (made) => {
      made.addSecret("do_access_token", Secret.named("T"));
      made.addSecret("1ST", Secret.named("T"));
      made.addSecret("GITHUB_PAT", Secret.named("T"));
      made.addSecret("OTHER", Secret.named("not a name"));
    });

    expect(found).toEqual([
      'the secret "DO_ACCESS_TOKEN" was given as a literal value, which would end up in code, plan and state; allowed: a Secret, or a token such as an app\'s id (the value is not shown here); use Secret.named("DO_ACCESS_TOKEN") and set TF_VAR_DO_ACCESS_TOKEN when deploying',
      'a secret is given twice; got "do_access_token"; give each secret once; GitHub does not tell upper from lower case',
      'a secret\'s name is malformed; got "1ST"; allowed: letters, digits and underscores, not starting with a digit; rename it, for example "DO_ACCESS_TOKEN"',
      'a secret\'s name must not start with GITHUB_, which GitHub keeps for itself; got "GITHUB_PAT"; rename it',
      expect.stringContaining("a secret's name must be usable as a Terraform variable"),
    ]);
    expect(found.join()).not.toContain("dop_v1_leaked");
  });

  test("of variables", () => {
    const found = problems({ variables: { APP_URL: "x" } }, (made) => {
      made.addVariable("app_url", "y");
      made.addVariable("a-b", "y");
    });

    expect(found).toEqual([
      'a variable is given twice; got "app_url"; give each variable once; GitHub does not tell upper from lower case',
      expect.stringContaining('a variable\'s name is malformed; got "a-b"'),
    ]);
  });
});
