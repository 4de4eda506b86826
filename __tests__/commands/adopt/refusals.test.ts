import { existsSync } from "node:fs";
import { parseOptions } from "../../../commands/adopt/options";
import { sandboxTokens } from "../../../sandbox/rest/tokens";
import { ExistingThings } from "./existing";
import { makeByHand } from "./hand-made";

jest.setTimeout(120_000);

describe("nothing is written, and all of it is told", () => {
  let things: ExistingThings;
  let app: string;
  const adopt = (...args: string[]) => things.adopt([...args, "--output", things.output]);

  beforeAll(async () => {
    things = await ExistingThings.start();
    app = await makeByHand(things);
  });

  afterAll(() => things.stop());

  afterEach(() => {
    expect([existsSync(things.output), existsSync(things.importsFile)]).toEqual([false, false]);
  });

  test("when there is no such repository, app or environment", async () => {
    const { exitCode, text } = await adopt("lingobot/nothing", "live=nothing");
    expect(text).toContain("3 problems, nothing was written:");
    expect(text).toContain(
      "GitHub has no repository lingobot/nothing, or the token may not see it; correct the name, or use a token of somebody who administers it",
    );
    expect(text).toContain(
      "environment live: DigitalOcean has no app with the name or id nothing, or the token may not see it; doctl apps list shows them",
    );
    expect(text).toContain(
      "repository lingobot/nothing has no environment live; make it at https://github.com/lingobot/nothing/settings/environments, with the branch that deploys",
    );
    expect(exitCode).toBe(3);
  });

  test("when several apps have the name; an id tells which", async () => {
    const twin = twinOf(things, app);
    const { exitCode, text } = await adopt("lingobot/chatty", "live=chatty-prod");
    expect(text).toContain(`environment live: 2 apps are called chatty-prod; name one by its id: live=`);
    expect(text).toContain(twin);
    expect(exitCode).toBe(3);
    const named = await adopt("lingobot/chatty", `live=${app}`);
    expect(named.text).toContain("say --redeploy to have that");
    removeTwin(things);
  });

  test("when a token may not read", async () => {
    const env = { GITHUB_TOKEN: sandboxTokens.readOnly, DIGITALOCEAN_TOKEN: "dop_v1_nobody" };
    const { exitCode, text } = await things.adopt(
      ["lingobot/chatty", "live=chatty-prod", "--output", things.output],
      env,
    );
    expect(text).toContain("DigitalOcean's GET /v2/apps answered 401");
    expect(text).toContain("use a token that may read it: see docs/operate.md for what the tokens need");
    expect(text).toMatch(/GitHub('s GET .* answered 403| does not show who may bypass)/);
    expect(exitCode).toBe(3);
  });

  test("when an app has what the settings cannot say", async () => {
    await things.call("POST", "/v2/apps", {
      spec: {
        name: "many-things",
        region: "fra",
        services: [
          {
            name: "web",
            instance_size_slug: "apps-s-1vcpu-1gb",
            image: {
              registry_type: "GHCR",
              registry: "lingobot",
              repository: "chatty-image",
              tag: "v7",
              registry_credentials: "sandbox:sandbox-pull-token",
            },
            internal_ports: [9000],
            envs: [
              { key: "HIDDEN", value: "x", type: "SECRET", scope: "RUN_TIME" },
              { key: "SHOWN", value: "y", scope: "RUN_AND_BUILD_TIME" },
            ],
          },
        ],
        static_sites: [
          { name: "pages", git: { repo_clone_url: "https://example.com/pages.git", branch: "main" } },
        ],
        functions: [{ name: "lambda", git: { repo_clone_url: "https://example.com/f.git", branch: "main" } }],
        databases: [{ name: "db", engine: "PG" }],
        envs: [{ key: "SHARED", value: "z" }],
        domains: [{ domain: "many.example", type: "PRIMARY", minimum_tls_version: "1.3" }],
      },
    });
    const { exitCode, text } = await adopt("lingobot/chatty", "live=many-things");
    for (const told of [
      'the settings cannot say static site "pages"',
      'the settings cannot say function "lambda"',
      'the settings cannot say database "db"',
      'service "web": it has internal ports',
      'service "web" has no health check, and the settings always have one; give it one first',
      'HIDDEN is a secret of service "web", and the settings have them at the whole app; move it to the app first',
      "SHARED is a plain variable of the whole app, and the settings have them at the service; move it to the service first",
      'the plain variables of service "web" have different scopes; give them one scope first',
      "domain many.example has a least TLS version, which provider 2.71.0 erases",
      "the settings cannot say its ingress rule for /pages",
    ])
      expect(text).toContain(told);
    expect(exitCode).toBe(3);
  });

  test("when an environment lets every branch deploy", async () => {
    await things.call("PUT", "/repos/lingobot/chatty/environments/open", {});
    const { text } = await adopt("lingobot/chatty", "open=chatty-prod");
    expect(text).toContain(
      "environment open lets every branch deploy, and the settings name the branches; name them first, at https://github.com/lingobot/chatty/settings/environments",
    );
  });

  test("when it is not clear which branch is deployed", async () => {
    const policy = { protected_branches: false, custom_branch_policies: true };
    await things.call("PUT", "/repos/lingobot/chatty/environments/two", { deployment_branch_policy: policy });
    for (const name of ["main", "release/*"])
      await things.call("POST", "/repos/lingobot/chatty/environments/two/deployment-branch-policies", {
        name,
      });
    const { text } = await adopt("lingobot/chatty", "two=chatty-prod");
    expect(text).toContain(
      "environment two: it is not clear which branch is deployed; its rules let deploy: main, release/*; say it with --branch two=BRANCH",
    );
  });
});

/** Another app of the same name, as a token that sees several teams finds it. @returns its id */
function twinOf({ cloud }: ExistingThings, app: string): string {
  const { apps } = cloud.digitalocean;
  const list = apps.list.bind(apps);
  const twin = "00000000-0000-4000-8000-00000000twin";
  apps.list = () => list().flatMap((each) => (each.id === app ? [each, { ...each, id: twin }] : [each]));
  return twin;
}

function removeTwin({ cloud }: ExistingThings): void {
  delete (cloud.digitalocean.apps as Partial<typeof cloud.digitalocean.apps>).list;
}

describe("wrong use", () => {
  test.each([
    [[], "name the repository first, as OWNER/REPOSITORY; got nothing"],
    [["live=app"], "name the repository first, as OWNER/REPOSITORY; got live=app"],
    [["a/b"], "name each environment and its app, as ENVIRONMENT=APP"],
    [["a/b", "live"], "ENVIRONMENT=APP is the form; got live"],
    [["a/b", "live=x", "live=y"], "environment live is named twice"],
    [
      ["a/b", "live=x", "--branch", "prod=main"],
      "--branch names no environment that is adopted: prod; those are: live",
    ],
    [["a/b", "live=x", "--plan", "gold"], "--plan is free, team or enterprise; got gold"],
    [["--done", "--imports-only"], "--done and --imports-only exclude each other"],
    [["a/b", "live=x", "--partly"], "--partly belongs to --imports-only"],
    [["--done", "live"], "--done takes no names: live"],
    [["--wrong"], "Unknown option '--wrong'"],
  ])("%j", (args, message) => expect(() => parseOptions(args)).toThrow(message));

  test("what is meant", () => {
    expect(parseOptions(["a/B", "live=x", "--branch", "live=main", "--bucket", "states"])).toMatchObject({
      mode: "read",
      owner: "a",
      repository: "B",
      name: "b",
      bucket: "states",
      region: "nyc3",
      output: "lingobot.ts",
      environments: [{ name: "live", app: "x", branch: "main" }],
    });
    expect(parseOptions(["--imports-only", "staging"])).toMatchObject({
      mode: "imports-only",
      stacks: ["staging"],
      partly: false,
    });
    expect(parseOptions(["--imports-only", "--partly"])).toMatchObject({ stacks: [], partly: true });
    expect(parseOptions(["--imports-only", "all"])).toMatchObject({ stacks: [] });
  });
});
