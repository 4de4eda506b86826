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
  created_at: "2026-01-05T08:00:00Z",
  closed_at: "2026-01-05T09:00:00Z",
  merged_at: "2026-01-05T09:00:00Z",
  merge_commit_sha: COMMIT,
  base: { ref: "main" },
  head: { ref: "smaller", sha: "feed" },
};
const run = (id: number, more: object = {}) => ({
  id,
  created_at: "2026-01-05T08:30:00Z",
  head_branch: "smaller",
  head_repository: { full_name: REPOSITORY },
  pull_requests: [],
  ...more,
});

/** What GitHub answers, by path without its query. */
let answers: Readonly<Record<string, unknown>>;
const asked: string[] = [];
let server: Server;

/** A list comes in pages. */
function pageOf(answer: unknown, url: string): unknown {
  const page = Number(/[?&]page=(\d+)/.exec(url)?.[1] ?? 1);
  return Array.isArray(answer) ? answer.slice((page - 1) * 100, page * 100) : answer;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const path = (request.url ?? "").replace(/\?.*/, "").replace(`/repos/${REPOSITORY}`, "");
    const answer = answers[path];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(pageOf(answer, request.url ?? "") ?? { message: "Not Found" }));
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
const OF_HEAD = "/commits/feed/pulls";
const RUNS = "/actions/workflows/plan.yml/runs";

/** One pull request, one run, one report, and nothing that speaks against it. */
const sound = {
  [PULLS]: [merged],
  "/pulls": [merged],
  [OF_HEAD]: [merged],
  "/pulls/7/files": [{ filename: "lingobot.ts" }],
  "/issues/7/events": [{ event: "labeled", created_at: "2026-01-05T08:59:00Z" }],
  [RUNS]: { workflow_runs: [run(11)] },
  "/actions/runs/11/artifacts": { artifacts: [{ id: 110, expired: false }] },
};

test("finds the newest report of the pull request's last commit", async () => {
  const { outputs, text } = await reviewed({
    ...sound,
    [PULLS]: [{ ...merged, number: 6, merge_commit_sha: "other" }, merged],
    [RUNS]: { workflow_runs: [run(12), run(11), run(10)] },
    "/actions/runs/12/artifacts": { artifacts: [{ id: 120, expired: true }] },
    "/actions/runs/10/artifacts": { artifacts: [{ id: 100, expired: false }] },
  });
  expect(text).toContain("reviewed in #7: run 11, artifact 110");
  expect(outputs).toBe("run-id=11\nartifact-id=110\n");
  expect(asked.join()).toContain("head_sha=feed&event=pull_request&status=success");
  expect(asked.join()).toContain("artifacts?name=plan-report");
  expect(asked.join()).toContain("/pulls?state=all&head=lingobot%3Asmaller");
});

test("of two reports of one run the later one counts: the pull request's own code can only come before the plan", async () => {
  const artifacts = [109, 110, 108].map((id) => ({ id, expired: false }));
  expect(await reviewed({ ...sound, "/actions/runs/11/artifacts": { artifacts } })).toMatchObject({
    outputs: "run-id=11\nartifact-id=110\n",
  });
});

test.each([
  ["a branch that was used before", { "/pulls": [merged, rival({ closed_at: "2026-01-04T09:00:00Z" })] }],
  ["a branch that is used again", { "/pulls": [rival({ created_at: "2026-01-06T09:00:00Z" }), merged] }],
  [
    "a pull request that only contains the commit",
    { [OF_HEAD]: [merged, rival({ head: { ref: "stacked", sha: "beef" } })] },
  ],
  [
    "a run that still tells its pull request",
    { [RUNS]: { workflow_runs: [run(11, { pull_requests: [{ number: 7, base: { ref: "main" } }] })] } },
  ],
  [
    "a base that was changed before the run",
    { "/issues/7/events": [{ event: "base_ref_changed", created_at: "2026-01-05T08:29:59Z" }] },
  ],
])("%s does not speak against it", async (_, given) => {
  expect(await reviewed({ ...sound, ...given })).toMatchObject({ outputs: "run-id=11\nartifact-id=110\n" });
});

/** Another pull request of the same branch, by default one that was open at the same time with another last commit. */
function rival(more: object = {}) {
  return {
    ...merged,
    number: 8,
    created_at: "2026-01-03T08:00:00Z",
    closed_at: null,
    merged_at: null,
    merge_commit_sha: null,
    base: { ref: "evil" },
    head: { ref: "smaller", sha: "beef" },
    ...more,
  };
}

const NO_REPORT = "#7 has no report left of a plan.yml that succeeded for feed";
const SHARED = "#7 shares its head with #8, and a run does not tell which of them it is of";
const WRITTEN = "#7 changes .github/workflows/plan.yml, and so could have written any report";

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
    only(run(11, { head_repository: { full_name: "mallory/platform" } })),
    NO_REPORT,
  ],
  ["a run of another branch with the same commit", only(run(11, { head_branch: "evil" })), NO_REPORT],
  ["a run after the merge", only(run(11, { created_at: "2026-01-05T09:00:01Z" })), NO_REPORT],
  ["a run before the pull request", only(run(11, { created_at: "2026-01-05T07:59:59Z" })), NO_REPORT],
  [
    "a run of another pull request",
    only(run(11, { pull_requests: [{ number: 8, base: { ref: "main" } }] })),
    NO_REPORT,
  ],
  [
    "a run into another branch",
    only(run(11, { pull_requests: [{ number: 7, base: { ref: "evil" } }] })),
    NO_REPORT,
  ],
  [
    "a run from before the base was changed",
    { "/issues/7/events": [{ event: "base_ref_changed", created_at: "2026-01-05T08:30:01Z" }] },
    NO_REPORT,
  ],
  [
    "another pull request of the branch, with the same commit",
    { "/pulls": [merged, rival({ head: merged.head })] },
    SHARED,
  ],
  ["another pull request of the branch, whose commit moved on", { "/pulls": [merged, rival()] }, SHARED],
  [
    "another pull request with the same commit, from a branch of another name",
    { [OF_HEAD]: [merged, rival({ head: { ref: "evil-head", sha: "feed" } })] },
    SHARED,
  ],
  ["a change of the workflow", { "/pulls/7/files": [{ filename: ".github/workflows/plan.yml" }] }, WRITTEN],
  [
    "a workflow that was renamed",
    { "/pulls/7/files": [{ filename: "x.yml", previous_filename: ".github/workflows/plan.yml" }] },
    WRITTEN,
  ],
])("%s has no reviewed report", async (_, given, message) => {
  const { exitCode, text, outputs } = await reviewed({ ...sound, ...given });
  expect(text).toContain(`::notice::${message}`);
  expect(text).toContain(
    "so nothing counts as reviewed, and every change stops; who read the plan deploys it by hand with --unreviewed",
  );
  expect(outputs).toBe("");
  expect(exitCode).toBe(0);
});

function only(...runs: readonly object[]) {
  return { [RUNS]: { workflow_runs: runs } };
}

test("more files than GitHub tells have no reviewed report", async () => {
  const page = Array.from({ length: 100 }, (_, index) => ({ filename: `${index}` }));
  const { text, outputs } = await reviewed({
    ...sound,
    "/pulls/7/files": Array.from({ length: 30 }, () => page).flat(),
  });
  expect(text).toContain("#7 changes more files than GitHub tells, perhaps .github/workflows/plan.yml");
  expect(outputs).toBe("");
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
