import { IRREPLACEABLE } from "../../facts/irreplaceable";
import { markdown, reportOf } from "../../report";
import { plan, reported, resource, update } from "./plans";

const before = { id: "i-1", name: "a" };
const after = { id: "i-1", name: "b" };

describe("what happens to an object", () => {
  test("a destruction says why and what is lost", () => {
    const { text, report } = reported(
      plan([
        resource(
          "digitalocean_database_cluster.main",
          ["delete"],
          { before },
          {
            action_reason: "delete_because_no_resource_config",
          },
        ),
      ]),
    );
    expect(text).toContain("## Plan: 1 destroyed");
    expect(text).toContain("`digitalocean_database_cluster.main`: it is no longer in the configuration");
    expect(text).toContain("**lost:** all data and backups of the cluster");
    expect(text).toContain('`id`: `"i-1"`');
    expect(report.exitCode).toBe(2);
  });

  test("what was protected and would be destroyed is an error, told before all else", () => {
    const destroyed = (type: string) =>
      reported(plan([resource(`${type}.Old`, ["delete"], { before })])).text;
    expect(destroyed("digitalocean_app")).toMatch(
      /^## Plan: 1 destroyed\n\n\*\*Error: data or an address would be lost for good, with `digitalocean_app\.Old`\.\*\* .*`npm run deploy` refuses it, and tells the way out/,
    );
    expect(destroyed("github_actions_secret")).not.toContain("**Error");
  });

  test("every type that a destruction tells the loss of is one of those", () => {
    for (const type of IRREPLACEABLE) {
      expect(reported(plan([resource(`${type}.Old`, ["delete"], { before })])).text).toContain(
        "**Error: data",
      );
    }
  });

  test.each([
    [["delete", "create"], "destroyed first, then created"],
    [["create", "delete"], "created first, then the old one is destroyed"],
    [["create", "forget"], "a new one is created, and the old one stays, unmanaged"],
  ])("a replacement %j says its order and what forces it", (actions, order) => {
    const { text } = reported(
      plan([
        resource(
          "test_bucket.a",
          actions,
          { before, after, replace_paths: [["name"]] },
          {
            action_reason: "replace_because_cannot_update",
          },
        ),
      ]),
    );
    expect(text).toContain("## Plan: 1 replaced");
    expect(text).toContain(order);
    expect(text).toContain('`name`: `"a"` → `"b"` — **forces the replacement**');
    expect(text.includes("**lost:**")).toBe(!actions.includes("forget"));
  });

  test("the forcing attribute is found in a nested block, among equal names", () => {
    const rule = (name: string, size: number) => ({ name, size });
    const { report } = reported(
      plan([
        resource("test_thing.a", ["delete", "create"], {
          before: { rules: [rule("x", 1), rule("y", 1)] },
          after: { rules: [rule("x", 2), rule("y", 2)] },
          replace_paths: [["rules", 1, "size"]],
        }),
      ]),
    );
    const forcing = report.changes[0]?.attributes.filter(({ forcesReplacement }) => forcesReplacement);
    expect(forcing?.map(({ path }) => path)).toEqual(["rules[y].size"]);
  });

  test("an attribute that forces without showing a difference is named all the same", () => {
    const { text } = reported(
      plan([
        resource("test_thing.a", ["delete", "create"], { before, after: before, replace_paths: [["zone"]] }),
      ]),
    );
    expect(text).toContain("`zone` — **forces the replacement**");
  });

  test("an update of an app's spec is told apart from other updates", () => {
    const { text } = reported(
      plan([
        update("digitalocean_project.p", before, after),
        update("digitalocean_app.app", { spec: [{ region: "fra" }] }, { spec: [{ region: "ams" }] }),
      ]),
    );
    expect(text).toContain("## Plan: 1 redeployed, 1 updated");
    expect(text).toContain("`digitalocean_app.app`: **the app is deployed anew**");
    expect(text.indexOf("digitalocean_app.app")).toBeLessThan(text.indexOf("digitalocean_project.p"));
  });

  test("a creation lists what is set and names what is known only after the apply", () => {
    const { text } = reported(
      plan([
        resource("test_thing.a", ["create"], {
          after: { name: "a", tags: null, notes: "" },
          after_unknown: { id: true },
        }),
      ]),
    );
    expect(text).toContain('- `name`: `"a"`');
    expect(text).toContain("known after apply: `id`");
    expect(text).not.toContain("notes");
  });

  test("a creation of what was in the state and was not found is pointed out", () => {
    const gone = resource("test_thing.a", ["delete"], { before });
    const { text } = reported(
      plan([resource("test_thing.a", ["create"], { after })], { resource_drift: [gone] }),
    );
    expect(text).toContain("**it was in the state and was not found**");
    expect(text).toContain("`test_thing.a`: **it no longer exists**");
  });

  test("moves, imports and forgets are told, and count as changes", () => {
    const { text, report } = reported(
      plan([
        resource(
          "test_thing.new",
          ["no-op"],
          { before, after: before },
          { previous_address: "test_thing.old" },
        ),
        resource("test_thing.b", ["no-op"], { before, after: before, importing: { id: "i-2" } }),
        resource("test_thing.c", ["forget"], { before }),
      ]),
    );
    expect(text).toContain("## Plan: 1 forgotten, 1 moved, 1 imported");
    expect(text).toContain("`test_thing.new`: moved from `test_thing.old`");
    expect(text).toContain("`test_thing.b`: imported, id `i-2`");
    expect(text).toContain("`test_thing.c`: it stays as it is, and Terraform no longer knows it");
    expect(report.exitCode).toBe(2);
  });

  test("no-op and read are nothing to do", () => {
    const { text, report } = reported(
      plan([
        resource("test_thing.a", ["no-op"], { before, after: before }),
        resource("test_thing.b", ["read"], { after }, { mode: "data" }),
      ]),
    );
    expect(text).toContain("## Plan: nothing to do");
    expect(text).toContain("1 unchanged");
    expect(report.exitCode).toBe(0);
  });

  test("an action that nobody knows comes first, never left out", () => {
    const { text } = reported(
      plan([resource("test_thing.a", ["delete"], { before }), resource("test_thing.b", ["obliterate"])]),
    );
    expect(text.indexOf("actions `obliterate`")).toBeLessThan(text.indexOf("Destroyed"));
    expect(text).toContain("## Plan: 1 unrecognised, 1 destroyed");
  });

  test("an update that shows no attribute is still an update", () => {
    expect(reported(plan([update("test_thing.a", before, before)])).text).toContain(
      "no attribute differs visibly",
    );
  });

  test("a left-over object is told by its deposed key", () => {
    const { text } = reported(
      plan([resource("test_thing.a", ["delete"], { before }, { deposed: "abc123" })]),
    );
    expect(text).toContain("`test_thing.a (deposed abc123)`: it is left over from a replacement that failed");
  });
});

test("of what is replaced, first what is lost for good, then what is made again", () => {
  const replaced = (address: string) =>
    resource(address, ["delete", "create"], { before, after, replace_paths: [["name"]] });
  const types = ["github_actions_secret", "github_repository_environment", "github_repository_file", "t_x"];
  const { report } = reported(plan(types.map((type) => replaced(`${type}.a`))));
  expect(report.changes.map(({ type }) => type)).toEqual([
    "github_repository_environment",
    "t_x",
    "github_actions_secret",
    "github_repository_file",
  ]);
});

test("why an object is replaced is told once: by the attribute, else by Terraform's reason", () => {
  const why = (replace_paths: string[][]) =>
    reported(
      plan([
        resource(
          "t_x.a",
          ["delete", "create"],
          { before, after, replace_paths },
          { action_reason: "replace_because_cannot_update" },
        ),
      ]),
    ).text;
  expect(why([["name"]])).not.toContain("cannot be changed in place");
  expect(why([])).toContain("destroyed first, then created; an attribute cannot be changed in place");
});

describe("beside the objects", () => {
  test("outputs that change", () => {
    const { text, report } = reported(
      plan([], {
        output_changes: {
          url: { actions: ["update"], before: "a", after: "b" },
          token: { actions: ["create"], before: null, after: "hidden-token-1", after_sensitive: true },
          same: { actions: ["no-op"], before: "x", after: "x" },
        },
      }),
    );
    expect(text).toContain("## Plan: 2 output changes");
    expect(text).toContain('`url`: `"a"` → `"b"`');
    expect(text).toContain("`token` added: (sensitive)");
    expect(text).not.toContain("same");
    expect(report.exitCode).toBe(2);
  });

  test("drift is apart from intended change, and says whether the plan undoes it", () => {
    const drifted = update("test_thing.a", { size: 1, zone: "x" }, { size: 9, zone: "y" });
    const { text } = reported(
      plan([update("test_thing.a", { size: 9, zone: "y" }, { size: 1, zone: "y" })], {
        resource_drift: [drifted],
      }),
    );
    const [intended, drift] = text.split("### Drift");
    expect(intended).toContain("`size`: `9` → `1` — **undoes a change made outside Terraform**");
    expect(intended).not.toContain("zone");
    expect(drift).toContain("`size`: `1` → `9` — **this plan changes it**");
    expect(drift).toContain('`zone`: `"x"` → `"y"` — this plan leaves it');
  });

  test("a change to something else than before the drift undoes nothing", () => {
    const { text } = reported(
      plan([update("test_thing.a", { size: 9 }, { size: 5 })], {
        resource_drift: [update("test_thing.a", { size: 1 }, { size: 9 })],
      }),
    );
    expect(text).toContain("`size`: `9` → `5`");
    expect(text).not.toContain("undoes");
  });

  test("a condition that fails the plan is told once", () => {
    const checks = [
      {
        address: { to_display: "x.y" },
        status: "fail",
        instances: [{ problems: [{ message: "not there" }] }],
      },
    ];
    const told = (detail: string) =>
      markdown(
        reportOf([
          {
            name: "s",
            plan: plan([], { checks }),
            diagnostics: [{ severity: "error", summary: "Failed", detail }],
          },
        ]),
      );
    expect(told("not there").match(/not there/g)).toHaveLength(1);
    expect(told("something else")).toContain("**check failed** (s) `x.y`: not there");
  });

  test("drift alone is nothing to do, as for terraform", () => {
    const { text, report } = reported(
      plan([], { resource_drift: [update("test_thing.a", { size: 1 }, { size: 9 })] }),
    );
    expect(text).toContain("## Plan: nothing to do");
    expect(text).toContain("Something was changed outside Terraform");
    expect(report.exitCode).toBe(0);
  });

  test("a plan that failed is exit code 1 and says that the rest is partial", () => {
    const { text, report } = reported(plan([update("test_thing.a", before, after)], { errored: true }));
    expect(text).toContain("## Plan: failed");
    expect(text).toContain("**Terraform could not plan stack.** What is below is only what it got to.");
    expect(report.exitCode).toBe(1);
  });

  test("changes that were put off and checks that fail", () => {
    const { text, report } = reported(
      plan([], {
        complete: false,
        deferred_changes: [
          { reason: "instance_count_unknown", resource_change: resource("test_thing.a", ["create"]) },
        ],
        checks: [
          {
            address: { to_display: "check.health" },
            status: "fail",
            instances: [{ problems: [{ message: "not healthy" }] }],
          },
        ],
      }),
    );
    expect(text).toContain("**put off** (stack) `test_thing.a`: instance count unknown");
    expect(text).toContain("**check failed** (stack) `check.health`: not healthy");
    expect(text).toContain("**Not everything was planned** in stack");
    expect(report.exitCode).toBe(2);
  });
});

describe("what a reader sees before opening anything", () => {
  test("how many of which types are created, though the list is folded away", () => {
    const created = (type: string, count: number) =>
      Array.from({ length: count }, (_, index) => resource(`${type}.n${index}`, ["create"], { after }));
    const { text } = reported(plan([...created("test_a", 3), ...created("test_b<i>", 1)]));
    expect(text).toContain("<details><summary>3 × test_a, test_b&#60;i&#62;</summary>");
    const many = Array.from({ length: 15 }, (_, index) => created(`test_${index}`, 1)).flat();
    expect(reported(plan(many)).text).toContain("test_11 and 3 other types</summary>");
  });

  test("what the code makes of something unknown is a change, and nothing that the service settles", () => {
    const change = {
      after_unknown: { live_url: true, spec: [{ service: [{ run_command: true, http_port: true }] }] },
    };
    const app = (more: object) => ({ spec: [{ name: "a", service: [{ name: "api", ...more }] }] }) as never;
    const { text } = reported(
      plan([update("digitalocean_app.a", app({ run_command: "" }), app({}), change)], {
        configuration: {
          root_module: {
            resources: [
              {
                address: "digitalocean_app.a",
                type: "digitalocean_app",
                expressions: {
                  spec: [
                    {
                      name: { constant_value: "a" },
                      service: [
                        { run_command: { references: ["terraform_data.x.output", "terraform_data.x"] } },
                      ],
                    },
                  ],
                },
              },
            ],
          },
        },
      }),
    );
    expect(text).toContain('- `spec.service[api].run_command`: `""` → (known after apply)\n');
    expect(text).toContain("- known after apply: `live_url`, `spec.service[api].http_port`\n");
  });

  test("what is forgotten stands before updates, and is never cut for creations", () => {
    const created = Array.from({ length: 3_000 }, (_, index) =>
      resource(`test_thing.c${index}`, ["create"], { after: { name: "x".repeat(200) } }),
    );
    const { text } = reported(
      plan([
        ...created,
        resource("test_database.f", ["forget"], { before }),
        update("test_thing.u", before, after),
      ]),
    );
    expect(text.split("\n")[0]).toBe("## Plan: 1 forgotten, 1 updated, 3000 created");
    expect(text.indexOf("- `test_database.f`: it stays as it is")).toBeGreaterThan(0);
    expect(text.indexOf("`test_database.f`")).toBeLessThan(text.indexOf("`test_thing.u`"));
  });

  test("what is put off and would destroy is told as what it is, and first", () => {
    const put = (address: string, actions: readonly string[]) => ({
      reason: "provider_config_unknown",
      resource_change: resource(address, actions, { before: { id: "a" }, after: { id: "b" } }),
    });
    const { text } = reported(
      plan([], {
        complete: false,
        deferred_changes: [
          put("test_thing.a", ["create"]),
          put("test_database.b", ["delete", "create"]),
          put("test_thing.c", ["delete"]),
        ],
      }),
    );
    expect(text).toContain("## Plan: 3 put off, 2 of them to be destroyed or replaced");
    expect(text).toContain(
      "- **put off** (stack) `test_database.b`: provider config unknown; it is to be **replaced**, and lost is what it holds: a new object does not get the data of the old one\n",
    );
    expect(text).toContain("- **put off** (stack) `test_thing.a`: provider config unknown\n");
    expect(text.indexOf("test_thing.c")).toBeLessThan(text.indexOf("test_thing.a"));
  });

  test("errors come before any number of warnings", () => {
    const warnings = Array.from({ length: 400 }, (_, index) => ({
      severity: "warning" as const,
      summary: `deprecated ${index}`,
      detail: "d".repeat(500),
    }));
    const error = { severity: "error" as const, summary: "the plan cannot be made" };
    const text = markdown(
      reportOf([{ name: "s", plan: { errored: true }, diagnostics: [...warnings, error] }]),
    );
    expect(text.indexOf("the plan cannot be made")).toBeLessThan(text.indexOf("deprecated 0"));
  });

  test("what is gone comes before what else drifted", () => {
    const { text } = reported(
      plan([], {
        resource_drift: [
          update("test_thing.a", { size: 1 }, { size: 2 }),
          resource("test_thing.b", ["delete"], { before: { size: 1 } }),
        ],
      }),
    );
    expect(text.indexOf("test_thing.b")).toBeLessThan(text.indexOf("test_thing.a"));
  });

  test("warnings alone are no errors", () => {
    const told = (severity: "error" | "warning") =>
      markdown(reportOf([{ name: "s", plan: plan([]), diagnostics: [{ severity, summary: "x" }] }]));
    expect(told("warning")).toContain("### ⚠️ Warnings (1)");
    expect(told("error")).toContain("### ❌ Errors and warnings (1)");
  });
});
