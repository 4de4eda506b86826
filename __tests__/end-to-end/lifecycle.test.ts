import { adviceFor } from "../../commands/refusals";
import { InstanceSize, NotificationTarget, Scaling, Secret } from "../../constructs";
import { lingobot } from "../../lingobot";
import type { EnvironmentSettings, PlatformSettings } from "../../stacks";
import { type Actions, SandboxDeployment } from "./deployment";

jest.setTimeout(180_000);

let deployment: SandboxDeployment;
let settings: PlatformSettings = lingobot;

beforeAll(async () => {
  deployment = await SandboxDeployment.start();
});
afterAll(() => deployment.stop());

function production(): EnvironmentSettings {
  const found = settings.environments.find(({ name }) => name === "production");
  if (found === undefined) throw new Error("no production");
  return found;
}

/** The settings with another name of the repository. */
function renamed(): PlatformSettings {
  return { ...settings, github: { ...settings.github, repository: "renamed" } };
}

/** Changes production, and expects exactly these actions, and an empty plan after them. */
async function edit(change: object, expected: Actions): Promise<void> {
  settings = {
    ...settings,
    environments: settings.environments.map((each) =>
      each.name === "production" ? { ...each, ...change } : each,
    ) as EnvironmentSettings[],
  };
  expect(await deployment.plan(settings, "production")).toEqual(expected);
  await deployment.apply(settings, "production");
  expect(await deployment.plan(settings, "production")).toEqual({});
}

describe("LingoBot in the sandbox", () => {
  test("an environment without its repository fails before it makes anything", async () => {
    await expect(deployment.apply(settings, "staging")).rejects.toThrow(
      "repository lingobot/lingobot not found: run `cdktf deploy repository` first",
    );
    expect(deployment.cloud.digitalocean.apps.list()).toEqual([]);
  });

  test("is deployed in its order", async () => {
    await deployment.apply(settings, "repository");
    deployment.push(settings);
    await deployment.apply(settings, "staging", "production");
    expect(deployment.cloud.digitalocean.apps.list().map(({ spec }) => spec.name)).toEqual([
      "lingobot-staging",
      "lingobot-production",
    ]);
  });

  test.each(["repository", "staging", "production"])("%s planned again changes nothing", async (name) => {
    expect(await deployment.plan(settings, name)).toEqual({});
  });

  describe("edits change what they say and nothing else", () => {
    test("a larger size", () =>
      edit({ size: InstanceSize.S, monthlyBudget: 50 }, { "digitalocean_app.App": "update" }));

    test("one more instance", () =>
      edit({ scaling: Scaling.fixed(3), monthlyBudget: 75 }, { "digitalocean_app.App": "update" }));

    test("autoscaling", () =>
      edit(
        {
          size: InstanceSize.DEDICATED_1VCPU_1GB,
          scaling: Scaling.onCpu({ min: 2, max: 5, percent: 70 }),
          monthlyBudget: 170,
        },
        { "digitalocean_app.App": "update" },
      ));

    test("one more variable", () =>
      edit(
        { variables: { ...production().variables, LQBOT_GREETING: "hello" } },
        { "digitalocean_app.App": "update" },
      ));

    test("one more secret shows in no plan, because the set of secrets is ignored", () =>
      edit({ secrets: [...(production().secrets ?? []), Secret.named("LQBOT_DEEPL_API_KEY")] }, {}));

    test("one more approver", () =>
      edit(
        { approval: { teams: ["platform"], users: ["ada"] } },
        { "github_repository_environment.Deployment": "update" },
      ));

    test("another branch that deploys", () =>
      edit(
        { branch: "develop" },
        {
          "github_repository_environment_deployment_policy.Deployment_Policy-branch-main": "delete",
          "github_repository_environment_deployment_policy.Deployment_Policy-branch-develop": "create",
        },
      ));

    test("a domain", () =>
      edit({ domains: [{ name: "bot.lingobot.example" }] }, { "digitalocean_app.App": "update" }));

    test("one more person to tell", () =>
      edit(
        { notify: [...(production().notify ?? []), NotificationTarget.email("oncall@lingobot.example")] },
        {
          "digitalocean_uptime_alert.Health_CertificateExpiry": "update",
          "digitalocean_uptime_alert.Health_Down": "update",
          "digitalocean_uptime_alert.Health_Latency": "update",
        },
      ));

    test("nobody to tell", () =>
      edit(
        { notify: [], delivery: {} },
        {
          "digitalocean_uptime_alert.Health_CertificateExpiry": "delete",
          "digitalocean_uptime_alert.Health_Down": "delete",
          "digitalocean_uptime_alert.Health_Latency": "delete",
        },
      ));

    test("another name of the repository is refused, because its branches are protected, and the way out told", async () => {
      const before = JSON.stringify(deployment.cloud.github);
      const refusal = await deployment.plan(renamed(), "repository").then(
        () => "planned",
        (error: Error) => error.message,
      );
      expect(refusal).toContain("Error: Instance cannot be destroyed");
      const [advice] = adviceFor(refusal);
      expect(advice).toMatch(
        /^Nothing was destroyed: github_branch\.Repository_Branch-develop_\w+, github_branch\.Repository_Branch-staging_\w+ holds/,
      );
      expect(advice).toContain('The plan says "forces replacement"? Take that change back');
      expect(advice).toContain("npm run destroy -- STACK");
      expect(JSON.stringify(deployment.cloud.github)).toBe(before);
    });

    test("another name that the repository was given at GitHub replaces what belongs to the old one", async () => {
      const github = deployment.cloud.github.as(deployment.cloud.github.tokenOwner);
      github.repositories.update("lingobot", "lingobot", { name: "renamed" });
      settings = renamed();
      deployment.push(settings);
      expect(await deployment.plan(settings, "staging")).toEqual({
        "digitalocean_app.App": "update",
        "github_actions_environment_secret.Deployment_Secret-DO_ACCESS_TOKEN": "delete, create",
        "github_actions_environment_secret.Deployment_Secret-DO_APP_ID_STAGING": "delete, create",
        "github_actions_environment_variable.Deployment_Variable-APP_URL": "delete, create",
        "github_repository_environment.Deployment": "delete, create",
        "github_repository_environment_deployment_policy.Deployment_Policy-branch-staging": "delete, create",
      });
      await deployment.apply(settings, "staging");
      expect(await deployment.plan(settings, "staging")).toEqual({});
    });
  });

  test("what the pipeline deploys stays, and what somebody else changes is put back", async () => {
    const { apps, uptime } = deployment.cloud.digitalocean;
    const [app] = apps.list();
    const [check] = uptime.listChecks();
    if (app === undefined || check === undefined) throw new Error("an app and a check expected");
    const digest = deployment.cloud.images.push("ghcr.io/lingobot/renamed:staging-latest");
    const services = (app.spec.services ?? []).map((service) => {
      const { tag: _tag, ...image } = service.image ?? { repository: "" };
      return { ...service, image: { ...image, digest } };
    });
    apps.update(app.id, { spec: { ...app.spec, services: services as never } });
    expect(await deployment.plan(settings, "staging")).toEqual({});
    const { id, ...rest } = check;
    uptime.updateCheck(id, { ...rest, enabled: false });
    expect(await deployment.plan(settings, "staging")).toEqual({
      "digitalocean_uptime_check.Health": "update",
    });
    await deployment.apply(settings, "staging");
    expect(uptime.listChecks()[0]).toMatchObject({ enabled: true });
    expect(apps.get(app.id).spec.services?.[0]?.image?.digest).toBe(digest);
  });

  test("is destroyed only when its protection is lifted", async () => {
    await deployment.destroy(settings, "staging");
    await deployment.destroy(settings, "production");
    await deployment.destroy(settings, "repository");
    expect(deployment.cloud.digitalocean.apps.list()).toEqual([]);
    expect(deployment.cloud.github.data.repositories).toEqual({});
  });
});
