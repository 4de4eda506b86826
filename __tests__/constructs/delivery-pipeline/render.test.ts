import {
  ActionReference,
  Grant,
  type Override,
  renderWorkflow,
  Workflow,
} from "../../../constructs/delivery-pipeline";

const BASE = {
  permissions: {},
  timeoutMinutes: 1,
  steps: [{ name: "Do", run: "true" }],
};
const render = (workflow: Workflow, overrides: readonly Override[] = []) =>
  renderWorkflow(workflow, ["Made here."], overrides);

test("names that users chose pass through untouched", () => {
  const workflow = new Workflow({
    file: "a.yml",
    name: "A",
    on: {
      workflowDispatch: { imageTag: { description: "Tag", type: "string" } },
    },
  });
  workflow.addJob("build", {
    ...BASE,
    env: { NPM_TOKEN: "x", someThing_Odd: "y" },
    outputs: { imageTag: "${{ steps.a.outputs.imageTag }}" },
    strategy: { matrix: { pythonVersion: ["3.11"] } },
    steps: [
      {
        name: "Do",
        uses: ActionReference.pinned("o/r", "a".repeat(40), "v1.0.0"),
        with: { someInput: true, "other-input": 1 },
      },
    ],
  });
  const text = render(workflow);
  for (const name of [
    "imageTag:",
    "NPM_TOKEN: x",
    "someThing_Odd: y",
    "pythonVersion:",
    "someInput: true",
    "other-input: 1",
  ]) {
    expect(text).toContain(name);
  }
});

test("the header, the pins and the reasons of grants are comments", () => {
  const workflow = new Workflow({ file: "a.yml", name: "A", on: { push: {} } });
  workflow.addJob("a", {
    ...BASE,
    permissions: { contents: Grant.read("check out the code") },
    steps: [
      {
        name: "Do",
        uses: ActionReference.pinned("o/r/sub", "b".repeat(40), "v2.1.0"),
      },
    ],
  });
  const text = render(workflow);
  expect(text).toMatch(/^# Made here\.\n\nname: A\n/);
  expect(text).toContain("contents: read # check out the code");
  expect(text).toContain(`uses: o/r/sub@${"b".repeat(40)} # v2.1.0`);
});

test("every trigger and every key of a job is rendered under GitHub's own name", () => {
  const workflow = new Workflow({
    file: "a.yml",
    name: "A",
    runName: "Run",
    on: {
      pullRequest: { types: ["opened"], branches: ["main"], paths: ["src/**"] },
      mergeGroup: true,
      push: { branches: ["main"], tags: ["v*"], pathsIgnore: ["docs/**"] },
      schedule: ["17 3 * * 1"],
      workflowCall: true,
    },
    concurrency: { group: "a", cancelInProgress: true },
  });
  const first = workflow.addJob("first", BASE);
  workflow.addJob("second", {
    name: "Second",
    needs: [first],
    if: "always()",
    runsOn: "ubuntu-22.04",
    timeoutMinutes: 5,
    permissions: {},
    environment: { name: "production", url: "https://a.example" },
    concurrency: { group: "b", cancelInProgress: false },
    strategy: { failFast: false, matrix: { os: ["a", "b"] } },
    steps: [
      {
        name: "Do",
        id: "do",
        if: "always()",
        continueOnError: true,
        timeoutMinutes: 2,
        env: { A: "1" },
        shell: "bash",
        workingDirectory: "src",
        run: "a\nb\n",
      },
    ],
  });
  expect(render(workflow)).toMatchInlineSnapshot(`
    "# Made here.

    name: A

    run-name: Run

    on:
      pull_request:
        types: [opened]
        branches: [main]
        paths: [src/**]
      merge_group: {}
      push:
        branches: [main]
        tags: [v*]
        paths-ignore: [docs/**]
      schedule:
        - cron: 17 3 * * 1
      workflow_call: {}

    permissions: {}

    concurrency:
      group: a
      cancel-in-progress: true

    jobs:
      first:
        runs-on: ubuntu-24.04
        timeout-minutes: 1
        permissions: {}
        steps:
          - name: Do
            run: "true"

      second:
        name: Second
        needs: [first]
        if: always()
        runs-on: ubuntu-22.04
        timeout-minutes: 5
        permissions: {}
        environment:
          name: production
          url: https://a.example
        concurrency:
          group: b
          cancel-in-progress: false
        strategy:
          fail-fast: false
          matrix:
            os: [a, b]
        steps:
          - name: Do
            id: do
            if: always()
            continue-on-error: true
            timeout-minutes: 2
            env:
              A: "1"
            shell: bash
            working-directory: src
            run: |
              a
              b
    "
  `);
});

describe("a job that calls a workflow", () => {
  const called = () => {
    const inner = new Workflow({
      file: "inner.yml",
      name: "Inner",
      on: { workflowCall: true },
    });
    inner.addJob("upload", {
      ...BASE,
      permissions: {
        contents: Grant.read("code"),
        "security-events": Grant.write("findings"),
      },
    });
    const middle = new Workflow({
      file: "middle.yml",
      name: "Middle",
      on: { workflowCall: true },
    });
    middle.addCall("inner", {
      calls: inner,
      permissions: {
        contents: Grant.read("code"),
        "security-events": Grant.write("findings"),
      },
    });
    return middle;
  };
  const calling = (permissions: Parameters<Workflow["addCall"]>[1]["permissions"]) => {
    const outer = new Workflow({
      file: "outer.yml",
      name: "Outer",
      on: { push: {} },
    });
    outer.addCall("ci", { name: "CI", calls: called(), permissions });
    return outer;
  };

  test("is refused when it grants less than the called jobs ask for, at any depth", () => {
    expect(() => render(calling({ contents: Grant.read("code") }))).toThrow(
      'the job "ci" of outer.yml calls middle.yml and grants less than its jobs ask for, so GitHub would refuse the run; got ["security-events: none (asked: write)"]; grant what the called jobs ask for, or ask for less there',
    );
    expect(() =>
      render(calling({ contents: Grant.read("code"), "security-events": Grant.read("findings") })),
    ).toThrow("security-events: read (asked: write)");
  });

  const enough = { contents: Grant.read("code"), "security-events": Grant.write("findings") };
  const override = (file: string, path: Override["path"], value?: unknown) =>
    render(calling(enough), [{ file: `.github/workflows/${file}`, path, value }]);

  test("is refused when an override of the caller takes the grants away", () => {
    const permissions = ["jobs", "ci", "permissions"];
    expect(() => override("outer.yml", [...permissions, "security-events"], "read")).toThrow(
      "security-events: read (asked: write)",
    );
    expect(() => override("outer.yml", permissions, "read-all")).toThrow(
      "security-events: read (asked: write)",
    );
    expect(() => override("outer.yml", permissions)).toThrow("contents: none (asked: read)");
    expect(override("outer.yml", permissions, "write-all")).toContain("permissions: write-all");
  });

  test("is refused when an override of a called workflow asks for more, at any depth", () => {
    const asks = { permissions: {}, "runs-on": "x", steps: [] };
    expect(() =>
      override("inner.yml", ["jobs", "more"], { ...asks, permissions: { packages: "write" } }),
    ).toThrow('the job "ci" of outer.yml calls middle.yml and grants less than its jobs ask for');
    expect(() => override("inner.yml", ["jobs", "upload", "permissions"], "write-all")).toThrow(
      "*: none (asked: write)",
    );
    expect(override("inner.yml", ["jobs", "upload", "permissions"], {})).toContain("middle.yml");
  });

  test("may be granted by an override what the model lacks", () => {
    const change = { path: ["jobs", "ci", "permissions"], value: "write-all" };
    expect(render(calling({}), [{ file: ".github/workflows/outer.yml", ...change }])).toContain("write-all");
  });

  test("is refused when an override calls a workflow whose grants are not known", () => {
    expect(() => override("outer.yml", ["jobs", "ci", "uses"], "./.github/workflows/own.yml")).toThrow(
      'the job "ci" of outer.yml calls own.yml, whose grants are not known here and cannot be compared; got ".github/workflows/own.yml"; allowed: .github/workflows/outer.yml, .github/workflows/middle.yml, .github/workflows/inner.yml; add the call by extend and addCall, and not by an override',
    );
  });

  test("is rendered when it grants as much or more", () => {
    const text = render(
      calling({ contents: Grant.write("more"), "security-events": Grant.write("findings") }),
    );
    expect(text).toContain("uses: ./.github/workflows/middle.yml");
  });
});

describe("overrides", () => {
  const workflow = new Workflow({ file: "a.yml", name: "A", on: { push: {} } });
  workflow.addJob("a", BASE);
  const change = (path: Override["path"], value?: unknown) =>
    render(workflow, [{ file: workflow.path, path, ...(value === undefined ? {} : { value }) }]);

  test("set, replace and remove by GitHub's own keys", () => {
    expect(change(["jobs", "a", "timeout-minutes"], 9)).toContain("timeout-minutes: 9");
    expect(change(["jobs", "a", "steps", 0, "run"], "make")).toContain("run: make");
    expect(change(["jobs", "a", "services"], { db: { image: "postgres" } })).toContain("image: postgres");
    expect(change(["name"])).not.toContain("name: A\n");
  });

  test("are refused where there is nothing", () => {
    expect(() => change(["jobs", "b", "steps"], [])).toThrow(
      'an override of .github/workflows/a.yml names a place that the file does not have; got "jobs.b.steps"',
    );
    expect(() => change([], 1)).toThrow("names a place that the file does not have");
  });
});

describe("an action", () => {
  test("cannot be named by tag or branch", () => {
    expect(() => ActionReference.pinned("actions/checkout", "v7", "v7")).toThrow(
      'the action actions/checkout must be pinned by commit; got "v7"; allowed: 40 hexadecimal digits; read the commit of its tag: git ls-remote https://github.com/actions/checkout v7',
    );
  });

  test("is named by its repository", () => {
    expect(() => ActionReference.pinned("checkout", "a".repeat(40), "v1")).toThrow(
      "an action is named by its repository",
    );
  });
});
