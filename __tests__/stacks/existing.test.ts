import {
  AllowedActions,
  AppAlert,
  ContainerRegistry,
  InstanceSize,
  NotificationTarget,
  Scaling,
  Secret,
} from "../../constructs";
import { lingobot } from "../../lingobot";
import { onlyResource, problemsOf, resourcesOf } from "../constructs/synthesize";
import { definedApp, synthesizedStacks, withEnvironment } from "./platform-under-test";

const notify = [NotificationTarget.email("ops@acme.example")];

/** What an app that somebody made by hand is like. */
const HAND_MADE = {
  appName: "chatty",
  serviceName: "web",
  port: 8080,
  image: ContainerRegistry.ghcr("acme", "chatty").image().byTag("v7"),
  monthlyBudget: 100,
  variableScope: "run-and-build",
  alerts: [AppAlert.domainFailed(), AppAlert.deploymentFailed()],
  project: "unmanaged",
  workers: { queue: { size: InstanceSize.XS, scaling: Scaling.fixed(2), variables: { MODE: "slow" } } },
  jobs: { migrate: { runCommand: "migrate" } },
  uptime: {
    name: "is it up",
    target: "https://chatty.example/ping",
    regions: ["us_west"],
    alerts: { downGlobally: { notify, name: "all of it is down", period: "3m" } },
  },
  deployment: {
    moreBranches: ["release/*"],
    tags: ["v*"],
    waitTimerMinutes: 5,
    secrets: { API_KEY: Secret.named("API_KEY") },
    variables: { COLOUR: "blue" },
    pipelineEntries: false,
  },
};

describe("an environment can be what was there before", () => {
  const stack = synthesizedStacks(withEnvironment("staging", HAND_MADE)).staging ?? {};

  test("its app", () => {
    expect(onlyResource(stack, "digitalocean_app")).toMatchObject({
      spec: {
        name: "chatty",
        alert: [{ rule: "DOMAIN_FAILED" }, { rule: "DEPLOYMENT_FAILED" }],
        service: [
          {
            name: "web",
            http_port: 8080,
            image: { registry: "acme", repository: "chatty", tag: "v7" },
            env: expect.arrayContaining([expect.objectContaining({ scope: "RUN_AND_BUILD_TIME" })]),
          },
        ],
        worker: [
          {
            name: "queue",
            instance_count: 2,
            env: expect.arrayContaining([expect.objectContaining({ key: "MODE", value: "slow" })]),
          },
        ],
        job: [{ name: "migrate", kind: "PRE_DEPLOY", run_command: "migrate" }],
      },
    });
    expect(resourcesOf(stack, "digitalocean_project")).toEqual({});
  });

  test("its check", () => {
    expect(onlyResource(stack, "digitalocean_uptime_check")).toMatchObject({
      name: "is it up",
      target: "https://chatty.example/ping",
      regions: ["us_west"],
    });
    expect(onlyResource(stack, "digitalocean_uptime_alert")).toMatchObject({
      name: "all of it is down",
      type: "down_global",
      period: "3m",
    });
  });

  test("its environment at GitHub, without what our pipeline needs", () => {
    expect(onlyResource(stack, "github_repository_environment")).toMatchObject({ wait_timer: 5 });
    const policies = Object.values(resourcesOf(stack, "github_repository_environment_deployment_policy"));
    expect(policies.map(({ branch_pattern, tag_pattern }) => branch_pattern ?? tag_pattern).sort()).toEqual([
      "release/*",
      "staging",
      "v*",
    ]);
    expect(onlyResource(stack, "github_actions_environment_secret")).toMatchObject({
      secret_name: "API_KEY",
      lifecycle: { ignore_changes: ["plaintext_value"] },
    });
    expect(onlyResource(stack, "github_actions_environment_variable")).toMatchObject({
      variable_name: "COLOUR",
      value: "blue",
    });
  });

  test("without a check", () => {
    const { staging = {} } = synthesizedStacks(withEnvironment("staging", { uptime: "none" }));
    expect(resourcesOf(staging, "digitalocean_uptime_check")).toEqual({});
    expect(resourcesOf(staging, "digitalocean_uptime_alert")).toEqual({});
  });

  test("the scope of variables is one of two", () => {
    const app = definedApp(withEnvironment("staging", { variableScope: "build" }));
    expect(problemsOf(app).join("\n")).toMatch(/scope of plain variables.*"build".*run, run-and-build/);
  });
});

test("a repository can be what was there before", () => {
  const { pipeline: _ours, ...settings } = lingobot;
  const { repository = {} } = synthesizedStacks({
    ...settings,
    github: {
      ...lingobot.github,
      wiki: true,
      homepageUrl: "https://chatty.example",
      merge: { squashTitle: "COMMIT_OR_PR_TITLE", squashMessage: "COMMIT_MESSAGES" },
      actions: { allowed: AllowedActions.selected({ verifiedCreators: true }) },
      releaseTags: [],
      branches: [{ name: "main", rulesetName: "guard the trunk" }],
    },
  });
  expect(onlyResource(repository, "github_repository")).toMatchObject({
    has_wiki: true,
    homepage_url: "https://chatty.example",
    squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
    squash_merge_commit_message: "COMMIT_MESSAGES",
  });
  expect(onlyResource(repository, "github_repository_ruleset")).toMatchObject({ name: "guard the trunk" });
  expect(onlyResource(repository, "github_actions_repository_permissions")).toMatchObject({
    allowed_actions_config: { verified_allowed: true },
  });
});

describe("imports", () => {
  const APP = "digitalocean_app.App_F1B96344";

  test("are blocks of the stack that has the resource", () => {
    const stacks = synthesizedStacks(lingobot, { imports: { staging: { [APP]: "some-id" } } });
    expect(stacks.staging).toMatchObject({ import: [{ to: APP, id: "some-id" }] });
    expect(stacks.production).not.toHaveProperty("import");
  });

  test("of a stack that there is none of are told", () => {
    const app = definedApp(lingobot, { imports: { old: { [APP]: "some-id" } } });
    expect(problemsOf(app).join("\n")).toContain(
      'imports.json takes something into a stack that there is none of; got "old"; allowed: repository, staging, production; run npm run adopt again, or take it out of imports.json',
    );
  });

  test("of what no stack has are told", () => {
    const app = definedApp(lingobot, { imports: { staging: { "digitalocean_app.Old": "some-id" } } });
    expect(problemsOf(app).join("\n")).toContain(
      'imports.json takes something into staging that is not in this stack; got "digitalocean_app.Old"; run npm run adopt again, or take the line out of imports.json',
    );
  });
});
