import { App as AppResource } from "@cdktf/provider-digitalocean/lib/app";
import { DataGithubTeam } from "@cdktf/provider-github/lib/data-github-team";
import { InstanceSize, LONG_LIVED_BRANCHES, type ProtectedBranch, Scaling } from "../../constructs";
import { lingobot } from "../../lingobot";
import type { PolicyId } from "../../policies";
import { withEnvironment } from "../stacks/platform-under-test";
import { type Case, evaluated, override, resultOf, standing } from "./evaluated";

const APP = "digitalocean_app.App_F1B96344";
const ENVIRONMENT = "github_repository_environment.Deployment_37BBD5E4";

/** Production's settings without some of them. */
function without(...names: readonly string[]) {
  const environments = lingobot.environments.map((environment) =>
    environment.name === "production"
      ? (Object.fromEntries(
          Object.entries(environment).filter(([name]) => !names.includes(name)),
        ) as typeof environment)
      : environment,
  );
  return { ...lingobot, environments };
}

/** LingoBot with another main branch. */
function branches(main: ProtectedBranch) {
  const others = LONG_LIVED_BRANCHES.filter(({ name }) => name !== "main");
  return { ...lingobot, github: { ...lingobot.github, branches: [main, ...others] } };
}

const service = (attribute: string, value: unknown) =>
  override("App/Resource", `spec.service.0.${attribute}`, value);
const alert = (index: number, attribute: string, value: unknown) =>
  override("App/Resource", `spec.alert.${index}.${attribute}`, value);
const both =
  (...changes: readonly NonNullable<Case["change"]>[]): NonNullable<Case["change"]> =>
  (stack) => {
    for (const change of changes) change(stack);
  };
const environment = (attribute: string, value: unknown) => override("Deployment/Resource", attribute, value);

describe("violated", () => {
  test.each<[PolicyId, string, Case, string]>([
    [
      "production-instances",
      "one instance in the settings",
      { settings: withEnvironment("production", { scaling: Scaling.fixed(1) }) },
      `the service "api" of production runs in too few instances; got 1; allowed: 2 or more; raise it (in the settings: scaling: Scaling.fixed(2), and a size that allows it) (${APP}.spec[0].service[0].instance_count)`,
    ],
    [
      "production-instances",
      "a number that is left out, which is one",
      { change: service("instance_count", undefined) },
      `got null; allowed: 2 or more`,
    ],
    [
      "production-instances",
      "autoscaling from one",
      {
        settings: withEnvironment("production", {
          size: InstanceSize.DEDICATED_1VCPU_512MB,
          scaling: Scaling.onCpu({ min: 1, max: 3 }),
        }),
      },
      `(${APP}.spec[0].service[0].autoscaling[0].min_instance_count)`,
    ],
    [
      "production-approval",
      "no approval in the settings",
      { settings: without("approval") },
      `too few teams and people may approve deployments to "production"; got 0; allowed: 1 or more; name reviewers (in the settings: approval: { teams: ["platform"] }) (${ENVIRONMENT}.reviewers)`,
    ],
    [
      "production-approval",
      "reviewers that are nobody",
      { change: environment("reviewers.0.teams.0", "") },
      'too few teams and people may approve deployments to "production"; got 0',
    ],
    [
      "production-approval",
      "a reviewer without a name",
      { change: environment("reviewers.0.teams.0", " ") },
      'too few teams and people may approve deployments to "production"; got 0',
    ],
    [
      "production-approval",
      "the environment of another repository",
      { change: environment("repository", "decoy") },
      'the secret "DO_ACCESS_TOKEN" is read by jobs of "production", an environment that this stack does not make, so that nobody has to approve them; allowed: "production"; keep it in the environment that has the reviewers, of the same repository',
    ],
    [
      "production-approval",
      "its token in an environment that nobody guards",
      {
        change: (stack) =>
          stack.addOverride("resource.github_actions_environment_secret.Open", {
            repository: "lingobot",
            environment: "open",
            secret_name: "TOKEN",
            plaintext_value: "${var.DO_ACCESS_TOKEN}",
          }),
      },
      'the secret "TOKEN" is read by jobs of "open", an environment that this stack does not make',
    ],
    [
      "production-approval",
      "its token for every job of the repository",
      {
        change: (stack) =>
          stack.addOverride("resource.github_actions_secret.Open", {
            repository: "lingobot",
            secret_name: "TOKEN",
            plaintext_value: "${var.DO_ACCESS_TOKEN}",
          }),
      },
      'the secret "TOKEN" is a credential of production, and is read by jobs of every branch; take it away: the environment has it (github_actions_secret.Open)',
    ],
    [
      "alert-destinations",
      "an address that is none",
      { change: alert(0, "destinations.emails.0", "nobody") },
      'the alert DEPLOYMENT_FAILED of the app "lingobot-production" tells nobody; got ["nobody"]',
    ],
    [
      "production-approval",
      "the same team twice",
      {
        change: environment("reviewers.0", { teams: [7, 7] }),
        run: { settings: { minimumReviewers: 3 } },
      },
      "got 2; allowed: 3 or more",
    ],
    [
      "production-self-review",
      "self-review that an override allows",
      { change: environment("prevent_self_review", false) },
      `whoever starts a deployment to "production" may approve it too; got false; allowed: true; leave preventSelfReview out where there are reviewers, or set it to true (${ENVIRONMENT}.prevent_self_review)`,
    ],
    [
      "production-admin-bypass",
      "a plan that cannot refuse administrators",
      {
        settings: {
          ...without("approval"),
          github: { ...lingobot.github, plan: "team", securityProducts: [] },
        },
      },
      `administrators may deploy to "production" past its approval; got true; allowed: false; leave adminsMayBypass out, on a GitHub plan that can refuse it (private repositories: Enterprise) (${ENVIRONMENT}.can_admins_bypass)`,
    ],
    [
      "production-branch-policy",
      "every branch with protection",
      {
        change: environment("deployment_branch_policy", {
          protected_branches: true,
          custom_branch_policies: false,
        }),
      },
      `the branches that may deploy to "production" are not named; got false; allowed: true, with protected_branches false; name the branches that deploy, for example branches: ["main"] (${ENVIRONMENT}.deployment_branch_policy[0].custom_branch_policies)`,
    ],
    [
      "production-branch-policy",
      "no branch policy",
      { change: environment("deployment_branch_policy", undefined) },
      'every branch may deploy to "production"; allowed: custom_branch_policies, and a pattern for each branch',
    ],
    [
      "production-branch-policy",
      "no pattern",
      { change: override("Deployment/Policy-branch-main", "count", 0) },
      'no branch is named that may deploy to "production"; name the branches that deploy',
    ],
    [
      "production-branch-policy",
      "a pattern of everything",
      { settings: withEnvironment("production", { deployment: { moreBranches: ["**/*"] } }) },
      'every branch may deploy to production; got "**/*"; allowed: the name of a branch, or a pattern with one in it',
    ],
    [
      "alert-destinations",
      "nobody to notify",
      { settings: without("notify", "delivery") },
      `the alert DEPLOYMENT_FAILED of the app "lingobot-production" tells nobody; got null; allowed: at least one e-mail address or Slack webhook; say whom it tells (in the settings: notify: [NotificationTarget.email("…")]) (${APP}.spec[0].alert[0].destinations)`,
    ],
    [
      "alert-destinations",
      "one alert of a component that an override empties",
      { change: service("alert.2.destinations.emails", undefined) },
      'the alert RESTART_COUNT of the app "lingobot-production" tells nobody; got',
    ],
    [
      "alert-destinations",
      "no alert at all",
      { change: override("App/Resource", "spec.alert", undefined) },
      'the app "lingobot-production" has no alert DEPLOYMENT_FAILED that is on; allowed: DEPLOYMENT_FAILED and DOMAIN_FAILED, each on, as AppEnvironment makes them; add the alert, and say whom it tells (in the settings: notify: [NotificationTarget.email("…")]) (digitalocean_app.App_F1B96344.spec[0].alert)',
    ],
    ...([true, "true", "1"] as const).map((disabled): [PolicyId, string, Case, string] => [
      "alert-destinations",
      `alerts that are off, said by ${JSON.stringify(disabled)}`,
      { change: both(alert(0, "disabled", disabled), alert(1, "disabled", disabled)) },
      'the app "lingobot-production" has no alert DOMAIN_FAILED that is on',
    ]),
    [
      "alert-destinations",
      "one of the two left out",
      { change: alert(1, "rule", "DEPLOYMENT_LIVE") },
      'the app "lingobot-production" has no alert DOMAIN_FAILED that is on',
    ],
    [
      "alert-destinations",
      "an address of nobody",
      { change: alert(0, "destinations.emails.0", "") },
      'the alert DEPLOYMENT_FAILED of the app "lingobot-production" tells nobody; got [""]',
    ],
    [
      "uptime-check",
      "a check that a text turns off",
      { change: override("Health/Resource", "enabled", "false") },
      'no enabled uptime check asks for an address of the app "lingobot-production"; got []',
    ],
    [
      "uptime-check",
      "a check of somebody else's address that begins like the app's",
      { change: override("Health/Resource", "target", `\${${APP}.live_url}.example.com/health`) },
      'no enabled uptime check asks for an address of the app "lingobot-production"; got ["',
    ],
    [
      "uptime-check",
      "an alert of a check that is made of another",
      {
        change: override(
          "Health/Down",
          "check_id",
          '${true ? "x" : digitalocean_uptime_check.Health_02A586CD.id}',
        ),
      },
      "nobody is told when the uptime check finds the app down",
    ],
    [
      "uptime-check",
      "an alert for an address of nobody",
      { change: override("Health/Down", "notifications.0.email.0", "") },
      "nobody is told when the uptime check finds the app down",
    ],
    [
      "uptime-check",
      "nobody to notify",
      { settings: without("notify", "delivery") },
      "nobody is told when the uptime check finds the app down; allowed: an alert of the type down or down_global that notifies somebody; call addDownAlert({ notify }) on the check (in the settings: notify) (digitalocean_uptime_check.Health_02A586CD)",
    ],
    [
      "uptime-check",
      "a check that is off",
      { change: override("Health/Resource", "enabled", false) },
      `no enabled uptime check asks for an address of the app "lingobot-production"; got []; allowed: an http or https check of the app's live_url or of one of its domains; add an UptimeCheck with the target \`\${app.liveUrl}/health\` (${APP})`,
    ],
    [
      "uptime-check",
      "a check of something else",
      { change: override("Health/Resource", "target", "https://example.com/health") },
      'got ["https://example.com/health"]',
    ],
    [
      "uptime-check",
      "a check of another app",
      { change: override("Health/Resource", "target", "${digitalocean_app.Other.live_url}/health") },
      'got ["${digitalocean_app.Other.live_url}/health"]',
    ],
    ["uptime-check", "a ping", { change: override("Health/Resource", "type", "ping") }, "got []"],
    [
      "health-check",
      "a check of the port alone",
      { change: service("health_check.http_path", undefined) },
      `the service "api" has no health check by HTTP; got null; allowed: a path that begins with /; give it a path, for example healthCheck: { path: "/health" } (${APP}.spec[0].service[0].health_check[0].http_path)`,
    ],
    ["health-check", "no check", { change: service("health_check", undefined) }, "service[0].health_check)"],
    [
      "production-branch-policy",
      "a branch that nothing protects",
      { settings: branches({ name: "main", protected: false }) },
      'what deploys to production comes from a branch that is not protected: no rule that counts asks for a pull request with an approval, refuses force pushes, refuses deletion; got "main"; allowed: a branch that is protected, where only those step around it whom the platform names; protect the branch (in the settings: github.branches, without protected: false and without bypass), or deploy from another (github_repository_environment_deployment_policy.Deployment_Policy-branch-main',
    ],
    [
      "production-branch-policy",
      "a rule that only reports",
      { settings: branches({ name: "main", enforcement: "evaluate" }) },
      'does not count: its enforcement is "evaluate"',
    ],
  ])("%s: %s", (policy, _what, change, message) => {
    const { result, found } = standing(policy, change);
    expect(found.join("\n")).toContain(message);
    expect(result).toBe("violated");
  });

  test("without a GitHub environment nobody approves and every branch deploys", () => {
    const change = override("Deployment/Resource", "count", 0);
    for (const [policy, without] of [
      ["production-approval", "nobody has to approve a deployment"],
      ["production-branch-policy", "every branch may deploy"],
    ] as const) {
      const { result, found } = standing(policy, { change });
      expect(found).toEqual([
        `no GitHub environment of this stack guards the app, so ${without}; add a DeploymentEnvironment beside the app (${APP})`,
      ]);
      expect(result).toBe("violated");
    }
    expect(standing("production-self-review", { change }).result).toBe("not applicable");
  });
});

describe("a GitHub environment that may not be there guards nothing", () => {
  const GUARDED = [
    "production-approval",
    "production-self-review",
    "production-admin-bypass",
    "production-branch-policy",
  ] satisfies PolicyId[];
  const results = (change: NonNullable<Case["change"]>) => {
    const evaluation = evaluated({ change });
    return GUARDED.map((policy) => resultOf(evaluation, policy));
  };

  test.each([
    ["for_each", "${toset([])}"],
    ["for_each", "${var.environments}"],
    ["count", "${0}"],
    ["count", "${var.n}"],
    ["count", "none"],
  ])("%s = %s", (argument, value) => {
    for (const { result, findings } of results(environment(argument, value))) {
      expect(findings.map(({ fault }) => fault)).toEqual([
        "the policy cannot be evaluated: Terraform decides how many of it there are",
      ]);
      expect(result).toBe("cannot be evaluated");
    }
  });

  test("nor does one beside another, and it is held to all the same", () => {
    const change: Case["change"] = (stack) =>
      stack.addOverride("resource.github_repository_environment.Other", {
        environment: "production",
        repository: "lingobot",
        count: "${var.n}",
      });
    expect(results(change).map(({ result }) => result)).toEqual(GUARDED.map(() => "violated"));
  });

  test("Terraform takes a number as a text as well", () => {
    const standings = (count: string) => results(environment("count", count)).map(({ result }) => result);
    expect(standings("0")).toEqual(["violated", "not applicable", "not applicable", "violated"]);
    expect(standings("1")).toEqual(GUARDED.map(() => "holds"));
  });
});

describe("what Terraform leaves as it finds it cannot be evaluated", () => {
  const ignoring = (path: string, ...ignored: readonly string[]) =>
    override(path, "lifecycle.ignore_changes", ignored.includes("all") ? "all" : ignored);
  const deployment = (...ignored: readonly string[]) => ignoring("Deployment/Resource", ...ignored);

  test.each<[PolicyId, NonNullable<Case["change"]>, string]>([
    ["production-approval", deployment("reviewers"), "teams"],
    ["production-approval", deployment("all"), "teams"],
    ["production-self-review", deployment("prevent_self_review"), "prevent_self_review"],
    ["production-admin-bypass", deployment("all"), "can_admins_bypass"],
    ["production-branch-policy", deployment("deployment_branch_policy"), "custom_branch_policies"],
    ["production-branch-policy", ignoring("Deployment/Policy-branch-main", "all"), "branch_pattern"],
    ["production-instances", ignoring("App/Resource", "spec[0].service"), "instance_count"],
    ["production-instances", ignoring("App/Resource", "spec.0.service.0.instance_count"), "instance_count"],
    ["health-check", ignoring("App/Resource", "spec"), "http_path"],
    ["uptime-check", ignoring("Health/Resource", "enabled"), "enabled"],
  ])("%s %#", (policy, change, attribute) => {
    const { result, found } = standing(policy, { change });
    expect(found.join("\n")).toContain(
      `Terraform ignores what \`${attribute}\` becomes (lifecycle.ignore_changes)`,
    );
    expect(result).toBe("cannot be evaluated");
  });

  test("another attribute is as it says", () => {
    const change = deployment("wait_timer", "reviewer");
    expect(standing("production-approval", { change })).toEqual({ result: "holds", found: [] });
  });

  test.each([
    ["bypass_actors", "Terraform ignores who may step around it (lifecycle.ignore_changes)"],
    ["conditions[0].ref_name[0].exclude", "a part of it is known only when Terraform runs"],
    ["rules", "a part of it is known only when Terraform runs"],
    ["enforcement", "a part of it is known only when Terraform runs"],
  ])("a ruleset of which Terraform ignores %s protects nothing", (ignored, why) => {
    const change = override("Repository/Ruleset-main", "lifecycle.ignore_changes", [ignored]);
    const evaluation = evaluated({ stack: "repository", change });
    expect(resultOf(evaluation, "production-branch-policy").message).toContain(`does not count: ${why}`);
  });
});

describe("holds", () => {
  test.each<[PolicyId, string, Case]>([
    [
      "production-instances",
      "a worker may be alone",
      { change: override("App/Resource", "spec.worker", [{ name: "w", instance_count: 1 }]) },
    ],
    [
      "production-approval",
      "a person is enough",
      { settings: withEnvironment("production", { approval: { users: ["ada"] } }) },
    ],
    [
      "production-branch-policy",
      "a pattern that a rule protects",
      {
        settings: withEnvironment("production", { branch: "release/*" }),
        change: (stack) => {
          const repository = stack.node.scope?.node.findChild("repository") as typeof stack;
          const include = ["refs/heads/main", "refs/heads/release/**"];
          override("Repository/Ruleset-main", "conditions.ref_name.include", include)(repository);
          override("Repository/Ruleset-main", "rules.creation", true)(repository);
        },
      },
    ],
    [
      "alert-destinations",
      "an alert that is off tells nobody",
      { change: service("alert.0", { rule: "CPU_UTILIZATION", disabled: true }) },
    ],
    [
      "alert-destinations",
      "Slack is somebody",
      { change: service("alert.0.destinations", { slack_webhooks: [{ channel: "#a", url: "${var.X}" }] }) },
    ],
    [
      "uptime-check",
      "another check, of what only Terraform knows, beside the app's",
      {
        change: (stack) => {
          const check = { name: "other", target: "${var.url}", type: "https", regions: ["us_east"] };
          stack.addOverride("resource.digitalocean_uptime_check.Other", check);
        },
      },
    ],
    [
      "uptime-check",
      "a domain of the app",
      {
        settings: withEnvironment("production", { domains: [{ name: "lingobot.example" }] }),
        change: override("Health/Resource", "target", "https://lingobot.example/health"),
      },
    ],
  ])("%s: %s", (policy, _what, change) => {
    expect(standing(policy, change)).toEqual({ result: "holds", found: [] });
  });
});

describe("cannot be evaluated", () => {
  const reviewers = (value: unknown) => (stack: Parameters<NonNullable<Case["change"]>>[0]) => {
    new DataGithubTeam(stack, "Other", { slug: "other" });
    environment("reviewers", value)(stack);
  };

  test.each<[PolicyId, string, NonNullable<Case["change"]>, string]>([
    [
      "production-instances",
      "a variable",
      service("instance_count", "${var.instances}"),
      'the policy cannot be evaluated: `instance_count` is known only when Terraform runs; got "${var.instances}"; write it so that it is known at synth, or waive the policy with a reason and an expiry date',
    ],
    [
      "production-instances",
      "services that Terraform makes",
      override("App/Resource", "spec.dynamic", { service: { for_each: "${var.all}", content: {} } }),
      "`dynamic.service` makes blocks when Terraform runs",
    ],
    [
      "production-approval",
      "reviewers of a variable",
      reviewers([{ teams: "${var.teams}" }]),
      "`teams` is known only when Terraform runs",
    ],
    [
      "production-self-review",
      "a variable",
      environment("prevent_self_review", "${var.x}"),
      "`prevent_self_review` is known only",
    ],
    [
      "production-branch-policy",
      "a pattern that may not exist",
      override("Deployment/Policy-branch-main", "count", "${var.n}"),
      "Terraform decides how many of it there are",
    ],
    [
      "alert-destinations",
      "a variable",
      service("alert.0.destinations.emails", "${var.mails}"),
      "`emails` is known only",
    ],
    [
      "uptime-check",
      "a check that may be off",
      override("Health/Resource", "enabled", "${var.on}"),
      "`enabled` is known only",
    ],
    [
      "alert-destinations",
      "an alert that may be off",
      alert(0, "disabled", "${var.off}"),
      "`disabled` is known only",
    ],
    [
      "alert-destinations",
      "alerts that Terraform makes",
      override("App/Resource", "spec.dynamic", { alert: { for_each: "${var.all}", content: {} } }),
      "`dynamic.alert` makes blocks",
    ],
    [
      "uptime-check",
      "a type that Terraform decides",
      override("Health/Resource", "type", "${var.x}"),
      "`type`",
    ],
    [
      "uptime-check",
      "a variable as the target",
      override("Health/Resource", "target", "${var.url}"),
      "`target` is known only when Terraform runs",
    ],
    [
      "health-check",
      "a variable",
      service("health_check.http_path", "${var.path}"),
      "`http_path` is known only",
    ],
  ])("%s: %s", (policy, _what, change, message) => {
    const { found } = standing(policy, { change });
    expect(found.join("\n")).toContain(message);
  });

  test("alone, it fails under its own name", () => {
    const evaluation = evaluated({ change: service("instance_count", "${var.instances}") });
    expect(resultOf(evaluation, "production-instances").result).toBe("cannot be evaluated");
    expect(evaluation.problems.map(({ path, message }) => `${path}: ${message}`)).toContainEqual(
      expect.stringContaining("production: policy production-instances: the policy cannot be evaluated"),
    );
  });

  test("a local within the stack is followed", () => {
    const change: Case["change"] = (stack) => {
      stack.addOverride("locals", { instances: 3 });
      service("instance_count", "${local.instances}")(stack);
    };
    expect(standing("production-instances", { change }).result).toBe("holds");
  });

  test("what a module makes is not known", () => {
    const change: Case["change"] = (stack) => stack.addOverride("module", { cache: { source: "./cache" } });
    expect(standing("health-check", { change })).toEqual({
      result: "cannot be evaluated",
      found: [expect.stringContaining("what the module makes is not known at synth")],
    });
    expect(standing("remote-state", { change }).result).toBe("holds");
  });
});

describe("which stacks are production", () => {
  const called = (name: string, more: object = {}) => ({
    settings: withEnvironment("staging", { name, ...more }),
    stack: name,
  });
  const judged = (how: Case) => standing("production-instances", how).result;
  const lower = (name: string) => ({ run: { lower: [name] } });

  test.each(["live", "eu", "production-eu", "preprod", "test-results", "latest"])(
    "one called %s, because nothing says that it is lower",
    (name) => expect(judged(called(name))).toBe("violated"),
  );

  test.each(["staging", "shop-staging", "stage-2", "development", "dev", "develop", "test", "testing", "qa"])(
    "not one called %s",
    (name) => expect(judged(called(name))).toBe("not applicable"),
  );

  test.each(["uat", "preview", "preview-12", "sandbox"])("nor %s", (name) => {
    expect(judged(called(name))).toBe("not applicable");
  });

  test("nor one whose settings say that it is lower", () => {
    expect(judged({ ...called("live", { kind: "development" }), ...lower("live") })).toBe("not applicable");
  });

  const small = called("staging");
  test.each<[string, Case]>([
    ["its settings", { run: { production: ["staging"] } }],
    ["its DigitalOcean project", called("staging", { kind: "production" })],
    ["its GitHub environment", { change: environment("environment", "prod") }],
    ["a GitHub environment that nothing says to be lower", { change: environment("environment", "live") }],
    [
      "a secret that it puts into another's GitHub environment",
      { change: override("Deployment/Secret-DO_ACCESS_TOKEN", "environment", "production") },
    ],
    ["its app", called("staging", { appName: "lingobot-prod" })],
    ["a kind that Terraform decides", { change: override("App/Project", "environment", "${var.kind}") }],
    ["a GitHub environment that Terraform names", { change: environment("environment", "${var.kind}") }],
  ])("by %s, whatever its name says", (_by, how) => {
    expect(judged({ ...small, ...how })).toBe("violated");
  });

  test.each<[string, Case]>([
    ["its name", { settings: withEnvironment("production", { kind: "development" }) }],
    ["its GitHub environment", { ...called("eu"), change: environment("environment", "production") }],
    ["its DigitalOcean project", { ...called("eu", { kind: "production" }) }],
  ])("by %s, whatever its settings say", (_by, how) => {
    const { stack = "production" } = how;
    const change: Case["change"] = (made) => {
      how.change?.(made);
      service("instance_count", 1)(made);
    };
    expect(judged({ ...how, change, ...lower(stack) })).toBe("violated");
  });

  test("the repository's stack is none, also with the environment of its previews", () => {
    const { pipeline } = lingobot;
    if (pipeline === undefined) throw new Error("LingoBot has no pipeline");
    for (const settings of [lingobot, { ...lingobot, pipeline: { ...pipeline, preview: {} } }])
      expect(standing("production-approval", { settings, stack: "repository" }).result).toBe(
        "not applicable",
      );
  });

  test("one of modules can be anything, and so production", () => {
    const change: Case["change"] = (stack) => stack.addOverride("module", { app: { source: "./app" } });
    expect(standing("production-instances", { change, stack: "repository" }).result).toBe(
      "cannot be evaluated",
    );
  });

  test("the others are not asked, unless the team says everywhere", () => {
    expect(judged(small)).toBe("not applicable");
    const run = { settings: { everywhere: ["production-instances" as const] } };
    expect(judged({ ...small, run })).toBe("violated");
  });
});

test("an app that is composed by hand is held to the same", () => {
  const change: Case["change"] = (stack) => {
    new AppResource(stack, "ByHand", {
      spec: { name: "by-hand", service: [{ name: "web", instanceCount: 1 }] },
    });
  };
  expect(standing("production-instances", { change }).found).toEqual([
    expect.stringContaining('the service "web" of production runs in too few instances; got 1'),
  ]);
});

test("also one that is written as Terraform's JSON allows, in a list", () => {
  const change: Case["change"] = (stack) =>
    stack.addOverride("resource.digitalocean_app.Raw", [
      { spec: [{ name: "raw", service: [{ name: "web" }] }] },
    ]);
  expect(standing("production-instances", { change }).found).toEqual([
    expect.stringContaining("(digitalocean_app.Raw.spec[0].service[0].instance_count)"),
  ]);
});
