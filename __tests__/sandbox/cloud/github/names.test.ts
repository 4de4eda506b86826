import { refusalOf, withRepository } from "./harness";

// Members that every JavaScript object has: none of them is a user, a branch or a file.
describe.each(["constructor", "toString", "hasOwnProperty"])("something called %s", (name) => {
  test("is no user and no organisation", () => {
    const { github } = withRepository();
    expect(refusalOf(() => github.organizations.user(name)).status).toBe(404);
    expect(refusalOf(() => github.organizations.organization(name)).status).toBe(404);
  });

  test("is no branch and no file until it is made", () => {
    const { github, bot } = withRepository();
    expect(refusalOf(() => github.contents.get(...bot, name)).status).toBe(404);
    expect(refusalOf(() => github.contents.get(...bot, "README.md", name)).status).toBe(404);
    expect(refusalOf(() => github.git.files(...bot, name)).status).toBe(404);

    github.contents.put(...bot, name, "x", { message: "add", branch: "main" });

    expect(github.contents.get(...bot, name)).toMatchObject({ path: name });
  });
});
