import { plan, reported, update } from "./plans";

const lookup = (
  type: string,
  values: { readonly id: string; readonly login?: string; readonly slug?: string },
) => ({
  mode: "data",
  type,
  values,
});

const prior_state = {
  values: {
    root_module: {
      resources: [
        lookup("github_user", { id: "1002", login: "grace" }),
        lookup("github_team", { id: "7", slug: "platform" }),
      ],
    },
  },
};

const reviewers = (teams: readonly number[], users: readonly number[]) => ({ reviewers: [{ teams, users }] });

test("who approves is told by name, where the plan looked the number up", () => {
  const change = update("github_repository_environment.e", reviewers([7], [5]), reviewers([], [5, 1002]));
  const { text } = reported(plan([change], { prior_state }));
  expect(text).toContain('`reviewers.teams` removed: `["platform (7)"]`');
  expect(text).toContain('`reviewers.users` added: `"grace (1002)"`');
  expect(text).not.toContain("`5`");
});

test("other objects, and numbers that nobody looked up, stay as they are", () => {
  const other = update("test_thing.e", reviewers([7], []), reviewers([8], []));
  expect(reported(plan([other], { prior_state })).text).toContain("`reviewers.teams` removed: `7`");
  const unknown = update("github_repository_environment.e", reviewers([], [5]), reviewers([], [6]));
  expect(reported(plan([unknown])).text).toContain("`reviewers.users` added: `6`");
});
