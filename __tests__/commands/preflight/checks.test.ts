import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { access } from "../../../commands/preflight/checks/access";
import { alertDestinations } from "../../../commands/preflight/checks/alert-destinations";
import { appReady } from "../../../commands/preflight/checks/app-ready";
import { environments } from "../../../commands/preflight/checks/environments";
import { files } from "../../../commands/preflight/checks/files";
import { githubPlan } from "../../../commands/preflight/checks/github-plan";
import { images } from "../../../commands/preflight/checks/images";
import { names } from "../../../commands/preflight/checks/names";
import { protection } from "../../../commands/preflight/checks/protection";
import { renamedEnvironment } from "../../../commands/preflight/checks/renamed-environment";
import { repository } from "../../../commands/preflight/checks/repository";
import { reviewers } from "../../../commands/preflight/checks/reviewers";
import { secretNames } from "../../../commands/preflight/checks/secret-names";
import { secretValues } from "../../../commands/preflight/checks/secret-values";
import { securityProducts } from "../../../commands/preflight/checks/security-products";
import { terraformVersion } from "../../../commands/preflight/checks/terraform-version";
import { visibility } from "../../../commands/preflight/checks/visibility";
import { preflight, preflightReport } from "../../../commands/preflight/preflight";
import { ContainerRegistry, NotificationTarget } from "../../../constructs";
import { lingobot } from "../../../lingobot";
import { PULL_CREDENTIAL } from "../../../sandbox/credentials";
import type { PlatformSettings } from "../../../stacks";
import { PLACEHOLDER } from "../../../stacks/placeholder";
import { withEnvironment } from "../../stacks/platform-under-test";
import { World } from "../world";

jest.setTimeout(60_000);

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

const ENVIRONMENTS = ["staging", "production"];
const IMAGE = "ghcr.io/lingobot/lingobot:staging-latest";

describe("all checks together", () => {
  test("find nothing when all is ready", async () => {
    world.push();
    const stacks = world.stacks();
    const result = await preflight(stacks, world.env(stacks));
    expect(result.problems).toEqual([]);
    expect(preflightReport(result)).toMatch(/^note, images: staging starts with ghcr.*which is sha256:/);
  });

  test("find everything at once, and each thing once", async () => {
    const stacks = world.stacks(lingobot, ["staging"]);
    const env = { ...world.env(stacks), GITHUB_TOKEN: "ghp_old", TF_VAR_DO_ACCESS_TOKEN: "" };
    const report = preflightReport(await preflight(stacks, env));
    expect(report).toMatch(/^3 problems, nothing was deployed:$/m);
    expect(report).toMatch(/^ {2}GitHub credentials: GitHub does not know.*\n {4}→ create another/m);
    expect(report).toMatch(/^ {2}secret values: the secret DO_ACCESS_TOKEN has no value/m);
    expect(report).toMatch(/^ {2}images: .* is not in its registry/m);
  });
});

test("a stack that does not say which repository it is about is told, and GitHub is asked for none", async () => {
  const asked: string[] = [];
  const watched = await World.open({ observe: ({ path }) => void asked.push(path) });
  const stacks = watched.stacks().map(({ configuration, ...stack }) => ({
    ...stack,
    configuration: {
      ...configuration,
      provider: { ...configuration.provider, github: [{}] },
      data: { ...configuration.data, github_rest_api: {} },
    },
  }));
  const checks = [repository, environments, files, visibility];
  const { problems, notes } = await preflight(stacks, watched.env(stacks), checks);
  await watched.close();
  expect(problems).toEqual([]);
  expect(notes).toEqual(
    ["repository", "staging", "production"].map((name) => ({
      check: "repository",
      note: `not checked: ${name} does not say which repository of GitHub it is about; give its provider of GitHub an owner`,
    })),
  );
  expect(asked.filter((path) => path.startsWith("/repos"))).toEqual([]);
});

test("no check prints a value, whatever it finds", async () => {
  world.createRepository();
  world.createApp("lingobot-staging", { envs: [{ key: "OLD", value: "s3cret-live", type: "SECRET" }] });
  const stacks = world.stacks();
  const env = world.env(stacks);
  const secrets = Object.keys(env).filter((name) => name.startsWith("TF_VAR_") || name.endsWith("_TOKEN"));
  const hidden = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, `s3cret:${name}`]));
  for (const names of [secrets, secrets.filter((name) => name.startsWith("TF_VAR_")), ["GITHUB_TOKEN"]]) {
    const result = await preflight(stacks, { ...env, ...hidden(names) });
    expect(result.problems.length + result.notes.length).toBeGreaterThan(1);
    expect(JSON.stringify(result) + preflightReport(result)).not.toMatch(/s3cret|EV\[/);
  }
});

test("a state that cannot be read is told once, with where to look", async () => {
  world.push();
  mkdirSync(join(world.directory, "state"));
  writeFileSync(join(world.directory, "state", "staging.tfstate"), "{");
  const stacks = world.stacks();
  const { problems } = await preflight(stacks, world.env(stacks));
  expect(problems).toEqual([
    {
      check: "state",
      problem: expect.stringMatching(/^the state of staging cannot be read: /),
      next: expect.stringMatching(/^look at the backend in the settings/),
    },
  ]);
});

test("Terraform that cannot be run is told with what to install", async () => {
  expect(await world.findings(terraformVersion, { env: { TERRAFORM_BINARY_NAME: "/no/terraform" } })).toEqual(
    [expect.stringMatching(/TERRAFORM_BINARY_NAME names "\/no\/terraform".* → install Terraform >= 1\.11/)],
  );
  expect(await world.findings(terraformVersion)).toEqual([]);
});

test("secrets need values of their form, and no placeholders", async () => {
  const env = {
    TF_VAR_DO_ACCESS_TOKEN: "",
    TF_VAR_LQBOT_OPENAI_API_KEY: PLACEHOLDER,
    TF_VAR_LQBOT_GROK_API_KEY: "s3cret\n",
    TF_VAR_GHCR_PULL_CREDENTIAL: "ghp_s3cret",
  };
  expect((await world.findings(secretValues, { env })).sort()).toEqual([
    "the secret DO_ACCESS_TOKEN has no value (needed by staging, production) → export TF_VAR_DO_ACCESS_TOKEN",
    "the secret GHCR_PULL_CREDENTIAL is not username:token (needed by staging, production) → export its real value as TF_VAR_GHCR_PULL_CREDENTIAL",
    "the secret LQBOT_GROK_API_KEY begins or ends with white space (needed by staging, production) → export its real value as TF_VAR_LQBOT_GROK_API_KEY",
    "the secret LQBOT_OPENAI_API_KEY is a placeholder, which is for planning only (needed by staging, production) → export its real value as TF_VAR_LQBOT_OPENAI_API_KEY",
  ]);
});

describe("images", () => {
  test("are resolved to their digests", async () => {
    world.push();
    const digest = world.cloud.images.resolve(IMAGE);
    expect(await world.findings(images, { names: ["staging"] })).toEqual([
      `staging starts with ${IMAGE}, which is ${digest}`,
    ]);
  });

  test("that are missing are told with how to make them", async () => {
    const push = "push it: push code and let the pipeline build it";
    expect((await world.findings(images, { names: ["staging"] })).join()).toContain(
      `→ deploy the repository first: npm run deploy -- repository; then ${push}`,
    );
    world.createRepository();
    expect(await world.findings(images, { names: ["staging"] })).toEqual([
      `${IMAGE} is not in its registry, or TF_VAR_GHCR_PULL_CREDENTIAL may not see it → push it: push code and let the pipeline build it, or docker build --platform linux/amd64 -t ${IMAGE} . && docker push ${IMAGE}`,
    ]);
    const env = { TF_REATTACH_PROVIDERS: "{}" };
    expect(await world.findings(images, { names: ["staging"], env })).toEqual([
      expect.stringContaining(`→ push it: npm run sandbox -- push ${IMAGE}`),
    ]);
  });

  test("may not be seen with another credential", async () => {
    world.push();
    const env = { TF_VAR_GHCR_PULL_CREDENTIAL: "ada:old" };
    expect(await world.findings(images, { names: ["staging"], env })).toEqual([
      expect.stringContaining("or TF_VAR_GHCR_PULL_CREDENTIAL may not see it"),
    ]);
  });

  test("pinned in the code are noted when the app runs another: no plan shows it", async () => {
    const repository = ContainerRegistry.ghcr("lingobot", "lingobot").image();
    const [running, pinned] = ["built", "wanted"].map((tag) =>
      world.cloud.images.push(`ghcr.io/lingobot/lingobot:${tag}`),
    ) as [string, string];
    const image = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot" } as const;
    const service = { name: "api", instance_size_slug: "apps-s-1vcpu-1gb", instance_count: 1 };
    world.createApp("lingobot-staging", { services: [{ ...service, image: { ...image, digest: running } }] });
    const settingsWith = (digest: string) =>
      withEnvironment("staging", { image: repository.byDigest(digest) });
    expect(await world.findings(images, { settings: settingsWith(running), names: ["staging"] })).toEqual([]);
    expect(await world.findings(images, { settings: settingsWith(pinned), names: ["staging"] })).toEqual([
      `the code of staging pins api to ${pinned}, and ${running} runs: the pipeline owns what runs, and Terraform ignores the image after the first deployment; deploy it by the pipeline, or with doctl apps update`,
    ]);
  });

  test("that the app already runs are the pipeline's", async () => {
    const digest = world.cloud.images.push("ghcr.io/lingobot/lingobot:built");
    const image = { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", digest } as const;
    world.createApp("lingobot-staging", {
      services: [{ name: "api", instance_size_slug: "apps-s-1vcpu-1gb", instance_count: 1, image }],
    });
    expect(await world.findings(images, { names: ["staging"] })).toEqual([]);
    const gone = `sha256:${"0".repeat(64)}`;
    const [app] = world.cloud.digitalocean.apps.list();
    const { apps } = world.cloud.digitalocean;
    const [service] = app?.spec.services ?? [];
    if (app !== undefined && service !== undefined)
      apps.update(app.id, {
        spec: { ...app.spec, services: [{ ...service, image: { ...image, digest: gone } }] },
      });
    expect(await world.findings(images, { names: ["staging"] })).toEqual([
      `ghcr.io/lingobot/lingobot@${gone}, which the app of staging runs, is no longer in its registry, or TF_VAR_GHCR_PULL_CREDENTIAL may not see it: a deployment could not start it → deploy an image that is there, by the pipeline; or push this one again`,
    ]);
  });

  test("of DigitalOcean's registry are looked up by its API", async () => {
    const stacks = world.stacks(lingobot, ["staging"]);
    const text = JSON.stringify(stacks).replace(/"registry_type":"GHCR"/g, '"registry_type":"DOCR"');
    jest.spyOn(world, "stacks").mockReturnValue(JSON.parse(text.replace(/"registry":"lingobot",/g, "")));
    world.cloud.digitalocean.registries.create({ name: "bots", subscription_tier_slug: "basic" });
    const missing = await world.findings(images);
    expect(missing).toEqual([
      expect.stringMatching(/^registry\.digitalocean\.com\/lingobot:staging-latest is not in its registry/),
    ]);
    const digest = world.cloud.images.push("registry.digitalocean.com/bots/lingobot:staging-latest");
    expect(await world.findings(images)).toEqual([expect.stringContaining(`which is ${digest}`)]);
  });

  test("cannot be checked while the registry does not answer", async () => {
    const env = { PLATFORM_GHCR_URL: "http://127.0.0.1:9" };
    expect(await world.findings(images, { names: ["staging"], env })).toEqual([
      expect.stringMatching(
        /GET http:\/\/127\.0\.0\.1:9\/token got no answer: .* → this could not be checked/,
      ),
    ]);
  });
});

describe("GitHub's plan", () => {
  const planOf = (plan: string) => {
    const record = world.cloud.github.data.organizations.lingobot;
    if (record === undefined) throw new Error("no organization");
    Object.assign(record.organization, { plan: { name: plan } });
  };

  test("is the one of the settings", async () => {
    expect(await world.findings(githubPlan)).toEqual([]);
  });

  test("offers less", async () => {
    planOf("team");
    expect(await world.findings(githubPlan)).toEqual([
      'lingobot has GitHub\'s plan "team", and the settings count on "enterprise" → say github.plan: "team" in the settings, which then tell what it lacks, or buy the plan "enterprise"',
    ]);
  });

  test.each([
    ["pro", "team"],
    ["business", "team"],
    ["free", "free"],
  ])("called %s, is told by the name that the settings know: %s", async (plan, ours) => {
    planOf(plan);
    expect(await world.findings(githubPlan)).toEqual([
      `lingobot has GitHub's plan "${plan}", and the settings count on "enterprise" → say github.plan: "${ours}" in the settings, which then tell what it lacks, or buy the plan "enterprise"`,
    ]);
  });

  test("of a name that is new", async () => {
    planOf("galaxy");
    expect(await world.findings(githubPlan)).toEqual([
      'lingobot has GitHub\'s plan "galaxy", which is not known here; the settings say "enterprise": not checked',
    ]);
  });

  test("offers more", async () => {
    const { securityProducts: _products, ...github } = lingobot.github;
    const environments = lingobot.environments.map(({ approval: _approval, ...rest }) => rest);
    const settings = {
      ...lingobot,
      github: { ...github, plan: "team" as const },
      environments: environments as typeof lingobot.environments,
    };
    expect(await world.findings(githubPlan, { settings, names: ["repository"] })).toEqual([
      'lingobot has GitHub\'s plan "enterprise", which offers more than "team" of the settings',
    ]);
  });

  test("is not told", async () => {
    const record = world.cloud.github.data.organizations.lingobot;
    Object.assign(record?.organization ?? {}, { plan: undefined });
    expect(await world.findings(githubPlan)).toEqual([
      'GitHub does not tell the plan of lingobot to this token; the settings say "enterprise": not checked',
    ]);
  });

  test("has no owner", async () => {
    const settings = { ...lingobot, github: { ...lingobot.github, owner: "nobody" } };
    expect(await world.findings(githubPlan, { settings })).toEqual([
      'GitHub has no organization or user "nobody", or the token may not see it → correct github.owner in the settings, or GITHUB_OWNER, which overrides it',
    ]);
  });
});

describe("GitHub Advanced Security", () => {
  const DROP = "drop github.securityProducts from the settings, which leaves secret scanning off";
  const MISSING = `lingobot/lingobot asks for GitHub Advanced Security, and lingobot's private repositories cannot have it: it is not bought, or only as standalone products, which are not turned on this way; the apply would end with 422 → buy GitHub Advanced Security for lingobot, or ${DROP}`;
  const without: PlatformSettings = { ...lingobot, github: { ...lingobot.github, securityProducts: [] } };
  const other = { name: "other", private: true, auto_init: true };

  test("is not checked while no private repository tells of it", async () => {
    world.github.repositories.create("lingobot", { ...other, private: false });
    expect(await world.findings(securityProducts)).toEqual([
      `not checked: no private repository of lingobot tells this token whether it could have GitHub Advanced Security; if it could not, the apply ends with 422 and lingobot/lingobot half made: ${DROP}`,
    ]);
    expect(await world.findings(securityProducts, { settings: without })).toEqual([]);
  });

  test.each([
    ["the repository itself", () => world.createRepository()],
    ["another one of the owner's", () => world.github.repositories.create("lingobot", other)],
  ])("is told by %s", async (_which, create) => {
    create();
    expect(await world.findings(securityProducts)).toEqual([]);
    world.sellSecurityProducts(false);
    expect(await world.findings(securityProducts)).toEqual([MISSING]);
    expect(await world.findings(securityProducts, { settings: without })).toEqual([]);
  });

  test("that is there and not used is told", async () => {
    world.createRepository();
    expect(await world.findings(securityProducts, { settings: without })).toEqual([
      "lingobot has GitHub Advanced Security, and the settings leave secret scanning and push protection off for lingobot/lingobot: name what was bought in github.securityProducts",
    ]);
  });
});

describe("the repository's visibility", () => {
  const { securityProducts: _products, ...unsold } = lingobot.github;
  const open = { ...lingobot, github: { ...lingobot.github, visibility: "public" as const } };

  function liveIs(value: "public" | "private", isSold = true): void {
    world.createRepository();
    const organization = world.cloud.github.data.organizations.lingobot;
    Object.assign(organization ?? {}, { secret_protection: isSold, code_security: isSold });
    world.github.repositories.update("lingobot", "lingobot", { visibility: value });
  }

  test("is changed at GitHub first, from public with security settings that only a private one takes", async () => {
    liveIs("public");
    expect(await world.findings(visibility)).toEqual([
      "the repository lingobot/lingobot is public, and private in the code: GitHub refuses its new security settings as long as it is public, and the provider sends them first → make it private at GitHub, then deploy: gh repo edit lingobot/lingobot --visibility private --accept-visibility-change-consequences",
    ]);
  });

  test("is changed at GitHub first, from private without the products", async () => {
    liveIs("private", false);
    expect(await world.findings(visibility, { settings: open })).toEqual([
      expect.stringMatching(
        /^the repository lingobot\/lingobot is private, and public in the code: .* --visibility public /,
      ),
    ]);
  });

  test.each([
    ["private to public with the products", "private", true, open],
    ["public to private without security settings", "public", false, { ...lingobot, github: unsold }],
    ["none", "private", true, lingobot],
  ] as const)("%s passes", async (_change, live, isSold, settings) => {
    liveIs(live, isSold);
    expect(await world.findings(visibility, { settings })).toEqual([]);
  });

  test("of a repository that is not there yet passes", async () => {
    expect(await world.findings(visibility)).toEqual([]);
  });
});

describe("the repository", () => {
  test("exists, or is made in the same run", async () => {
    expect(await world.findings(repository)).toEqual([]);
    world.createRepository();
    expect(await world.findings(repository, { names: ENVIRONMENTS })).toEqual([]);
  });

  test("is missing", async () => {
    expect(await world.findings(repository, { names: ENVIRONMENTS })).toEqual([
      "the repository lingobot/lingobot does not exist, or the token may not see it → deploy it first: npm run deploy -- repository, or npm run deploy -- all",
    ]);
  });
});

describe("access", () => {
  const settings = (change: object) => ({ ...lingobot, github: { ...lingobot.github, ...change } });

  test("is given to those who exist", async () => {
    const collaborators = { grace: "pull" } as const;
    expect(await world.findings(access, { settings: settings({ collaborators }) })).toEqual([]);
  });

  test("cannot be given to those who do not", async () => {
    const teams = { platform: "maintain", plattform: "pull" } as const;
    const collaborators = { "nobody-at-all": "pull" } as const;
    expect(await world.findings(access, { settings: settings({ teams, collaborators }) })).toEqual([
      'repository: lingobot has no team "plattform"; there are: platform, developers → correct github.teams in the settings, or create the team',
      'repository: GitHub has no user "nobody-at-all" → correct github.collaborators in the settings',
    ]);
  });
});

describe("reviewers", () => {
  const approvedBy = (approval: object) => {
    const settings = withEnvironment("production", { approval });
    const teams = { ...settings.github.teams, developers: "pull", plattform: "pull" } as const;
    return { ...settings, github: { ...settings.github, teams } };
  };

  test("exist and can read the repository", async () => {
    world.createRepository();
    world.github.access.addCollaborator("lingobot", "lingobot", "grace", "pull");
    const settings = approvedBy({ teams: ["platform"], users: ["grace"] });
    expect(await world.findings(reviewers, { settings, names: ENVIRONMENTS })).toEqual([]);
  });

  test("do not exist", async () => {
    world.createRepository();
    const settings = approvedBy({ teams: ["plattform"], users: ["nobody-at-all"] });
    expect(await world.findings(reviewers, { settings, names: ENVIRONMENTS })).toEqual([
      'production: lingobot has no team "plattform"; there are: platform, developers → correct the approval in the settings, or create the team',
      'production: GitHub has no user "nobody-at-all" → correct the approval in the settings',
    ]);
  });

  test("cannot read the repository", async () => {
    world.createRepository();
    const settings = approvedBy({ teams: ["developers"], users: ["octocat"] });
    const next = "give access in the repository's settings, then npm run deploy -- repository";
    expect(await world.findings(reviewers, { settings, names: ENVIRONMENTS })).toEqual([
      `production: team "developers" cannot read lingobot/lingobot, so GitHub refuses the review → ${next}`,
      `production: octocat cannot read lingobot/lingobot, so GitHub refuses the review → ${next}`,
    ]);
    // The repository's stack gives access in the same run.
    expect(await world.findings(reviewers, { settings })).toEqual([]);
  });
});

describe("names", () => {
  test("are free", async () => {
    expect(await world.findings(names)).toEqual([]);
  });

  test("are ours", async () => {
    const id = world.createApp("lingobot-staging");
    world.createRepository();
    world.writeState("staging", [{ type: "digitalocean_app", id }]);
    world.writeState("repository", [{ type: "github_repository", id: "lingobot" }]);
    expect(await world.findings(names)).toEqual([]);
  });

  test("are taken", async () => {
    const id = world.createApp("lingobot-staging");
    world.createRepository();
    world.writeState("staging", [{ type: "digitalocean_app", id: "another" }]);
    expect((await world.findings(names)).sort()).toEqual([
      expect.stringMatching(
        new RegExp(
          `^an app "lingobot-staging" exists already \\(${id}\\), and it is not in the state of staging → rename the product or the environment in the settings, or take it over: npm run adopt$`,
        ),
      ),
      "the repository lingobot/lingobot exists already, and it is not in the state of repository → take it over as it is: npm run adopt, or github.adopt: true in the settings; or give it another name",
    ]);
  });

  test("of DigitalOcean projects are taken, or ours", async () => {
    const { id } = world.cloud.digitalocean.projects.create({ name: "lingobot-staging", purpose: "Other" });
    const options = { names: ["staging"] };
    expect(await world.findings(names, options)).toEqual([
      `a DigitalOcean project "lingobot-staging" exists already (${id}), and it is not in the state of staging → take it over: npm run adopt -- --imports-only --partly staging; or rename the one or the other`,
    ]);
    world.writeState("staging", [{ type: "digitalocean_project", id }]);
    expect(await world.findings(names, options)).toEqual([]);
  });

  test("are in imports.json", async () => {
    const id = world.createApp("lingobot-staging");
    const stacks = world.stacks(lingobot, ["staging"]).map(({ configuration, ...stack }) => {
      const [app] = Object.keys(configuration.resource?.digitalocean_app ?? {});
      return {
        ...stack,
        configuration: { ...configuration, import: [{ to: `digitalocean_app.${app}`, id }] },
      };
    });
    expect(await preflight(stacks, world.env(stacks), [names])).toEqual({ problems: [], notes: [] });
  });

  test("are adopted", async () => {
    world.createRepository();
    const settings = { ...lingobot, github: { ...lingobot.github, adopt: true } };
    expect(await world.findings(names, { settings, names: ["repository"] })).toEqual([]);
  });
});

describe("protection", () => {
  test("holds for what is in the code", async () => {
    expect(await world.findings(protection)).toEqual([]);
  });

  test("ends where the code does, so that is told before", async () => {
    // The state names the app "App", and the code gives its address a hash.
    world.writeState("staging", [{ type: "digitalocean_app", id: "1" }]);
    expect(await world.findings(protection, { names: ["staging"] })).toEqual([
      expect.stringMatching(
        /^digitalocean_app\.App of staging is in the state and no longer in the code, so it would be destroyed, with its address, its deployments and its secrets → renamed: stack\.addOverride\("moved", \[\{ from: "digitalocean_app\.App", to: "digitalocean_app\.App_\w+" \}\]\); .*terraform state rm digitalocean_app\.App; .*npm run destroy -- staging$/,
      ),
    ]);
  });

  test("of branches does not let the repository get another name", async () => {
    const [stack] = world.stacks(lingobot, ["repository"]);
    const [name = ""] = Object.keys(stack?.configuration.resource?.github_repository ?? {});
    const stateWith = (called: string) =>
      world.writeState("repository", [
        { type: "github_repository", id: called, name, attributes: { name: called } },
      ]);
    stateWith("lingobot");
    expect(await world.findings(protection, { names: ["repository"] })).toEqual([]);
    stateWith("old-bot");
    expect(await world.findings(protection, { names: ["repository"] })).toEqual([
      "the repository old-bot has the name lingobot in the code, and Terraform would have to replace its branches, which are protected, and with them the GitHub environments and their secrets → keep the name old-bot in the settings, or make the repository lingobot beside it as another product, and move over",
    ]);
  });

  test("of an app's address does not let it get another name, unless somebody gave it that", async () => {
    const [stack] = world.stacks(lingobot, ["staging"]);
    const [name = ""] = Object.keys(stack?.configuration.resource?.digitalocean_app ?? {});
    const id = world.createApp("oldbot-staging");
    const attributes = { spec: [{ name: "oldbot-staging" }], live_url: "https://oldbot-staging-1.example" };
    world.writeState("staging", [{ type: "digitalocean_app", id, name, attributes }]);
    expect(await world.findings(protection, { names: ["staging"] })).toEqual([
      "the app oldbot-staging has the name lingobot-staging in the code, and its address https://oldbot-staging-1.example, which is made of the name, would go → keep the name oldbot-staging in the settings; or make lingobot-staging beside it as another product, and move over; or, once nobody needs the address, rename it at https://cloud.digitalocean.com/apps/" +
        `${id}/settings, then deploy`,
    ]);
    const { apps } = world.cloud.digitalocean;
    apps.update(id, { spec: { ...apps.get(id).spec, name: "lingobot-staging" } });
    expect(await world.findings(protection, { names: ["staging"] })).toEqual([]);
  });

  test("offers no address that the state has, and for a branch not the whole stack", async () => {
    const [stack] = world.stacks(lingobot, ["repository"]);
    const branches = Object.keys(stack?.configuration.resource?.github_branch ?? {});
    world.writeState("repository", [
      ...branches.map((name) => ({ type: "github_branch", id: name, name })),
      { type: "github_branch", id: "old", name: "Old" },
    ]);
    const forget = "in \\S*, terraform state rm github_branch\\.Old";
    expect(await world.findings(protection, { names: ["repository"] })).toEqual([
      expect.stringMatching(
        new RegExp(
          `commits that are on no other branch → to go: delete the branch at GitHub, then ${forget}; to be kept outside of the code: ${forget}$`,
        ),
      ),
    ]);
  });

  test("does not stand in the way of a move", async () => {
    world.writeState("staging", [{ type: "digitalocean_app", id: "1" }]);
    const [stack] = world.stacks(lingobot, ["staging"]);
    const moved = [{ from: "digitalocean_app.App", to: "digitalocean_app.New" }];
    const configuration = { ...stack?.configuration, moved };
    jest.spyOn(world, "stacks").mockReturnValue([{ name: "staging", directory: "", configuration }]);
    expect(await world.findings(protection)).toEqual([]);
  });
});

describe("an environment that the settings no longer have", () => {
  test("is a problem while another is made, which is a rename", async () => {
    const id = world.createApp("lingobot-qa");
    for (const name of ["lingobot-staging", "pr-7-lingobot", "blog-qa"]) world.createApp(name);
    expect(await world.findings(renamedEnvironment)).toEqual([
      `the app lingobot-qa (${id}) runs and is billed, and no stack defines it, while staging, production would be made beside it: a renamed environment is a new one to Terraform → renamed: keep the name qa in the settings; to go: npm run destroy -- qa, if it has a state; not of this product: give it a name that does not begin like the product's`,
    ]);
  });

  test("is noted else", async () => {
    for (const name of ["staging", "production"])
      world.writeState(name, [{ type: "digitalocean_app", id: "1" }]);
    const id = world.createApp("lingobot-qa");
    expect(await world.findings(renamedEnvironment)).toEqual([
      `the app lingobot-qa (${id}) runs and is billed, and no stack defines it; to go: npm run destroy -- qa, if it has a state`,
    ]);
  });
});

describe("an app", () => {
  test("that rests takes a deployment", async () => {
    world.createApp("lingobot-staging");
    expect(await world.findings(appReady)).toEqual([]);
  });

  test("that is busy is waited for", async () => {
    world.cloud.digitalocean.settle = "per-poll";
    const id = world.createApp("lingobot-staging");
    expect(await world.findings(appReady)).toEqual([
      expect.stringMatching(
        /^lingobot-staging is busy with the deployment \S+ \(\w+\) → wait until it has ended/,
      ),
    ]);
    expect(world.cloud.digitalocean.apps.get(id).spec.name).toBe("lingobot-staging");
  });

  test("that a rollback pinned takes none", async () => {
    const { apps } = world.cloud.digitalocean;
    const id = world.createApp("lingobot-staging");
    const first = apps.listDeployments(id)[0]?.id ?? "";
    apps.createDeployment(id);
    const { id: pinned } = apps.rollback(id, { deployment_id: first });
    expect(await world.findings(appReady)).toEqual([
      `lingobot-staging is pinned by a rollback to the deployment ${pinned}, and takes no other → commit or revert the rollback at https://cloud.digitalocean.com/apps/${id}/deployments`,
    ]);
  });
});

describe("names of secrets", () => {
  test("of what is not there yet do not differ", async () => {
    expect(await world.findings(secretNames)).toEqual([]);
  });

  test("that are those of the code do not differ", async () => {
    world.createRepository();
    world.github.environments.put("lingobot", "lingobot", "staging", {});
    const place = { owner: "lingobot", repository: "lingobot", environment: "staging" };
    for (const name of ["DO_ACCESS_TOKEN", "DO_APP_ID_STAGING"])
      world.github.secrets.put(place, name, "s3cret");
    const envs = ["LQBOT_OPENAI_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_ELEVENLABS_API_KEY"].map((key) => ({
      key,
      value: "s3cret",
      type: "SECRET" as const,
    }));
    world.push();
    const image = {
      registry_type: "GHCR",
      registry: "lingobot",
      repository: "lingobot",
      tag: "staging-latest",
      registry_credentials: PULL_CREDENTIAL,
    } as const;
    const service = { name: "api", instance_size_slug: "apps-s-1vcpu-1gb", instance_count: 1, image };
    world.createApp("lingobot-staging", { envs, services: [service] });
    expect(await world.findings(secretNames, { names: ["staging"] })).toEqual([]);
  });

  test("that differ are told, and keep nothing from being deployed", async () => {
    world.createRepository();
    world.github.environments.put("lingobot", "lingobot", "staging", {});
    const place = { owner: "lingobot", repository: "lingobot", environment: "staging" };
    for (const name of ["DO_ACCESS_TOKEN", "SLACK_WEBHOOK_URL"])
      world.github.secrets.put(place, name, "s3cret");
    const secret = (key: string) => ({ key, value: "s3cret", type: "SECRET" as const });
    world.createApp("lingobot-staging", {
      envs: ["LQBOT_OPENAI_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_OLD_API_KEY"].map(secret),
    });
    const findings = await world.findings(secretNames, { names: ["staging"] });
    expect(findings).toEqual([
      "staging: the secret LQBOT_ELEVENLABS_API_KEY is in the code and not in the DigitalOcean app lingobot-staging; send it: npm run secrets -- apply staging",
      "staging: the secret GHCR_PULL_CREDENTIAL is in the code and not in the DigitalOcean app lingobot-staging, image of api; send it: npm run secrets -- apply staging",
      "staging: the secret DO_APP_ID_STAGING is in the code and not in the GitHub environment staging; send it: npm run secrets -- apply staging",
      "staging: the DigitalOcean app lingobot-staging has the secret LQBOT_OLD_API_KEY, which is not in the code; name it in the settings, or take it away: npm run secrets -- apply staging",
      "staging: the GitHub environment staging has the secret SLACK_WEBHOOK_URL, which is not in the code; if nobody needs it: gh secret delete SLACK_WEBHOOK_URL --env staging --repo lingobot/lingobot",
    ]);
    expect(findings.join()).not.toContain("s3cret");
  });
});

describe("destinations of alerts", () => {
  const alerts = [{ rule: "DEPLOYMENT_FAILED" as const }];

  test("of what is not there yet do not differ", async () => {
    expect(await world.findings(alertDestinations)).toEqual([]);
  });

  test("that differ are told, and keep nothing from being deployed", async () => {
    const id = world.createApp("lingobot-staging", { alerts });
    const { apps, account } = world.cloud.digitalocean;
    const settings = withEnvironment("staging", { notify: [NotificationTarget.email("oncall@a.example")] });
    const options = { settings, names: ["staging"] };
    expect(await world.findings(alertDestinations, options)).toEqual([
      `staging: the alerts DEPLOYMENT_FAILED, DOMAIN_FAILED of the DigitalOcean app lingobot-staging would tell oncall@a.example by the code, but tell ${account.email}; make it so: npm run alerts -- apply staging`,
    ]);
    for (const alert of apps.listAlerts(id))
      apps.updateAlertDestinations(id, alert.id, { emails: ["oncall@a.example"], slack_webhooks: [] });
    expect(await world.findings(alertDestinations, options)).toEqual([]);
  });
});
