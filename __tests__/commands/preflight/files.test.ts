import { files } from "../../../commands/preflight/checks/files";
import { World } from "../world";

jest.setTimeout(60_000);

const REPOSITORY = { names: ["repository"] };

let world: World;
beforeEach(async () => {
  world = await World.open();
});
afterEach(() => world.close());

function protectMain(): void {
  world.github.rulesets.create("lingobot", "lingobot", {
    name: "main",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [{ type: "update" }],
    bypass_actors: [],
  });
}

describe("files of the repository's stack", () => {
  test("are committed while there is no repository, and while nothing guards its branch", async () => {
    expect(await world.findings(files)).toEqual([]);
    world.createRepository();
    expect(await world.findings(files, REPOSITORY)).toEqual([]);
  });

  test("come by a pull request where the branch is guarded", async () => {
    world.createRepository();
    protectMain();
    expect(await world.findings(files, REPOSITORY)).toContainEqual(
      expect.stringMatching(
        /^.*\.github\/workflows\/ci\.yml.* are not in lingobot\/lingobot yet, and main takes pull requests only: GitHub would refuse the commit → npm run pipeline -- propose; once that is merged and on main: npm run adopt -- --imports-only --partly repository, then deploy again$/,
      ),
    );
  });

  test("that the code dropped are deleted by a pull request, too", async () => {
    world.createRepository();
    world.writeState("repository", [
      { type: "github_repository_file", id: "1", attributes: { file: "README.md" } },
    ]);
    const dropped = expect.stringMatching(
      /^README\.md is in lingobot\/lingobot and no longer in the code, and main takes pull requests only: GitHub would refuse to delete → delete by a pull request, which npm run pipeline -- propose lists, or to keep: in .*, terraform state rm github_repository_file\.App$/,
    );
    expect(await world.findings(files, REPOSITORY)).not.toContainEqual(dropped);
    protectMain();
    expect(await world.findings(files, REPOSITORY)).toContainEqual(dropped);
  });
});
