import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { lingobot } from "../../../lingobot";
import { sandboxTokens } from "../../../sandbox/rest";
import { OWNER, pinsCopy, pipeline, previewing, REPOSITORY, removeFolders, rendered, World } from "./face";

const BRANCH = "platform/pipeline";
const GATE = ".github/workflows/ci.yml";

let world: World;
beforeEach(async () => {
  jest.spyOn(console, "log").mockImplementation(() => undefined);
  world = await new World().open();
});
afterEach(async () => {
  await world.face?.close();
  removeFolders();
  jest.restoreAllMocks();
});

test("nothing is done when the updates branch holds the rendered files", async () => {
  world.seed(rendered());
  const { code, notes, out } = await world.propose();
  expect(code).toBe(0);
  expect(out).toBe("");
  expect(notes).toBe("nothing to do: develop of lingobot/lingobot holds the rendered files");
  expect(world.pulls()).toEqual([]);
});

test("what differs comes as one commit on the updates branch, by one pull request", async () => {
  world.seed({ ...rendered(), [GATE]: "name: old\n" });
  world.github.git.updateRef(
    OWNER,
    REPOSITORY,
    "heads/develop",
    world.commit("develop", { "a.py": "1\n" }).sha,
  );
  const { code, out } = await world.propose();
  expect(code).toBe(0);
  const [pull, ...others] = world.pulls();
  expect(others).toEqual([]);
  expect(pull).toMatchObject({
    title: "ci: update the rendered pipeline",
    state: "open",
    base: { ref: "develop" },
  });
  expect(pull?.body).toContain(`- \`${GATE}\`\n\n`);
  expect(out).toBe(`https://github.com/lingobot/lingobot/pull/${pull?.number}\n`);
  expect(world.github.git.commit(OWNER, REPOSITORY, BRANCH).parents).toEqual([world.head("develop")]);
  expect(
    world.github.pulls.files(OWNER, REPOSITORY, pull?.number ?? 0).map(({ filename }) => filename),
  ).toEqual([GATE]);
  expect(world.file(BRANCH, GATE)).toBe(rendered()[GATE]);
  expect(world.file(BRANCH, "a.py")).toBe("1\n");
});

test("without an updates branch the default branch is the target", async () => {
  world.seed({});
  const { updatesBranch: _, ...rest } = lingobot.pipeline ?? { language: undefined as never };
  await pipeline(["propose"], { env: world.env, settings: { ...lingobot, pipeline: rest } });
  expect(world.pulls()[0]?.base.ref).toBe("main");
});

test("proposing the same again changes nothing", async () => {
  world.seed({});
  await world.propose();
  const before = world.head(BRANCH);
  const { code, notes } = await world.propose();
  expect(code).toBe(0);
  expect(notes).toContain("proposed already, as it is now");
  expect(world.head(BRANCH)).toBe(before);
  expect(world.pulls()).toHaveLength(1);
});

test("a later proposal updates the same pull request, on what the branch is by then", async () => {
  world.seed({ ...rendered(), [GATE]: "name: old\n" });
  await world.propose();
  world.commit("develop", { "ruff.toml": "line-length = 1\n", "a.py": "1\n" });
  const { code, notes } = await world.propose();
  expect(code).toBe(0);
  expect(notes).toMatch(
    /^changed: \.github\/workflows\/ci\.yml\nchanged: ruff\.toml\nupdated #1 into develop$/,
  );
  const [pull, ...others] = world.pulls();
  expect(others).toEqual([]);
  expect(pull?.body).toContain("- `ruff.toml`");
  expect(world.github.git.commit(OWNER, REPOSITORY, BRANCH).parents).toEqual([world.head("develop")]);
  expect(world.file(BRANCH, "a.py")).toBe("1\n");
});

test("a pull request that was closed is followed by a new one", async () => {
  world.seed({});
  await world.propose();
  world.github.pulls.update(OWNER, REPOSITORY, world.pulls()[0]?.number ?? 0, { state: "closed" });
  expect((await world.propose()).notes).toContain("opened #2 into develop");
});

test("an open proposal that is no longer needed is named", async () => {
  world.seed({});
  await world.propose();
  world.commit("develop", rendered());
  const { notes } = await world.propose();
  expect(notes).toContain(
    "/pull/1 is still open and no longer needed: close it and delete platform/pipeline",
  );
});

test("--dry-run prints the difference and changes nothing", async () => {
  world.seed({ ...rendered(), "mypy.ini": "[mypy]\n" });
  const { code, out } = await world.propose("--dry-run");
  expect(code).toBe(0);
  expect(out).toMatch(/^--- a\/mypy\.ini\n\+\+\+ b\/mypy\.ini\n@@ /);
  expect(world.pulls()).toEqual([]);
  expect(world.github.git.refs(OWNER, REPOSITORY, "heads/platform")).toEqual([]);
});

test("a new file comes from /dev/null in the difference", async () => {
  const { "mypy.ini": _, ...others } = rendered();
  world.seed(others);
  expect((await world.propose("--dry-run")).out).toMatch(/^--- \/dev\/null\n\+\+\+ b\/mypy\.ini\n@@ -0,0 /);
});

describe("files that are rendered no more", () => {
  const PREVIEW = ".github/workflows/preview.yml";
  const theirs = { ".github/workflows/nightly.yml": "name: Nightly\n", "NOTES.md": "# Notes\n" };

  test("are taken away by the proposal, and files of others stay", async () => {
    const { [PREVIEW]: preview = "" } = rendered(previewing());
    world.seed({ ...rendered(), ...theirs, [PREVIEW]: preview, ".github/workflows/copy.yml": preview });
    const dry = await world.propose("--dry-run");
    expect(dry.out).toContain(`--- a/${PREVIEW}\n+++ /dev/null\n`);
    expect(dry.out).not.toContain("copy.yml");

    const { code, notes } = await world.propose();
    expect({ code, notes }).toEqual({ code: 0, notes: `removed: ${PREVIEW}\nopened #1 into develop` });
    expect(world.pulls()[0]?.body).toContain(`- \`${PREVIEW}\` (removed)`);
    const changed = world.github.pulls.files(OWNER, REPOSITORY, 1);
    expect(changed.map(({ filename, status }) => [filename, status])).toEqual([[PREVIEW, "removed"]]);
    expect((await world.propose()).notes).toContain("proposed already, as it is now");
  });

  test("cannot be told apart in a repository that GitHub does not list whole, which is told", async () => {
    world.seed(rendered());
    await world.face?.close();
    await world.open({ treeLimit: 3 });
    const { code, notes } = await world.propose();
    expect(code).toBe(0);
    expect(notes).toContain(
      "GitHub does not list all files of lingobot/lingobot: whether one is rendered no more was not checked",
    );
  });
});

test.each(["on top of the proposal", "on a branch of that name"])(
  "commits of others %s are left alone",
  async (where) => {
    world.seed({});
    if (where === "on top of the proposal") await world.propose();
    else world.github.git.createRef(OWNER, REPOSITORY, `refs/heads/${BRANCH}`, world.head("main"));
    const theirs = world.commit(BRANCH, { "ruff.toml": "mine\n" }).sha;
    const { code, error } = await world.propose();
    expect(code).toBe(1);
    expect(error).toContain("holds commits that are not of this command, and they were left alone");
    expect(error).toContain(`${theirs.slice(0, 7)} fix: by hand`);
    expect(error).toContain("git push origin --delete platform/pipeline");
    expect(world.head(BRANCH)).toBe(theirs);
  },
);

test("a proposal that somebody amended is left alone although it keeps its message", async () => {
  world.seed({});
  await world.propose();
  const { message, parents } = world.github.git.commit(OWNER, REPOSITORY, BRANCH);
  const { tree } = world.github.git.commit(OWNER, REPOSITORY, "main");
  const amended = world.github.git.createCommit(OWNER, REPOSITORY, { message, tree, parents: [...parents] });
  world.github.git.updateRef(OWNER, REPOSITORY, `heads/${BRANCH}`, amended.sha, true);
  expect((await world.propose()).code).toBe(1);
  expect(world.head(BRANCH)).toBe(amended.sha);
});

test("a proposal that somebody rebased onto work of their own is left alone", async () => {
  world.seed({});
  await world.propose();
  const { message, tree } = world.github.git.commit(OWNER, REPOSITORY, BRANCH);
  const theirs = world.commit("theirs", { "a.py": "1\n" }).sha;
  const rebased = world.github.git.createCommit(OWNER, REPOSITORY, { message, tree, parents: [theirs] });
  world.github.git.updateRef(OWNER, REPOSITORY, `heads/${BRANCH}`, rebased.sha, true);
  expect((await world.propose()).code).toBe(1);
  expect(world.head(BRANCH)).toBe(rebased.sha);
});

test("a push that comes in between is not overwritten", async () => {
  world.seed({});
  await world.propose();
  world.commit("develop", { "a.py": "1\n" });
  await world.face?.close();
  let theirs = "";
  await world.open({
    observe: ({ method, path }) => {
      if (method === "POST" && path.endsWith("/git/commits"))
        theirs = world.commit(BRANCH, { "b.py": "2\n" }).sha;
    },
  });
  const { code, error } = await world.propose();
  expect(code).toBe(1);
  expect(error).toBe(
    "somebody pushed to platform/pipeline meanwhile, and nothing was overwritten; run propose again",
  );
  expect(world.head(BRANCH)).toBe(theirs);
});

test("bumps of Dependabot are not taken back", async () => {
  const ci = rendered()[GATE] ?? "";
  const bumped = ci.replace(
    /actions\/checkout@[0-9a-f]{40} # v\S+/g,
    `actions/checkout@${"1".repeat(40)} # v99.0.0`,
  );
  const others = Object.fromEntries(Object.entries(rendered()).filter(([path]) => !path.endsWith(".yml")));
  world.seed({ ...others, [GATE]: bumped });
  const { code, error } = await world.propose();
  expect(code).toBe(3);
  expect(error).toMatch(/actions\/checkout: v99\.0\.0 there, v[\d.]+ here\nPull them .* pins pull DIR$/);
  expect(world.pulls()).toEqual([]);
});

test("nor is a bump of the digest alone, under the same tag", async () => {
  const digest = `sha256:${"1".repeat(64)}`;
  const file = rendered().Dockerfile ?? "";
  const bumped = file.replace(/(python:3\.11-slim)@sha256:[0-9a-f]{64}/g, `$1@${digest}`);
  expect(bumped).not.toBe(file);
  world.seed({ ...rendered(), Dockerfile: bumped });
  const { code, error } = await world.propose();
  expect(code).toBe(3);
  expect(error).toContain("runs on newer versions, or other digests of the same tag, than are pinned here");
  expect(error).toMatch(/python: 3\.11-slim@sha256:1{64} there, 3\.11-slim@sha256:\w{64} here/);
  expect(world.pulls()).toEqual([]);
});

test("nor is a bump of an action whose image cannot be pulled yet", async () => {
  const bumped = (rendered()[GATE] ?? "").replace(
    /trufflehog@[0-9a-f]{40} # v\S+/,
    `trufflehog@${"2".repeat(40)} # v99.0.0`,
  );
  world.seed({ ...rendered(), [GATE]: bumped });
  const { code, error } = await world.propose();
  expect(code).toBe(3);
  expect(error).toContain("trufflesecurity/trufflehog: v99.0.0 there, v3.97.0 here");
  expect(world.pulls()).toEqual([]);
});

test("pins that are newer here are proposed", async () => {
  const pinsFile = pinsCopy();
  writeFileSync(
    pinsFile,
    readFileSync(pinsFile, "utf8")
      .replace('"v7.0.1"', '"v99.0.0"')
      .replace(/3d3c42e5/, "aaaaaaaa"),
  );
  world.seed({ ...rendered(), "mypy.ini": "[mypy]\n" });
  expect((await pipeline(["propose"], { env: world.env, pinsFile })).code).toBe(0);
});

describe("what keeps a proposal from being made", () => {
  const scoped = async (...scopes: string[]) => {
    await world.face?.close();
    await world.open({
      githubTokens: { [sandboxTokens.owner]: { caller: world.cloud.github.tokenOwner, scopes } },
    });
  };

  test("no token", async () => {
    const { code, error } = await pipeline(["propose"], { env: { ...world.env, GITHUB_TOKEN: "" } });
    expect(code).toBe(3);
    expect(error).toContain(
      "GITHUB_TOKEN is not set; create a classic token with the scopes repo and workflow",
    );
  });

  test("a token that GitHub does not know", async () => {
    const { code, error } = await pipeline(["propose"], { env: { ...world.env, GITHUB_TOKEN: "ghp_other" } });
    expect(code).toBe(3);
    expect(error).toContain(
      "GitHub does not know the token in GITHUB_TOKEN: it is wrong, expired or revoked",
    );
  });

  test("missing scope, missing repository and wrong settings, told at once", async () => {
    await scoped("repo");
    const settings = {
      ...lingobot,
      environments: lingobot.environments.map((each) => ({ ...each, name: "Bad Name" })),
    };
    const { code, error } = await pipeline(["propose"], { env: world.env, settings });
    expect(code).toBe(3);
    expect(error).toContain("problems, nothing was written");
    expect(error).toContain("lacks the scope workflow; it has repo; add workflow at https://");
    expect(error).toContain(
      "the repository lingobot/lingobot does not exist, or the token may not see it; create it",
    );
  });

  test("a token without any scope", async () => {
    world.seed({});
    await scoped();
    expect((await world.propose()).error).toContain("lacks the scope repo, workflow; it has none");
  });

  test("an archived repository", async () => {
    world.seed({});
    world.github.repositories.update(OWNER, REPOSITORY, { archived: true });
    const { code, error } = await world.propose();
    expect(code).toBe(3);
    expect(error).toContain("is archived and takes no changes; unarchive it");
  });

  test.each(["no commit", "no develop"])("%s", async (what) => {
    if (what === "no develop") {
      world.seed({});
      world.github.git.deleteRef(OWNER, REPOSITORY, "heads/develop");
    } else world.github.repositories.create(OWNER, { name: REPOSITORY });
    const { code, error } = await world.propose();
    expect(code).toBe(3);
    expect(error).toBe(
      "lingobot/lingobot has no branch develop; make it, and its first files, with `npm run deploy -- repository`",
    );
  });
});

describe("as a GitHub App", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  const credentials = { GITHUB_APP_ID: "7", GITHUB_APP_INSTALLATION_ID: "42", GITHUB_APP_PEM_FILE: pem };
  const asApp = { ...lingobot, github: { ...lingobot.github, auth: "app" as const } };
  const permissions = { contents: "write", pull_requests: "write", workflows: "write" };
  const open = async (given: Record<string, string> = permissions) => {
    await world.face?.close();
    await world.open({ githubApp: { id: "7", installation: "42", permissions: given } });
    world.seed({});
  };
  const run = (env: NodeJS.ProcessEnv = {}, settings: typeof lingobot = lingobot) =>
    pipeline(["propose"], { env: { ...world.env, ...credentials, ...env }, settings });

  test.each([
    ["because its variables are set", lingobot, "ghp_of_somebody"],
    ["because the settings say so", asApp, ""],
  ])("%s: the pull request is the App's, whose checks GitHub starts", async (_name, settings, token) => {
    await open();
    const { code, notes, error } = await run({ GITHUB_TOKEN: token }, settings);
    expect(error).toBe("");
    expect(code).toBe(0);
    expect(notes).toContain("opened #1 into develop");
    expect(notes).not.toContain("not checked");
    expect(world.pulls()[0]?.user.login).toBe("lingobot-platform[bot]");
  });

  test("that lacks permissions is told which", async () => {
    await open({ contents: "write", pull_requests: "read" });
    const { code, error } = await run();
    expect(code).toBe(3);
    expect(error).toContain(
      "the GitHub App lacks the permission pull_requests: write, workflows: write; add it on the App's settings page, and accept it for the installation",
    );
    expect(world.pulls()).toEqual([]);
  });

  test("that is not installed there is told", async () => {
    await open();
    const { code, error } = await run({ GITHUB_APP_INSTALLATION_ID: "43" });
    expect(code).toBe(3);
    expect(error).toContain(
      "GET /app/installations/43 for the App 7 answered 404 (Not Found); compare GITHUB_APP_ID",
    );
  });

  test("with a key that is none is told", async () => {
    await open();
    expect((await run({ GITHUB_APP_PEM_FILE: "key.pem" })).error).toContain(
      "GITHUB_APP_PEM_FILE holds no private key",
    );
  });

  test.each([
    ["the settings ask for it", asApp],
    ["it is half given", lingobot],
  ])("every missing variable is told when %s", async (_name, settings) => {
    await open();
    const { code, error } = await run({ GITHUB_APP_PEM_FILE: "", GITHUB_APP_INSTALLATION_ID: "" }, settings);
    expect(code).toBe(3);
    expect(error).toContain("GITHUB_APP_INSTALLATION_ID, GITHUB_APP_PEM_FILE: not set");
  });
});

test("a pull request by the token of GitHub Actions itself is told to start no checks", async () => {
  world.seed({});
  const env = { ...world.env, GITHUB_TOKEN: sandboxTokens.workflow };
  const { code, notes } = await pipeline(["propose"], { env });
  expect(code).toBe(0);
  expect(notes).toContain("github-actions[bot] opened it, and GitHub starts no checks for that");
  expect(notes).toContain("GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID, GITHUB_APP_PEM_FILE");
  expect((await world.propose()).notes).not.toContain("starts no checks for that");
});

test("a token whose permissions GitHub does not tell is tried, with a note", async () => {
  world.seed({});
  const { code, notes } = await pipeline(["propose"], {
    env: { ...world.env, GITHUB_TOKEN: sandboxTokens.app },
  });
  expect(code).toBe(0);
  expect(notes).toContain("GitHub does not tell what this token may do: not checked; needed are contents");
});

test("a token that may only read is told what it needs", async () => {
  world.seed({});
  const { code, error } = await pipeline(["propose"], {
    env: { ...world.env, GITHUB_TOKEN: sandboxTokens.readOnly },
  });
  expect(code).toBe(1);
  expect(error).toMatch(/POST .*\/git\/blobs: 403 [\s\S]*compare the token's permissions/);
});

test("reads that meet a 500 are tried again; a write that does is told, and the next run takes up from there", async () => {
  world.seed({});
  world.cloud.faults.failCalls({ cloud: "github", status: 500, method: "GET", path: "/git/ref", times: 2 });
  world.cloud.faults.failCalls({ cloud: "github", status: 500, method: "POST", path: "/pulls" });
  const { code, error } = await world.propose();
  expect(code).toBe(1);
  expect(error).toMatch(/POST .*\/pulls: 500 [\s\S]*run propose again, it takes up where it stopped/);
  expect((await world.propose()).notes).toContain("opened #1 into develop");
});

test("the questions before tell a 500", async () => {
  world.cloud.faults.failCalls({ cloud: "github", status: 500, path: "/user" });
  expect((await world.propose()).error).toContain("GitHub's GET /user answered 500");
});

test("GitHub that does not answer is told", async () => {
  const { env } = world;
  await world.face?.close();
  world.face = undefined;
  const { error } = await pipeline(["propose"], { env });
  expect(error).toContain("got no answer: ECONNREFUSED");
});
