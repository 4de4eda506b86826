import { holds, resolveExpressions } from "./support/expressions";

const contexts = {
  matrix: { "python-version": "3.11" },
  github: { event_name: "push" },
  steps: { configured: { outputs: { configured: "true" } } },
  vars: {},
  labels: [{ name: "bug" }, { name: "it's on" }],
  job: { status: "success" },
};
const failed = { ...contexts, job: { status: "failure" } };

test.each([
  ["on $" + "{{ matrix.python-version }}!", "on 3.11!"],
  ["$" + "{{ vars.MISSING }}", ""],
  ["$" + "{{ vars.MISSING || github.event_name }}", "push"],
  ["$" + "{{ toJSON(job) }}", '{\n  "status": "success"\n}'],
  ["no expression", "no expression"],
])("%s", (text, expected) => {
  expect(resolveExpressions(text, contexts)).toBe(expected);
});

test.each([
  [undefined, true, false],
  ["github.event_name == 'pull_request'", false, false],
  ["steps.configured.outputs.configured == 'true' && vars.X == ''", true, false],
  ["always() && steps.configured.outputs.configured == 'true'", true, true],
  ["$" + "{{ failure() }}", false, true],
  ["contains(labels.*.name, 'It''s on') && !contains(labels.*.name, 'it')", true, false],
  ["contains(github.event_name, 'US') && !contains(vars.NONE.*.name, 'x')", true, false],
  ["!(github.event_name == 'push' || vars.X != '')", false, false],
])("if: %s", (condition, afterSuccess, afterFailure) => {
  expect([holds(condition, contexts), holds(condition, failed)]).toEqual([afterSuccess, afterFailure]);
});

test.each([
  ["toJSON(needs)", /no context|not understood/],
  ["secrets.TOKEN", /no context "secrets" is given/],
  ["github.event_name = 'push'", /is not understood/],
  ["(always()", /not closed/],
  ["contains('a')", /takes two values/],
])("%s is not guessed at", (expression, message) => {
  expect(() => resolveExpressions(`$\{{ ${expression} }}`, contexts)).toThrow(message);
});
