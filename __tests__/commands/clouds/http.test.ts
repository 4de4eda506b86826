import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DigitalOcean } from "../../../commands/clouds/digitalocean";
import { GitHub } from "../../../commands/clouds/github";
import { call, expectStatus } from "../../../commands/clouds/http";

let server: Server;
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/broken") response.writeHead(502).end("<html>");
    if (request.url === "/refused") response.writeHead(403).end('{"message":"rate limited"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

test("a cloud that keeps silent is given up, without the query in the message", async () => {
  await expect(call(`${url()}/silent?token=s3cret`, { timeLimit: 50 })).rejects.toThrow(
    `GET ${url()}/silent got no answer: none came within 0.05 s`,
  );
});

test("an answer that is none is told with its status and what it says", async () => {
  const broken = await call(`${url()}/broken`);
  expect(broken).toMatchObject({ status: 502, body: undefined });
  expect(() => expectStatus(broken, "The cloud", 200)).toThrow("The cloud answered 502");
  const refused = await call(`${url()}/refused`);
  expect(() => expectStatus(refused, "The cloud", 200)).toThrow("The cloud answered 403 (rate limited)");
});

describe("a page of somebody between, which says 200", () => {
  const answering = (text: string) => {
    const between = createServer((_, response) => response.writeHead(200).end(text));
    return new Promise<Server>((resolve) => between.listen(0, "127.0.0.1", () => resolve(between)));
  };
  const asking: readonly [string, (url: string) => Promise<unknown>, string][] = [
    ["what is there", (url) => github(url).find("/repos/a/b"), "GitHub's GET /repos/a/b"],
    ["a list", (url) => github(url).list("/repos/a/b/teams"), "GitHub's GET /repos/a/b/teams"],
    [
      "a list with a name",
      (url) => github(url).list("/repos/a/b/environments", "environments"),
      "GitHub's GET /repos/a/b/environments",
    ],
    [
      "apps",
      (url) => new DigitalOcean({ DIGITALOCEAN_API_URL: url, DIGITALOCEAN_TOKEN: "t" }).apps(),
      "DigitalOcean's GET /v2/apps",
    ],
  ];
  const github = (url: string) => new GitHub({ GITHUB_API_URL: url, GITHUB_TOKEN: "t" });

  test.each(asking)("is no answer to the question for %s", async (_, ask, what) => {
    for (const text of ["<html>Sign in to the network</html>", ""]) {
      const between = await answering(text);
      const { port } = between.address() as AddressInfo;
      await expect(ask(`http://127.0.0.1:${port}`)).rejects.toThrow(`${what} answered 200 without JSON`);
      between.closeAllConnections();
      await new Promise((resolve) => between.close(resolve));
    }
  });
});

describe("a name in an address", () => {
  const asked: string[] = [];
  const secretsOf = (repository: string, environment: string) => {
    server.removeAllListeners("request");
    asked.splice(0);
    server.on("request", (request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(404).end();
    });
    const github = new GitHub({ GITHUB_API_URL: url(), GITHUB_TOKEN: "t" });
    return github.environmentSecrets(repository, environment);
  };

  test.each([
    ["lingobot/lingobot", "production", "/repos/lingobot/lingobot/environments/production"],
    ["lingobot/a/../b", "a/b?x=#", "/repos/lingobot/a%2F..%2Fb/environments/a%2Fb%3Fx%3D%23"],
    ["lingobot/x?y=", "%2e%2e", "/repos/lingobot/x%3Fy%3D/environments/%252e%252e"],
  ])("%s %s is asked for as %s", async (repository, environment, path) => {
    await secretsOf(repository, environment);
    expect(asked).toEqual([path]);
  });

  test.each([
    ["lingobot/..", "production"],
    ["./lingobot", "production"],
    ["lingobot/lingobot", ".."],
    ["lingobot", "production"],
  ])("%s %s is none", async (repository, environment) => {
    await expect(secretsOf(repository, environment)).rejects.toThrow(
      /^".{0,2}" cannot be part of an address: it would lead elsewhere; rename what is called so$/,
    );
    expect(asked).toEqual([]);
  });

  test.each(["/repos/lingobot/../../user", "/repos/a/%2e%2E/b", "/repos/a\\b", "/a/.\t./b"])(
    "an address that another name was written into (%s) is not asked",
    async (path) => {
      const github = new GitHub({ GITHUB_API_URL: url(), GITHUB_TOKEN: "t" });
      await expect(github.get(path)).rejects.toThrow(
        `GET ${url()}${path} was not sent: it leads to another address`,
      );
    },
  );
});

test.each([
  [{}, "https://api.github.com"],
  [{ GITHUB_API_URL: "http://127.0.0.1:1/" }, "http://127.0.0.1:1"],
  [{ GITHUB_BASE_URL: "https://api.github.com/" }, "https://api.github.com"],
  [{ GITHUB_BASE_URL: "https://api.shop.ghe.com/" }, "https://api.shop.ghe.com"],
  [{ GITHUB_BASE_URL: "https://github.shop.example/" }, "https://github.shop.example/api/v3"],
])("GitHub is asked where the environment %j says", (env, expected) => {
  expect(new GitHub(env).url).toBe(expected);
});
