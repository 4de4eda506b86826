import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Run, runTool } from "./run-tool";

const DIGEST = `sha256:${"a".repeat(64)}`;
const VERIFIED = JSON.stringify({
  app: {
    id: "app",
    live_url: "https://lingobot.example",
    spec: {},
    active_deployment: {
      id: "one",
      spec: {
        services: [
          {
            name: "web",
            image: { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", digest: DIGEST },
          },
        ],
      },
    },
  },
});

let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

/** Answers each call in turn; the last answer stays. */
async function answering(...answers: readonly RequestListener[]): Promise<string> {
  let calls = 0;
  server = createServer((request, response) => {
    const answer = answers[Math.min(calls, answers.length - 1)];
    calls += 1;
    answer?.(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function verify(url: string, env: Record<string, string> = {}): Promise<Run> {
  return runTool(["verify", "--environment", "production"], {
    DIGITALOCEAN_API_URL: url,
    DO_ACCESS_TOKEN: "dop_v1_secret",
    DO_APP_ID: "app",
    IMAGE: "ghcr.io/lingobot/lingobot",
    DIGEST,
    PLATFORM_TIME_SCALE: "0.001",
    ...env,
  });
}

const good: RequestListener = (_, response) => response.end(VERIFIED);
const status =
  (code: number, headers: Record<string, () => string> = {}, body = '{"message":"no"}'): RequestListener =>
  (_, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value());
    response.writeHead(code).end(body);
  };
const inSeconds = (seconds: number) => Date.now() + seconds * 1000;

test("an answer that breaks off is asked for again", async () => {
  const cut: RequestListener = (_, response) => {
    response.writeHead(200, { "content-length": String(VERIFIED.length) });
    response.write(VERIFIED.slice(0, 20), () => response.destroy());
  };
  const run = await verify(await answering(cut, good));
  expect(run.log).toMatch(/no answer \(.*\); trying again in 1 s \(1 of 4\)/);
  expect(run.code).toBe(0);
});

test("an answer that is no JSON is told as such, without a stack trace", async () => {
  const run = await verify(await answering(status(200, {}, "<html>maintenance</html>")));
  expect(run.code).toBe(1);
  expect(run.log).toContain("GET");
  expect(run.log).toContain("200 with what is no JSON: <html>maintenance</html>");
  expect(run.log).not.toContain("    at ");
});

test("no answer in time is asked for again, five times in all", async () => {
  const run = await verify(await answering(() => {}));
  expect(run.code).toBe(1);
  expect(run.log.match(/no answer/g)).toHaveLength(5);
  expect(run.log).toContain("Next: the API has a problem: look at its status page");
}, 60_000);

test.each([
  ["as DigitalOcean and GitHub ask by Retry-After", status(429, { "retry-after": () => "7" }), "7"],
  ["by a date", status(429, { "retry-after": () => new Date(inSeconds(30)).toUTCString() }), "(2\\d|30)"],
  ["a minute at most", status(429, { "retry-after": () => "4000" }), "60"],
  ["a while where nothing is asked", status(429), "2"],
  ["as GitHub's second limit asks, by 403", status(403, { "retry-after": () => "3" }), "3"],
  [
    "until GitHub's first limit is reset, which comes as 403 without Retry-After",
    status(403, {
      "x-ratelimit-remaining": () => "0",
      "x-ratelimit-reset": () => String(Math.floor(inSeconds(40) / 1000)),
    }),
    "(3\\d|4\\d)",
  ],
])("a rate limit is waited for, %s", async (_name, limit, seconds) => {
  const run = await verify(await answering(limit, good));
  expect(run.log).toMatch(new RegExp(`trying again in ${seconds} s \\(1 of 4\\)`));
  expect(run.code).toBe(0);
});

test("a refusal is not asked for again", async () => {
  const run = await verify(await answering(status(403), good));
  expect(run.code).toBe(1);
  expect(run.log).toContain("403 no. Next: the token may not do this");
});

test("a secret is masked wherever it stands, without the line break that it was stored with", async () => {
  const echo = status(422, {}, JSON.stringify({ message: "bad dop_v1_secret and pull-token-1234 there" }));
  const run = await verify(await answering(echo), {
    DO_ACCESS_TOKEN: "dop_v1_secret\n",
    REGISTRY_CREDENTIALS: "lingobot:pull-token-1234",
  });
  expect(run.log).toContain("bad *** and *** there");
  expect(run.log).not.toContain("secret");
});
