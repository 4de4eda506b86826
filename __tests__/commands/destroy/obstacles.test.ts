import { cloudsOf } from "../../../commands/clouds/clouds";
import { obstacles } from "../../../commands/destroy/obstacles";
import { StateReader } from "../../../commands/preflight/state-reader";
import { World } from "../world";

jest.setTimeout(60_000);

let world: World | undefined;
afterEach(() => world?.close());

/** What keeps the repository from being destroyed by a token with these scopes. */
async function found(scopes: string[], standing: readonly string[] = []): Promise<string[]> {
  const caller = { login: "ada", access: "admin" } as const;
  const open = await World.open({ githubTokens: { classic: { caller, scopes } } });
  world = open;
  open.writeState("repository", [{ type: "github_repository", id: "lingobot" }]);
  for (const name of standing) open.writeState(name, [{ type: "digitalocean_app", id: "1" }]);
  const all = open.stacks();
  const stacks = all.filter(({ name }) => name === "repository");
  const env = { ...open.env(all), GITHUB_TOKEN: "classic" };
  const states = new StateReader(env);
  try {
    return await obstacles(stacks, all, states, cloudsOf(all, env).github);
  } finally {
    states.close();
  }
}

test("a token that may delete repositories deletes one without environments", async () => {
  expect(await found(["repo", "delete_repo"])).toEqual([]);
});

test("a token that may not is told, and the environments that stand, all at once", async () => {
  expect(await found(["repo"], ["staging"])).toEqual([
    expect.stringMatching(
      /^staging would lose the GitHub environment .*npm run destroy -- repository staging$/,
    ),
    "the token in GITHUB_TOKEN may not delete a repository: it lacks the scope delete_repo, and has repo; add it at https://github.com/settings/tokens",
  ]);
});
