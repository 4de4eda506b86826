import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "../run-command";

const COMMIT = "c0ffee";
const REPOSITORY = "lingobot/platform";

const merged = {
  number: 7,
  merged_at: "2026-01-05T09:00:00Z",
  merge_commit_sha: COMMIT,
  base: { ref: "main" },
  head: { sha: "feed" },
};
const run = (id: number, repository = REPOSITORY) => ({ id, head_repository: { full_name: repository } });

/** What GitHub answers, by path without its query. */
let answers: Readonly<Record<string, unknown>>;
const asked: string[] = [];
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const path = (request.url ?? "").replace(/\?.*/, "").replace(`/repos/${REPOSITORY}`, "");
    const answer = answers[path];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { message: "Not Found" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => asked.splice(0));

async function reviewed(given: Readonly<Record<string, unknown>>) {
  answers = given;
  const directory = mkdtempSync(join(tmpdir(), "reviewed-"));
  const { port } = server.address() as AddressInfo;
  const { exitCode, text } = await command("reviewed", [], {
    GITHUB_API_URL: `http://127.0.0.1:${port}`,
    GITHUB_TOKEN: "t",
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_SHA: COMMIT,
    GITHUB_REF_NAME: "main",
    GITHUB_OUTPUT: join(directory, "output"),
  });
  const outputs = text.includes("reviewed in") ? readFileSync(join(directory, "output"), "utf8") : "";
  rmSync(directory, { recursive: true });
  return { exitCode, text, outputs };
}

const PULLS = `/commits/${COMMIT}/pulls`;
const RUNS = "/actions/workflows/plan.yml/runs";

test("finds the newest report of the pull request's last commit", async () => {
  const { outputs, text } = await reviewed({
    [PULLS]: [{ ...merged, number: 6, merge_commit_sha: "other" }, merged],
    [RUNS]: { workflow_runs: [run(12), run(11), run(10)] },
    "/actions/runs/12/artifacts": { artifacts: [{ id: 120, expired: true }] },
    "/actions/runs/11/artifacts": { artifacts: [{ id: 110, expired: false }] },
    "/actions/runs/10/artifacts": { artifacts: [{ id: 100, expired: false }] },
  });
  expect(text).toContain("reviewed in #7: run 11, artifact 110");
  expect(outputs).toBe("run-id=11\nartifact-id=110\n");
  expect(asked.join()).toContain("head_sha=feed&event=pull_request&status=success");
  expect(asked.join()).toContain("artifacts?name=plan-report");
});

test.each([
  ["a direct push", { [PULLS]: [] }, `no pull request was merged into main as ${COMMIT}`],
  [
    "one that was closed, or merged elsewhere",
    {
      [PULLS]: [
        { ...merged, merged_at: null },
        { ...merged, base: { ref: "next" } },
      ],
    },
    "no pull request was merged into main",
  ],
  [
    "a run for a fork with the same commit",
    {
      [PULLS]: [merged],
      [RUNS]: { workflow_runs: [run(12, "mallory/platform")] },
      "/actions/runs/12/artifacts": { artifacts: [{ id: 120, expired: false }] },
    },
    "#7 has no report left of a plan.yml that succeeded for feed",
  ],
])("%s has no reviewed report", async (_, given, message) => {
  const { exitCode, text, outputs } = await reviewed(given);
  expect(text).toContain(`::notice::${message}`);
  expect(text).toContain("so nothing counts as reviewed, and anything dangerous stops");
  expect(outputs).toBe("");
  expect(exitCode).toBe(0);
});

test("that GitHub does not answer is a failure, told without a trace", async () => {
  const { exitCode, text } = await reviewed({});
  expect(text).toMatch(/GET http\S+\/commits\/c0ffee\/pulls\S*: 404 Not Found\n$/);
  expect(exitCode).toBe(1);
});

test("wrong use, and outside GitHub Actions", async () => {
  const wrong = await command("reviewed", ["now"]);
  expect(wrong.text).toContain("takes no arguments: now\nnpm run reviewed");
  expect(wrong.exitCode).toBe(2);
  const outside = await command("reviewed", []);
  expect(outside.text).toContain("export GITHUB_REPOSITORY, GITHUB_SHA and GITHUB_REF_NAME");
  expect(outside.exitCode).toBe(1);
});
