import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Subject } from "../../../commands/drift/check";
import { checkLiveUrls } from "../../../commands/drift/checks/live-url";
import type { Reach } from "../../../commands/drift/reach";

const HOST = "shop.example";

let directory: string;
const servers: Server[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "certificate-"));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  rmSync(directory, { recursive: true });
});

const toHttps: RequestListener = (_, response) =>
  response.writeHead(301, { location: `https://${HOST}/` }).end();
const page: RequestListener = (_, response) => response.end("hello");

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** The app behind a certificate of its own that is valid for so many days. */
async function serve({ days = 60, plain = toHttps, trusted = true } = {}): Promise<Reach> {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(directory, name)) as [string, string];
  const names = ["-subj", `/CN=${HOST}`, "-addext", `subjectAltName=DNS:${HOST}`];
  const kind = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", String(days)];
  execFileSync("openssl", [...kind, ...names, "-keyout", key, "-out", cert], { stdio: "pipe" });
  const ca = readFileSync(cert, "utf8");
  const securePort = await listen(createSecureServer({ key: readFileSync(key), cert: ca }, page));
  const plainPort = await listen(createServer(plain));
  return { address: "127.0.0.1", securePort, plainPort, ...(trusted ? { ca } : {}) };
}

function subject(live_url: string, env: NodeJS.ProcessEnv = {}): Subject {
  const app = { id: "1", live_url, default_ingress: live_url, spec: { name: "shop" } };
  const configuration = { resource: { digitalocean_app: { App: { spec: { name: "shop" } } } } };
  const stack = { name: "production", directory: "", configuration };
  return { stack, env, clouds: { digitalocean: { app: async () => app } } } as unknown as Subject;
}

test("a valid certificate and a redirect are as they should be", async () => {
  expect(await checkLiveUrls(subject(`https://${HOST}`), await serve())).toEqual({ differs: [] });
});

test("an address that is not https", async () => {
  expect(await checkLiveUrls(subject(`http://${HOST}`), {})).toEqual({
    differs: [`production: http://${HOST} is not https; look at the app's domains`],
  });
});

test("a certificate that nobody trusts", async () => {
  const { differs } = await checkLiveUrls(subject(`https://${HOST}`), await serve({ trusted: false }));
  expect(differs).toEqual([
    `production: https://${HOST} does not answer by TLS (DEPTH_ZERO_SELF_SIGNED_CERT); look at the app's domains and certificate`,
  ]);
});

test("a certificate for another host", async () => {
  const { differs } = await checkLiveUrls(subject("https://other.example"), await serve());
  expect(differs[0]).toContain("does not answer by TLS (ERR_TLS_CERT_ALTNAME_INVALID)");
});

test("a certificate that was not renewed", async () => {
  const { differs } = await checkLiveUrls(subject(`https://${HOST}`), await serve({ days: 5 }));
  expect(differs).toEqual([expect.stringMatching(/ends in [45] days and was not renewed/)]);
});

test("plain HTTP that is answered", async () => {
  const { differs } = await checkLiveUrls(subject(`https://${HOST}`), await serve({ plain: page }));
  expect(differs).toEqual([
    expect.stringContaining(`http://${HOST} answers 200 instead of redirecting to https`),
  ]);
});

test("a redirect to somewhere else", async () => {
  const away: RequestListener = (_, response) =>
    response.writeHead(302, { location: "http://evil.example/" }).end();
  const { differs } = await checkLiveUrls(subject(`https://${HOST}`), await serve({ plain: away }));
  expect(differs).toEqual([expect.stringContaining("answers 302 to http://evil.example/ instead of")]);
});

test.each([
  ["https://shop.example.evil.net/", "another host that begins with the same name"],
  ["https://shop.example@evil.net/", "another host, behind a user of that name"],
  ["https://shop.example:8443/", "another port"],
  ["/login", "the same address without https"],
  ["https://", "no address"],
])("a redirect to %s: %s", async (location) => {
  const away: RequestListener = (_, response) => response.writeHead(301, { location }).end();
  const { differs } = await checkLiveUrls(subject(`https://${HOST}`), await serve({ plain: away }));
  expect(differs).toEqual([expect.stringContaining(`http://${HOST} answers 301 to ${location} instead of`)]);
});

test.each(["https://shop.example/path?x=1", "https://SHOP.example:443/"])(
  "a redirect to %s",
  async (location) => {
    const away: RequestListener = (_, response) => response.writeHead(308, { location }).end();
    expect(await checkLiveUrls(subject(`https://${HOST}`), await serve({ plain: away }))).toEqual({
      differs: [],
    });
  },
);

test("plain HTTP that is not answered, beside TLS that is", async () => {
  const { differs } = await checkLiveUrls(subject(`https://${HOST}`), { ...(await serve()), plainPort: 1 });
  expect(differs).toEqual([
    `production: http://${HOST} does not answer (ECONNREFUSED) instead of redirecting to https; App Platform redirects by itself, so look at what stands in front of it`,
  ]);
});

test("nothing listens", async () => {
  const reach = { address: "127.0.0.1", securePort: 1, plainPort: 1 };
  const { differs } = await checkLiveUrls(subject(`https://${HOST}`), reach);
  expect(differs).toEqual([
    `production: https://${HOST} does not answer by TLS (ECONNREFUSED); look at the app's domains and certificate`,
  ]);
});

test("in a sandbox nothing is asked, and that is told", async () => {
  expect(await checkLiveUrls(subject(`https://${HOST}`, { PLATFORM_APPS_ANSWER: "no" }))).toEqual({
    differs: [],
    notes: [`https://${HOST} not asked: apps in a sandbox do not answer`],
  });
});
