import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { unmanagedOf } from "../../../commands/adopt/live/unmanaged";
import { GitHub } from "../../../commands/clouds/github";

/** What is told beside the environment "live", by GitHub's answers below the repository. */
async function unmanaged(answers: Readonly<Record<string, readonly [number, unknown]>>): Promise<string[]> {
  const server = createServer(({ url = "" }, response) => {
    const path = url.replace(/^\/repos\/acme\/shop/, "").replace(/\?.*/, "");
    const [status, body] = answers[path] ?? [404, { message: "Not Found" }];
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const github = new GitHub({ GITHUB_API_URL: `http://127.0.0.1:${port}`, GITHUB_TOKEN: "x" });
    return await unmanagedOf(github, "acme/shop", ["live"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const NOTHING = {
  "/hooks": [200, []],
  "/keys": [200, []],
  "/actions/secrets": [200, { secrets: [] }],
  "/actions/variables": [200, { variables: [] }],
  "/environments": [200, { environments: [{ name: "live" }] }],
  "/branches": [200, []],
  "/rulesets": [200, []],
} as const;

test("a repository with nothing else leaves nothing", async () => {
  expect(await unmanaged(NOTHING)).toEqual([]);
});

test("what a token may not read is told as such", async () => {
  expect(await unmanaged({ ...NOTHING, "/hooks": [403, {}], "/actions/secrets": [403, {}] })).toEqual([
    "each webhook, of which the token may read none",
    "each secret of the repository, of which the token may read none",
  ]);
});

test("a webhook without an address that can be read, and a branch that a ruleset protects", async () => {
  const answers = {
    ...NOTHING,
    "/hooks": [200, [{ config: {} }]],
    "/branches": [200, [{ name: "release/1" }, { name: "main" }]],
    "/branches/release%2F1/protection": [200, {}],
  } as const;
  expect(await unmanaged(answers)).toEqual([
    'classic protection of the branch "release/1"',
    "webhook to an address that GitHub does not tell",
  ]);
});

test("what the owner's plan has not is nothing", async () => {
  const upgrade = [403, { message: "Upgrade to GitHub Pro or make this repository public" }] as const;
  expect(await unmanaged({ ...NOTHING, "/rulesets": upgrade })).toEqual([]);
});

test("a ruleset of the organization holds here, too", async () => {
  const rulesets = [
    { name: "everywhere", source_type: "Organization" },
    { name: "own", source_type: "Repository" },
  ];
  expect(await unmanaged({ ...NOTHING, "/rulesets": [200, rulesets] })).toEqual([
    'ruleset of the organization "everywhere"',
  ]);
});

test("an answer of another kind ends it", async () => {
  await expect(unmanaged({ ...NOTHING, "/keys": [500, {}] })).rejects.toThrow(
    "GET /repos/acme/shop/keys answered 500",
  );
});
