import { sandboxTokens } from "../../../sandbox/rest";
import { type Face, openFace } from "./face";

const REPO = "/repos/lingobot/bot";

let face: Face;

beforeEach(async () => {
  face = await openFace();
  await face.github("POST", "/orgs/lingobot/repos", { name: "bot", private: true, auto_init: true });
});

afterEach(async () => {
  await face.close();
});

function withToken(token: string, method: string, path: string, body?: unknown) {
  return face.github(method, path, body, token);
}

async function headOf(branch: string): Promise<string> {
  return (await face.github("GET", `${REPO}/git/ref/heads/${branch}`)).body.object.sha;
}

describe("what a repository's settings are read by", () => {
  test("security fixes and selected actions", async () => {
    expect((await face.github("GET", `${REPO}/automated-security-fixes`)).body).toEqual({
      enabled: false,
      paused: false,
    });
    const { actions } = face.cloud.github.as(face.cloud.github.tokenOwner);
    actions.setPermissions("lingobot", "bot", { enabled: true, allowed_actions: "selected" });
    const selected = { github_owned_allowed: true, verified_allowed: false, patterns_allowed: ["docker/*"] };
    actions.setSelected("lingobot", "bot", selected);
    expect((await face.github("GET", `${REPO}/actions/permissions/selected-actions`)).body).toEqual(selected);
  });

  test("invitations, in GitHub's words for permissions, to those who administer it", async () => {
    face.cloud.github
      .as(face.cloud.github.tokenOwner)
      .access.addCollaborator("lingobot", "bot", "octocat", "push");
    const { body } = await face.github("GET", `${REPO}/invitations`);
    expect(body).toEqual([{ id: expect.any(Number), invitee: { login: "octocat" }, permissions: "write" }]);
    expect((await withToken(sandboxTokens.readOnly, "GET", `${REPO}/invitations`)).status).toBe(403);
  });
});

/** A pull request of one changed file; gives its number. */
async function openPull(): Promise<number> {
  await face.github("POST", `${REPO}/git/refs`, { ref: "refs/heads/feature/x", sha: await headOf("main") });
  const content = Buffer.from("one\ntwo\n").toString("base64");
  await face.github("PUT", `${REPO}/contents/docs/a.md`, {
    message: "docs: a",
    content,
    branch: "feature/x",
  });
  const pull = await face.github("POST", `${REPO}/pulls`, {
    title: "docs: a",
    head: "feature/x",
    base: "main",
  });
  expect(pull.status).toBe(201);
  return pull.body.number;
}

test("users, organisations, teams and members", async () => {
  expect((await face.github("GET", "/users/grace")).body.login).toBe("grace");
  expect((await face.github("GET", "/orgs/lingobot")).body.plan.name).toBe("enterprise");
  expect((await face.github("GET", "/orgs/lingobot/teams")).body).toHaveLength(2);
  const { body } = await face.github("GET", "/orgs/lingobot/teams/platform");
  expect(body).toMatchObject({ slug: "platform", id: expect.any(Number) });
  expect(body.members).toBeUndefined();
  expect((await face.github("GET", "/orgs/lingobot/teams/platform/members")).body).toContainEqual({
    login: "grace",
  });
  expect((await face.github("GET", "/orgs/lingobot/memberships/ada")).body.role).toBe("admin");
  expect((await face.github("GET", "/orgs/lingobot/teams/nobody")).status).toBe(404);
});

test("repositories and their settings", async () => {
  expect((await face.github("GET", "/orgs/lingobot/repos")).body).toMatchObject([
    { full_name: "lingobot/bot" },
  ]);
  expect((await face.github("PATCH", REPO, { description: "x" })).body.description).toBe("x");
  expect((await face.github("GET", `${REPO}/vulnerability-alerts`)).status).toBe(404);
  expect((await face.github("GET", `${REPO}/actions/permissions`)).body.enabled).toBe(true);
  expect(
    (await face.github("GET", `${REPO}/actions/permissions/workflow`)).body.default_workflow_permissions,
  ).toBe("read");
  expect((await withToken(sandboxTokens.workflow, "PATCH", REPO, { description: "y" })).status).toBe(403);
  expect((await face.github("DELETE", REPO)).status).toBe(204);
  expect((await face.github("GET", REPO)).status).toBe(404);
});

test("environments and the branches that may deploy", async () => {
  const path = `${REPO}/environments/production`;
  const policy = { protected_branches: false, custom_branch_policies: true };
  const put = await face.github("PUT", path, { wait_timer: 5, deployment_branch_policy: policy });
  expect(put.body.protection_rules).toContainEqual(
    expect.objectContaining({ type: "wait_timer", wait_timer: 5 }),
  );
  await face.github("POST", `${path}/deployment-branch-policies`, { name: "main" });
  expect((await face.github("GET", `${path}/deployment-branch-policies`)).body).toMatchObject({
    total_count: 1,
    branch_policies: [{ name: "main", type: "branch" }],
  });
  expect((await withToken(sandboxTokens.readOnly, "GET", path)).body.name).toBe("production");
  expect((await face.github("GET", `${REPO}/environments`)).body.total_count).toBe(1);
  expect((await face.github("DELETE", path)).status).toBe(204);
  expect((await face.github("GET", path)).status).toBe(404);
});

test("rulesets: bypass actors are told to strong tokens only; rules in force are told to all", async () => {
  const made = await face.github("POST", `${REPO}/rulesets`, {
    name: "main",
    target: "branch",
    enforcement: "active",
    bypass_actors: [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }],
    conditions: { ref_name: { include: ["refs/heads/release/*"], exclude: [] } },
    rules: [{ type: "deletion" }],
  });
  expect(made.status).toBe(201);
  const path = `${REPO}/rulesets/${made.body.id}`;
  expect((await withToken(sandboxTokens.app, "GET", path)).body.bypass_actors).toHaveLength(1);
  expect((await withToken(sandboxTokens.workflow, "GET", path)).body.bypass_actors).toBeUndefined();
  const [listed] = (await face.github("GET", `${REPO}/rulesets`)).body;
  expect(listed).toEqual({ id: made.body.id, name: "main", target: "branch", enforcement: "active" });
  const inForce = await withToken(sandboxTokens.readOnly, "GET", `${REPO}/rules/branches/release/1`);
  expect(inForce.body).toMatchObject([{ type: "deletion", ruleset_id: made.body.id }]);
  await face.github("PUT", path, { enforcement: "disabled" });
  expect((await face.github("GET", `${REPO}/rules/branches/release%2F1`)).body).toEqual([]);
  expect((await face.github("DELETE", path)).status).toBe(204);
});

test("deployments and statuses, newest first", async () => {
  const sha = await headOf("main");
  const made = await withToken(sandboxTokens.workflow, "POST", `${REPO}/deployments`, {
    ref: "main",
    environment: "staging",
  });
  expect(made).toMatchObject({ status: 201, body: { sha, creator: { login: "github-actions[bot]" } } });
  expect(made.body.statuses).toBeUndefined();
  const path = `${REPO}/deployments/${made.body.id}`;
  for (const state of ["in_progress", "success"]) await face.github("POST", `${path}/statuses`, { state });
  const states = (await face.github("GET", `${path}/statuses`)).body.map(
    (each: { state: string }) => each.state,
  );
  expect(states).toEqual(["success", "in_progress"]);
  const find = (query: string) => face.github("GET", `${REPO}/deployments?${query}`);
  expect((await find(`sha=${sha}&environment=staging`)).body).toHaveLength(1);
  expect((await find("environment=production")).body).toEqual([]);
  expect((await find(`sha=${"0".repeat(40)}`)).body).toEqual([]);
  expect((await face.github("GET", path)).body.environment).toBe("staging");
  expect(
    (await withToken(sandboxTokens.readOnly, "POST", `${path}/statuses`, { state: "success" })).status,
  ).toBe(403);
});

test("pull requests with their files, labels and comments; a read-only token may look, not write", async () => {
  const number = await openPull();
  const pull = (await face.github("GET", `${REPO}/pulls/${number}`)).body;
  expect(pull).toMatchObject({
    html_url: `https://github.com/lingobot/bot/pull/${number}`,
    head: { ref: "feature/x", repo: { full_name: "lingobot/bot" } },
  });
  expect((await face.github("GET", `${REPO}/pulls/${number}/files`)).body).toMatchObject([
    { filename: "docs/a.md", additions: 2, deletions: 0 },
  ]);
  expect(
    (await face.github("GET", `${REPO}/pulls?head=lingobot:feature/x&base=main&state=open`)).body,
  ).toHaveLength(1);
  expect((await face.github("GET", `${REPO}/pulls?head=lingobot:other`)).body).toEqual([]);

  const issue = `${REPO}/issues/${number}`;
  await face.github("POST", `${issue}/labels`, { labels: ["size/S", "docs"] });
  expect((await face.github("DELETE", `${issue}/labels/size%2FS`)).body).toEqual([{ name: "docs" }]);
  expect((await face.github("GET", `${issue}/labels`)).body).toMatchObject([{ name: "docs" }]);
  const comment = await face.github("POST", `${issue}/comments`, { body: "one" });
  expect(comment).toMatchObject({ status: 201, body: { user: { login: "ada" } } });
  await face.github("PATCH", `${REPO}/issues/comments/${comment.body.id}`, { body: "two" });
  expect((await face.github("GET", `${issue}/comments`)).body).toMatchObject([{ body: "two" }]);
  const refused = await withToken(sandboxTokens.readOnly, "POST", `${issue}/comments`, { body: "three" });
  expect(refused.status).toBe(403);
  expect(
    (await face.github("PUT", `${REPO}/pulls/${number}/merge`, { merge_method: "squash" })).body.merged,
  ).toBe(true);
});

test("closing a pull request", async () => {
  const number = await openPull();
  expect((await face.github("PATCH", `${REPO}/pulls/${number}`, { state: "closed" })).body.state).toBe(
    "closed",
  );
  expect((await face.github("GET", `${REPO}/pulls?state=closed`)).body).toHaveLength(1);
});

test("labels of the repository", async () => {
  expect((await face.github("POST", `${REPO}/labels`, { name: "preview", color: "00ff00" })).status).toBe(
    201,
  );
  expect((await face.github("GET", `${REPO}/labels/preview`)).body.color).toBe("00ff00");
  expect((await face.github("GET", `${REPO}/labels?per_page=2`)).body).toHaveLength(2);
});

test("git's objects: a commit made of blobs and a tree, on a new branch", async () => {
  const head = await headOf("main");
  const { tree } = (await face.github("GET", `${REPO}/git/commits/${head}`)).body;
  const blob = await face.github("POST", `${REPO}/git/blobs`, { content: "aGk=", encoding: "base64" });
  const entry = { path: "hi.txt", mode: "100644", type: "blob", sha: blob.body.sha };
  const gone = { path: "README.md", mode: "100644", type: "blob", sha: null };
  const made = await face.github("POST", `${REPO}/git/trees`, { base_tree: tree.sha, tree: [entry, gone] });
  const commit = await face.github("POST", `${REPO}/git/commits`, {
    message: "hi",
    tree: made.body.sha,
    parents: [head],
  });
  expect(commit).toMatchObject({
    status: 201,
    body: { parents: [{ sha: head }], tree: { sha: made.body.sha } },
  });
  await face.github("POST", `${REPO}/git/refs`, { ref: "refs/heads/hi", sha: commit.body.sha });
  expect((await face.github("GET", `${REPO}/branches/hi`)).body.commit.sha).toBe(commit.body.sha);
  expect((await face.github("GET", `${REPO}/branches`)).body).toHaveLength(2);
  expect((await face.github("GET", `${REPO}/contents/hi.txt?ref=hi`)).body.content).toBe("aGk=");
  expect((await face.github("GET", `${REPO}/contents/README.md?ref=hi`)).status).toBe(404);
  expect((await face.github("GET", `${REPO}/commits/${commit.body.sha}`)).body.commit.message).toBe("hi");
  expect(
    (await face.github("PATCH", `${REPO}/git/refs/heads/hi`, { sha: head, force: true })).body.object.sha,
  ).toBe(head);
  expect((await face.github("GET", `${REPO}/git/matching-refs/heads/h`)).body).toHaveLength(1);
  expect((await face.github("DELETE", `${REPO}/git/refs/heads/hi`)).status).toBe(204);
});

test("comments on a commit, and its check runs", async () => {
  const sha = await headOf("main");
  await face.github("POST", `${REPO}/commits/${sha}/comments`, { body: "deployed" });
  expect((await face.github("GET", `${REPO}/commits/${sha}/comments`)).body).toMatchObject([
    { body: "deployed" },
  ]);
  const run = { name: "All Pass", head_sha: sha, conclusion: "success" };
  face.cloud.github.as(face.cloud.github.tokenOwner).activity.createCheckRun("lingobot", "bot", run);
  expect((await face.github("GET", `${REPO}/commits/${sha}/check-runs`)).body).toMatchObject({
    total_count: 1,
  });
});

test("who may do what: the strongest of owner, team and collaborator", async () => {
  const owner = face.cloud.github.as(face.cloud.github.tokenOwner);
  const developers = owner.organizations.team("lingobot", "developers");
  owner.access.setTeamPermission(developers.id, "lingobot", "bot", "push");
  owner.access.addCollaborator("lingobot", "bot", "linus", "maintain");
  const permission = async (login: string) =>
    (await face.github("GET", `${REPO}/collaborators/${login}/permission`)).body.permission;
  expect(await permission("ada")).toBe("admin");
  expect(await permission("grace")).toBe("write");
  expect(await permission("octocat")).toBe("none");
  expect((await face.github("GET", `${REPO}/collaborators/nobody/permission`)).status).toBe(404);
  expect((await face.github("GET", `${REPO}/teams`)).body).toMatchObject([
    { slug: "developers", permission: "push" },
  ]);
  expect((await face.github("GET", `${REPO}/collaborators`)).body).toEqual([
    { login: "linus", role_name: "maintain" },
  ]);
});

test("names of secrets without their values, and variables", async () => {
  const owner = face.cloud.github.as(face.cloud.github.tokenOwner);
  const place = { owner: "lingobot", repository: "bot" };
  owner.environments.put("lingobot", "bot", "production", {});
  owner.secrets.put(place, "SLACK", "sealed-text");
  owner.secrets.put({ ...place, environment: "production" }, "DO_TOKEN", "sealed-text");
  owner.variables.create(place, "IMAGE", "ghcr.io/lingobot/bot");
  const all = await face.github("GET", `${REPO}/actions/secrets`);
  expect(all.body).toMatchObject({ total_count: 1, secrets: [{ name: "SLACK" }] });
  const environment = await face.github("GET", `${REPO}/environments/production/secrets`);
  expect(environment.body.secrets[0].name).toBe("DO_TOKEN");
  expect(JSON.stringify([all.body, environment.body])).not.toContain("sealed-text");
  expect((await face.github("GET", `${REPO}/actions/secrets/SLACK`)).body.name).toBe("SLACK");
  expect((await face.github("GET", `${REPO}/environments/production/secrets/DO_TOKEN`)).status).toBe(200);
  expect((await face.github("GET", `${REPO}/actions/variables`)).body.variables[0].value).toBe(
    "ghcr.io/lingobot/bot",
  );
  expect((await face.github("GET", `${REPO}/environments/production/variables`)).body.total_count).toBe(0);
  expect((await withToken(sandboxTokens.readOnly, "GET", `${REPO}/actions/secrets`)).status).toBe(403);
});
