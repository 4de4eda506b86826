import { existsSync, readFileSync } from "node:fs";
import { sandboxTokens, startRest } from "../../../sandbox/rest";
import { type Face, openFace } from "./face";

let face: Face;

beforeEach(async () => {
  face = await openFace({ retryAfterSeconds: 7 });
});

afterEach(async () => {
  await face.close();
});

describe("who may call", () => {
  test.each([
    ["/v2/account", undefined, "Unable to authenticate you"],
    ["/v2/account", "dop_v1_wrong", "Unable to authenticate you"],
    ["/v2/nothing", undefined, "Unable to authenticate you"],
    ["/user", undefined, "Requires authentication"],
    ["/user", "ghp_wrong", "Bad credentials"],
    ["/user", "toString", "Bad credentials"],
  ])("%s with token %s: 401", async (path, token, message) => {
    expect(await face.call("GET", path, undefined, token)).toMatchObject({ status: 401, body: { message } });
  });

  test("a DigitalOcean token with scopes may do what they name", async () => {
    const token = sandboxTokens.digitaloceanDeploy;
    expect((await face.call("GET", "/v2/apps", undefined, token)).status).toBe(200);
    expect(await face.call("DELETE", "/v2/apps/x", undefined, token)).toMatchObject({
      status: 403,
      body: { id: "Forbidden", message: "You are not authorized to perform this operation" },
    });
  });

  test("a classic GitHub token tells its scopes, an App's token has none to tell", async () => {
    const owner = await face.github("GET", "/user");
    expect(owner.body.login).toBe("ada");
    expect(owner.headers.get("x-oauth-scopes")).toBe("repo, workflow, admin:org, delete_repo");
    const workflow = await face.github("GET", "/orgs/lingobot", undefined, sandboxTokens.workflow);
    expect(workflow.headers.get("x-oauth-scopes")).toBeNull();
    expect((await face.github("GET", "/user", undefined, sandboxTokens.workflow)).status).toBe(403);
  });

  test("other tokens can be given", async () => {
    const rest = await startRest(face.cloud, {
      githubTokens: { mine: { caller: { login: "grace", access: "read" }, scopes: ["read:org"] } },
      digitaloceanTokens: { yours: {} },
    });
    const ask = (path: string, token: string) =>
      fetch(rest.url + path, { headers: { authorization: `token ${token}` } });
    expect((await ask("/user", "mine")).headers.get("x-oauth-scopes")).toBe("read:org");
    expect((await ask("/v2/account", "yours")).status).toBe(200);
    expect((await ask("/v2/account", sandboxTokens.digitalocean)).status).toBe(401);
    await rest.close();
  });
});

describe("refusals and faults", () => {
  test("what there is not: each cloud in its own words", async () => {
    expect(await face.digitalocean("GET", "/v2/apps/nothing")).toMatchObject({
      status: 404,
      body: { id: "not_found", message: "The resource you were accessing could not be found." },
    });
    expect(await face.github("GET", "/repos/lingobot/nothing")).toMatchObject({
      status: 404,
      body: { message: "Not Found", status: "404" },
    });
    expect((await face.digitalocean("GET", "/v2/nothing")).status).toBe(404);
    expect((await face.digitalocean("PATCH", "/v2/apps")).status).toBe(404);
  });

  test("429 tells how long to wait; the next call is answered", async () => {
    face.cloud.faults.failCalls({ cloud: "digitalocean", status: 429 });
    const refused = await face.digitalocean("GET", "/v2/apps");
    expect(refused).toMatchObject({ status: 429, body: { id: "too_many_requests" } });
    expect(refused.headers.get("retry-after")).toBe("7");
    expect((await face.digitalocean("GET", "/v2/apps")).status).toBe(200);
  });

  test.each([
    ["digitalocean", "/v2/account"],
    ["digitalocean", "/v2/apps/regions"],
    ["digitalocean", "/v2/apps/tiers/instance_sizes"],
    ["digitalocean", "/v2/uptime/checks"],
    ["github", "/user"],
    ["github", "/orgs/lingobot"],
  ] as const)("%s %s meets a fault once", async (cloud, path) => {
    face.cloud.faults.failCalls({ cloud, status: 500, path });
    expect((await face[cloud]("GET", path)).status).toBe(500);
    expect((await face[cloud]("GET", path)).status).toBe(200);
  });

  test.each([
    ["no JSON", "{", 400],
    ["no body", undefined, 400],
    ["a list", "[]", 400],
    ["no spec", {}, 400],
    ["a bad spec", { spec: { name: "X" } }, 400],
  ])("creating an app with %s: %i", async (_name, body, status) => {
    expect((await face.digitalocean("POST", "/v2/apps", body)).status).toBe(status);
  });

  test("a refusal of GitHub carries its errors", async () => {
    const again = () => face.github("POST", "/orgs/lingobot/repos", { name: "bot" });
    expect((await again()).status).toBe(201);
    expect(await again()).toMatchObject({
      status: 422,
      body: { errors: [{ code: "custom", field: "name" }] },
    });
  });
});

describe("the server", () => {
  test("gives what a program needs in its environment, on loopback", async () => {
    const rest = await startRest(face.cloud);
    expect(rest.env).toEqual({
      DIGITALOCEAN_API_URL: rest.url,
      GITHUB_API_URL: rest.url,
      DIGITALOCEAN_TOKEN: sandboxTokens.digitalocean,
      GITHUB_TOKEN: sandboxTokens.owner,
    });
    expect(rest.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await rest.close();
    await expect(fetch(rest.url)).rejects.toThrow();
  });

  test("a port in use is an error", async () => {
    const port = Number(new URL(face.url).port);
    await expect(startRest(face.cloud, { port })).rejects.toThrow("EADDRINUSE");
  });

  test("GitHub's paths are found below /api/v3 too", async () => {
    expect((await face.github("GET", "/api/v3/orgs/lingobot")).body.login).toBe("lingobot");
  });

  test("lists come in pages", async () => {
    for (const name of ["one", "two", "three"])
      await face.digitalocean("POST", "/v2/projects", { name, purpose: "IoT" });
    const page = await face.digitalocean("GET", "/v2/projects?per_page=3&page=2");
    expect(page.body).toMatchObject({ projects: [{ name: "three" }], meta: { total: 4 } });
    expect((await face.digitalocean("GET", "/v2/projects?per_page=0&page=x")).body.projects).toHaveLength(4);
  });

  test("deployments settle as before once the face is closed", async () => {
    expect(face.cloud.digitalocean.settle).toBe("per-poll");
    const rest = await startRest(face.cloud, { settle: "at-once" });
    expect(face.cloud.digitalocean.settle).toBe("at-once");
    await rest.close();
    expect(face.cloud.digitalocean.settle).toBe("per-poll");
  });

  test("writes the sandbox's file after changes when asked to", async () => {
    const saving = await openFace({ save: true });
    await saving.digitalocean("GET", "/v2/projects");
    expect(existsSync(saving.file)).toBe(false);
    await saving.digitalocean("POST", "/v2/projects", { name: "kept", purpose: "IoT" });
    expect(readFileSync(saving.file, "utf8")).toContain('"kept"');
    await saving.close();
  });
});
