import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { digitaloceanCredentials } from "../../../commands/preflight/checks/digitalocean-credentials";
import { githubCredentials } from "../../../commands/preflight/checks/github-credentials";
import { lingobot } from "../../../lingobot";
import { sandboxTokens } from "../../../sandbox/rest";
import { World } from "../world";

let world: World;
afterEach(() => world.close());

describe("DigitalOcean's token", () => {
  beforeEach(async () => {
    world = await World.open();
  });

  test("is taken when the account knows it", async () => {
    expect(await world.findings(digitaloceanCredentials)).toEqual([]);
  });

  test("is not asked for by a stack that has nothing there", async () => {
    const env = { DIGITALOCEAN_TOKEN: "" };
    expect(await world.findings(digitaloceanCredentials, { names: ["repository"], env })).toEqual([]);
  });

  test("is missing", async () => {
    expect(await world.findings(digitaloceanCredentials, { env: { DIGITALOCEAN_TOKEN: "" } })).toEqual([
      "DIGITALOCEAN_TOKEN is not set → create a token at https://cloud.digitalocean.com/account/api/tokens and export it as DIGITALOCEAN_TOKEN",
    ]);
  });

  test("is unknown", async () => {
    expect(
      await world.findings(digitaloceanCredentials, { env: { DIGITALOCEAN_TOKEN: "dop_v1_old" } }),
    ).toEqual([
      expect.stringContaining(
        "DigitalOcean does not know the token in DIGITALOCEAN_TOKEN: it is wrong, expired or revoked",
      ),
    ]);
  });

  test("has custom scopes, which nobody is told", async () => {
    const env = { DIGITALOCEAN_TOKEN: sandboxTokens.digitaloceanDeploy };
    expect(await world.findings(digitaloceanCredentials, { env })).toEqual([
      expect.stringContaining(
        "custom scopes without account:read, so it could not be checked; needed are app, project",
      ),
    ]);
  });

  test("cannot be checked while DigitalOcean does not answer", async () => {
    const env = { DIGITALOCEAN_API_URL: "http://127.0.0.1:9" };
    const [finding] = await world.findings(digitaloceanCredentials, { env });
    expect(finding).toMatch(
      /^GET http:\/\/127\.0\.0\.1:9\/v2\/account got no answer: .+ → this could not be checked/,
    );
  });

  test("cannot be checked while DigitalOcean fails", async () => {
    world.cloud.faults.failCalls({ cloud: "digitalocean", status: 503 });
    expect(await world.findings(digitaloceanCredentials)).toEqual([
      expect.stringMatching(/DigitalOcean's GET \/v2\/account answered 503 .*→ this could not be checked/),
    ]);
  });
});

describe("GitHub's token", () => {
  const withScopes = async (...scopes: string[]) => {
    world = await World.open();
    const caller = world.cloud.github.tokenOwner;
    await world.close();
    world = await World.open({ githubTokens: { classic: { caller, scopes } } });
    return world.findings(githubCredentials, { env: { GITHUB_TOKEN: "classic" } });
  };

  test("has the scopes that are needed, also by wider ones", async () => {
    expect(await withScopes("repo", "workflow", "admin:org")).toEqual([]);
  });

  test("lacks scopes", async () => {
    expect(await withScopes("gist", "workflow")).toEqual([
      "the token in GITHUB_TOKEN lacks the scope repo, read:org; it has gist, workflow → add repo, read:org to the token at https://github.com/settings/tokens",
    ]);
  });

  test("needs workflow when workflows are seeded", async () => {
    expect(await withScopes("repo", "admin:org")).toEqual([
      expect.stringContaining("lacks the scope workflow; it has repo, admin:org"),
    ]);
  });

  test("is missing", async () => {
    world = await World.open();
    expect(await world.findings(githubCredentials, { env: { GITHUB_TOKEN: "" } })).toEqual([
      "GITHUB_TOKEN is not set → create a classic token with the scopes repo, workflow, read:org at https://github.com/settings/tokens and export it as GITHUB_TOKEN",
    ]);
  });

  test("is unknown", async () => {
    world = await World.open();
    expect(await world.findings(githubCredentials, { env: { GITHUB_TOKEN: "ghp_old" } })).toEqual([
      expect.stringContaining("GitHub does not know the token in GITHUB_TOKEN"),
    ]);
  });

  test("tells nothing of its permissions when it is not a classic one", async () => {
    world = await World.open();
    expect(await world.findings(githubCredentials, { env: { GITHUB_TOKEN: sandboxTokens.app } })).toEqual([
      "the token in GITHUB_TOKEN is no classic one, and GitHub does not tell what it may do: not checked; needed are administration: write, contents: write, environments: write, secrets: write, actions_variables: write, workflows: write, members: read",
    ]);
  });
});

describe("a GitHub App", () => {
  const asApp = { ...lingobot, github: { ...lingobot.github, auth: "app" as const } };
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  const credentials = { GITHUB_APP_ID: "7", GITHUB_APP_INSTALLATION_ID: "42", GITHUB_APP_PEM_FILE: pem };
  let permissions: Record<string, string> | undefined;
  let authorization = "";
  const github = createServer((request, response) => {
    authorization = request.headers.authorization ?? "";
    const found = request.url === "/app/installations/42" && permissions !== undefined;
    response
      .writeHead(found ? 200 : 404)
      .end(JSON.stringify(found ? { permissions } : { message: "Not Found" }));
  });

  beforeAll(() => new Promise<void>((resolve) => github.listen(0, "127.0.0.1", resolve)));
  afterAll(() => new Promise((resolve) => github.close(resolve)));
  beforeEach(async () => {
    world = await World.open();
  });

  const findings = (env: NodeJS.ProcessEnv = {}) => {
    const GITHUB_API_URL = `http://127.0.0.1:${(github.address() as AddressInfo).port}`;
    return world.findings(githubCredentials, {
      settings: asApp,
      env: { GITHUB_API_URL, ...credentials, ...env },
    });
  };

  test("signs itself in and has what is needed", async () => {
    permissions = {
      administration: "write",
      contents: "write",
      environments: "write",
      secrets: "write",
      actions_variables: "write",
      workflows: "write",
      members: "read",
    };
    expect(await findings()).toEqual([]);
    const [, claims = ""] = authorization.replace("Bearer ", "").split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ iss: "7" });
  });

  test("lacks permissions", async () => {
    permissions = { administration: "write", contents: "read", environments: "write", members: "read" };
    expect(await findings()).toEqual([
      "the GitHub App lacks the permission contents: write, secrets: write, actions_variables: write, workflows: write → add it on the App's settings page, and accept it for the installation",
    ]);
  });

  test("is not installed there", async () => {
    permissions = undefined;
    expect(await findings()).toEqual([
      expect.stringMatching(
        /GET \/app\/installations\/42 for the App 7 answered 404 \(Not Found\) → compare GITHUB_APP_ID/,
      ),
    ]);
  });

  test("has a key that is none", async () => {
    expect(await findings({ GITHUB_APP_PEM_FILE: "~/key.pem" })).toEqual([
      expect.stringContaining("GITHUB_APP_PEM_FILE holds no private key"),
    ]);
  });

  test("has no credentials", async () => {
    expect(await findings({ GITHUB_APP_ID: "", GITHUB_APP_PEM_FILE: "" })).toEqual([
      'GITHUB_APP_ID is not set, and the settings say github.auth: "app" → export GITHUB_APP_ID from the GitHub App\'s settings page, or say github.auth: "token"',
      expect.stringContaining("GITHUB_APP_PEM_FILE is not set"),
    ]);
  });
});
