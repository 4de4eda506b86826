import { InstanceSize, RemoteState, Scaling, validateTree } from "../../constructs";
import { lingobot } from "../../lingobot";
import { EnvironmentStack } from "../../stacks";
import {
  onlyData,
  onlyResource,
  problemsOf,
  resourcesOf,
  type SynthesizedStack,
} from "../constructs/synthesize";
import { outline } from "./outline";
import { definedApp, synthesizedStacks, withEnvironment } from "./platform-under-test";

const stacks = synthesizedStacks();

function stack(name: string) {
  const found = stacks[name];
  if (found === undefined) throw new Error(`no stack ${name}`);
  return found;
}

function serviceOf(name: string) {
  const { spec } = onlyResource(stack(name), "digitalocean_app") as {
    spec: { service: Record<string, unknown>[] };
  };
  return spec.service[0];
}

/** The checks that each ruleset requires, by the ruleset's name. */
function requiredChecks(json: SynthesizedStack): Record<string, unknown> {
  const rulesets = Object.values(resourcesOf(json, "github_repository_ruleset")) as {
    name: string;
    rules: { required_status_checks?: { required_check: unknown } };
  }[];
  return Object.fromEntries(
    rulesets.map(({ name, rules }) => [name, rules.required_status_checks?.required_check ?? []]),
  );
}

describe("LingoBot's stacks", () => {
  test("are the repository and its two environments, in this order", () => {
    expect(Object.keys(stacks)).toEqual(["repository", "staging", "production"]);
  });

  test.each(["repository", "staging", "production"])("%s reads like this", (name) => {
    expect(outline(stack(name))).toMatchSnapshot();
  });

  test("staging is one instance of 512 MB that logs in detail", () => {
    expect(serviceOf("staging")).toMatchObject({
      instance_size_slug: "apps-s-1vcpu-0.5gb",
      instance_count: 1,
      http_port: 8081,
    });
    expect(JSON.stringify(serviceOf("staging"))).toContain(
      '"key":"LQBOT_LOG_LEVEL","scope":"RUN_TIME","type":"GENERAL","value":"DEBUG"',
    );
  });

  test("production is two instances of 1 GB behind an approval", () => {
    expect(serviceOf("production")).toMatchObject({
      instance_size_slug: "apps-s-1vcpu-1gb",
      instance_count: 2,
    });
    expect(onlyResource(stack("production"), "github_repository_environment")).toMatchObject({
      environment: "production",
      prevent_self_review: true,
      reviewers: expect.anything(),
    });
    expect(onlyResource(stack("staging"), "github_repository_environment")).not.toHaveProperty("reviewers");
  });

  test("deploy from their branch only", () => {
    const branch = (name: string) =>
      onlyResource(stack(name), "github_repository_environment_deployment_policy").branch_pattern;
    expect([branch("staging"), branch("production")]).toEqual(["staging", "main"]);
  });

  test("cost what the architecture says: $5 + $24 = $29", () => {
    const prices = definedApp(lingobot)
      .node.children.filter((child) => child instanceof EnvironmentStack)
      .map((child) => child.app.monthlyPrice);
    expect(prices).toEqual([
      { best: 5, worst: 5 },
      { best: 24, worst: 24 },
    ]);
  });

  test("take their secrets as sensitive variables without a value", () => {
    expect(Object.keys(stack("production").variable ?? {}).sort()).toEqual([
      "DO_ACCESS_TOKEN",
      "GHCR_PULL_CREDENTIAL",
      "LQBOT_ELEVENLABS_API_KEY",
      "LQBOT_GROK_API_KEY",
      "LQBOT_OPENAI_API_KEY",
    ]);
    for (const variable of Object.values(stack("production").variable ?? {}))
      expect(variable).toMatchObject({ sensitive: true, default: "" });
  });

  test("carry no credential, and pin the providers and Terraform", () => {
    for (const [name, { provider, terraform }] of Object.entries(stacks)) {
      expect(provider?.github).toEqual([{ owner: "lingobot" }]);
      if (name !== "repository") expect(provider?.digitalocean).toEqual([{}]);
      expect(terraform).toMatchObject({
        required_version: ">= 1.10.0",
        required_providers: { github: { source: "integrations/github", version: "6.9.0" } },
      });
    }
    expect(stack("staging").terraform).toMatchObject({
      required_providers: { digitalocean: { source: "digitalocean/digitalocean", version: "2.71.0" } },
    });
  });

  test("keep locked state, each stack its own", () => {
    for (const [name, { terraform }] of Object.entries(stacks)) {
      expect(terraform).toMatchObject({
        backend: {
          s3: { bucket: "lingobot-terraform-state", use_lockfile: true, key: expect.stringContaining(name) },
        },
      });
    }
  });

  test("require the gate of the pipeline on every branch, reported by GitHub Actions", () => {
    expect(requiredChecks(stack("repository"))).toEqual({
      main: [{ context: "All Pass", integration_id: 15368 }],
      staging: [{ context: "All Pass", integration_id: 15368 }],
      develop: [{ context: "All Pass", integration_id: 15368 }],
      "release-tags": [],
    });
  });

  test("seed the pipeline's files before the rulesets, without starting it", () => {
    const files = resourcesOf(stack("repository"), "github_repository_file");
    expect(Object.values(files).map(({ file }) => file)).toContain(".github/workflows/deploy-production.yml");
    const addresses = Object.keys(files).map((name) => `github_repository_file.${name}`);
    for (const ruleset of Object.values(resourcesOf(stack("repository"), "github_repository_ruleset")))
      expect(ruleset.depends_on).toEqual(expect.arrayContaining(addresses));
    for (const { commit_message, lifecycle } of Object.values(files)) {
      expect(commit_message).toContain("[skip ci]");
      expect(lifecycle).toMatchObject({ ignore_changes: expect.arrayContaining(["content"]) });
    }
  });

  test("look the repository up before they make anything", () => {
    const lookup = onlyData(stack("staging"), "github_rest_api");
    expect(lookup.lifecycle).toMatchObject({
      postcondition: [
        expect.objectContaining({
          error_message: "repository lingobot/lingobot not found: run `cdktf deploy repository` first",
        }),
      ],
    });
    const [name] = Object.keys(stack("staging").data?.github_rest_api ?? {});
    expect(onlyResource(stack("staging"), "digitalocean_app").depends_on).toEqual([
      `data.github_rest_api.${name}`,
    ]);
  });
});

describe("the settings", () => {
  test("get a third environment by one more entry", () => {
    const development = { name: "development", branch: "develop", size: InstanceSize.XXS } as const;
    const more = synthesizedStacks({ ...lingobot, environments: [...lingobot.environments, development] });
    expect(Object.keys(more)).toEqual(["repository", "staging", "production", "development"]);
    expect(more.development?.resource).toMatchObject({
      digitalocean_project: {
        App_Project_3E86E6E3: { environment: "Development", name: "lingobot-development" },
      },
    });
    expect(more.staging).toEqual(stacks.staging);
  });

  test("without a pipeline require no check, because no workflow would report one", () => {
    const { pipeline: _pipeline, ...bare } = lingobot;
    expect(requiredChecks(synthesizedStacks(bare).repository ?? {})).toEqual({
      main: [],
      staging: [],
      develop: [],
      "release-tags": [],
    });
  });

  test("rename the required check with the gate's job", () => {
    const { pipeline } = lingobot;
    if (pipeline === undefined) throw new Error("LingoBot has a pipeline");
    const renamed = { ...lingobot, pipeline: { ...pipeline, gateName: "Ready to merge" } };
    expect(requiredChecks(synthesizedStacks(renamed).repository ?? {})).toMatchObject({
      main: [{ context: "Ready to merge", integration_id: 15368 }],
    });
  });

  test("sign in as a GitHub App by an empty block", () => {
    const { staging } = synthesizedStacks({ ...lingobot, github: { ...lingobot.github, auth: "app" } });
    expect(staging?.provider?.github).toEqual([{ owner: "lingobot", app_auth: [{}] }]);
  });

  test("turn autoscaling on by one line, and tell its price range", () => {
    const scaled = withEnvironment("production", {
      size: InstanceSize.DEDICATED_1VCPU_512MB,
      scaling: Scaling.onCpu({ min: 2, max: 5, percent: 70 }),
      monthlyBudget: 145,
    });
    const { production } = synthesizedStacks(scaled);
    expect(production?.output?.monthly_price).toMatchObject({ value: "$58 to $145" });
    expect(JSON.stringify(onlyResource(production ?? {}, "digitalocean_app"))).not.toContain(
      '"instance_count"',
    );
  });

  test("lift the deletion protection of the stacks that may be destroyed, of no other", () => {
    const { repository, staging, production } = synthesizedStacks(lingobot, { destroyable: ["staging"] });
    const isProtected = (json: unknown) => JSON.stringify(json).includes('"prevent_destroy":true');
    expect([repository, staging, production].map(isProtected)).toEqual([true, false, true]);
  });

  test("keep state in a folder when the run says so", () => {
    const { staging } = synthesizedStacks(lingobot, {
      state: RemoteState.local({ directory: "/tmp/states" }),
    });
    expect(staging?.terraform?.backend).toEqual({ local: { path: "/tmp/states/staging.tfstate" } });
  });
});

describe("bad settings", () => {
  test("two environments with one name", () => {
    const [staging, production] = lingobot.environments;
    if (staging === undefined || production === undefined) throw new Error("two environments expected");
    const app = definedApp({
      ...lingobot,
      environments: [staging, production, { ...production, name: "staging" }],
    });
    expect(problemsOf(app)).toContain(
      'two environments have the same name; got "staging"; rename or remove one of them',
    );
  });

  test("an environment called like the repository's stack", () => {
    const app = definedApp(withEnvironment("staging", { name: "repository" }));
    expect(problemsOf(app)).toContain(
      'an environment cannot be called like the repository\'s stack; got "repository"; give the environment another name',
    );
  });

  test("a team that approves without access to the repository", () => {
    const app = definedApp(withEnvironment("production", { approval: { teams: ["auditors"] } }));
    expect(problemsOf(app)).toEqual([
      'team "auditors" approves deployments of production, but has no access to the repository; allowed: platform, developers; add it to github.teams, for example { "auditors": "pull" }, or name another team',
    ]);
  });

  test("monitored deployments whose alerts tell nobody", () => {
    const app = definedApp(withEnvironment("production", { notify: [] }));
    expect(problemsOf(app)).toEqual([
      'deployments of production are monitored, but its alerts tell nobody, so every deployment would fail; got {"monitor":{},"notify":[]}; give production somebody to tell in notify, or leave delivery.monitor out',
    ]);
  });

  test("are told all at once, each behind its construct's path", () => {
    const app = definedApp({
      ...withEnvironment("staging", {
        scaling: Scaling.fixed(2),
        monthlyBudget: 1,
        variables: { "1BAD": "x" },
      }),
      github: { ...lingobot.github, plan: "free", securityProducts: [] },
    });
    expect(() => validateTree(app)).toThrow(
      /^\d+ problems, nothing was written:\n {2}repository\/Repository: /,
    );
    expect(problemsOf(app).length).toBeGreaterThan(5);
  });
});
