import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guard } from "../../../../commands/plan/untrusted/guard";
import { LIMITS } from "../../../../commands/plan/untrusted/read-files";
import { RULES } from "../../../../commands/plan/untrusted/rules";
import { writeCopy } from "../../../../commands/plan/untrusted/write-copy";
import { InstanceSize, NotificationTarget, RemoteState, Scaling, Secret } from "../../../../constructs";
import { lingobot } from "../../../../lingobot";
import { HOSTILE, make } from "./hostile";
import { type Configuration, Synthesis } from "./synthesis";

const synthesis = new Synthesis();
const [staging, production] = lingobot.environments;
if (staging === undefined || production === undefined) throw new Error("LingoBot has two environments");

afterEach(() => synthesis.renew());
afterAll(() => synthesis.remove());

describe("what the project itself synthesizes passes", () => {
  test("unchanged", () => expect(synthesis.findings()).toEqual([]));

  const { monthlyBudget: _, ...unlimited } = staging;

  test.each([
    ["another size and secret", { size: InstanceSize.S, secrets: [Secret.named("NEW_KEY")] }],
    ["two instances", { size: InstanceSize.S, scaling: Scaling.fixed(2) }],
    ["texts that look like expressions", { variables: { A: "100%{odd}", B: "${file()} and $5" } }],
    ["a domain", { domains: [{ name: "lingobot.example", zone: "lingobot.example" }] }],
    ["nobody to tell", { notify: [] }],
    [
      "a Slack target",
      { notify: [NotificationTarget.slack({ channel: "#alerts", webhook: Secret.named("SLACK_WEBHOOK") })] },
    ],
    ["a worker and a job", { workers: { queue: { size: InstanceSize.XXS } }, jobs: { migrate: {} } }],
    ["reviewers", { approval: { teams: ["developers"], users: ["grace"] } }],
  ])("with %s", (_name, change) => {
    const changed = { ...unlimited, ...change } as typeof staging;
    synthesis.with({ environments: [changed, production] });
    expect(synthesis.findings()).toEqual([]);
  });

  test("with another environment, whose state is beside the others'", () => {
    synthesis.with({
      environments: [...lingobot.environments, { ...staging, name: "qa", branch: "develop" }],
    });
    expect(synthesis.findings()).toEqual([]);
  });

  test("without an environment", () => {
    synthesis.with({ environments: [staging] });
    expect(synthesis.findings()).toEqual([]);
  });
});

test.each(HOSTILE)("$rule at $place", (hostile) => {
  synthesis.edit("staging", (configuration) => make(hostile, configuration));
  const { findings } = guard(synthesis.other, synthesis.base);
  const found = findings.map(({ place, fault }) => `${fault.split(":", 1)[0]} ${place}`);
  expect(found).toContain(`${hostile.rule} ${hostile.place}`);
});

test("every rule says why it is there, and is tried above or with the expressions", () => {
  const tried = new Set([...HOSTILE.map(({ rule }) => rule), "plain-expressions"]);
  expect(RULES.map(({ id }) => id).sort()).toEqual([...tried].sort());
  expect(RULES.filter(({ reason }) => reason.length < 40)).toEqual([]);
});

describe("plain moves, removals and addresses pass", () => {
  test.each([
    [
      (c: Configuration) => {
        const app = c.resource.digitalocean_app.App_F1B96344;
        app.depends_on = ["data.github_rest_api.Repository_22E53BBD", "github_branch.Branch-a_1"];
        app.lifecycle.ignore_changes = ["spec[0].service[10].image[0].tag", "urn"];
        app.lifecycle.replace_triggered_by = ["digitalocean_project.P", "digitalocean_project.P.id"];
      },
    ],
    [
      (c: Configuration) => {
        c.resource.digitalocean_app.App_F1B96344.lifecycle.ignore_changes = "all";
      },
    ],
    [
      (c: Configuration) => {
        c.moved = [{ from: "digitalocean_app.Old", to: "digitalocean_app.App_F1B96344" }];
      },
    ],
    [
      (c: Configuration) => {
        c.removed = [{ from: "digitalocean_app.Old", lifecycle: { destroy: false } }];
      },
    ],
  ])("%#", (change) => {
    synthesis.edit("staging", change);
    expect(synthesis.findings()).toEqual([]);
  });
});

describe("the folder", () => {
  const next = "synthesize again";

  test("without stacks is told", () => {
    rmSync(join(synthesis.other, "stacks"), { recursive: true });
    expect(synthesis.findings()).toEqual([expect.stringContaining("there is no folder stacks in it")]);
    mkdirSync(join(synthesis.other, "stacks"));
    expect(synthesis.findings()).toEqual([expect.stringContaining("the folder stacks is empty")]);
  });

  test("as a link to elsewhere is not followed", () => {
    const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
    renameSync(join(synthesis.other, "stacks"), join(elsewhere, "stacks"));
    symlinkSync(join(elsewhere, "stacks"), join(synthesis.other, "stacks"));
    expect(synthesis.findings()).toEqual([expect.stringContaining("there is no folder stacks in it")]);
    rmSync(elsewhere, { recursive: true });
  });

  test("with too many stacks is not read", () => {
    for (let i = 0; i <= LIMITS.stacks; i += 1) synthesis.write(`s${i}`, "{}");
    expect(synthesis.findings()).toEqual([expect.stringContaining("there are more than 20 stacks; got 24")]);
  });

  test.each(["..x", "UPPER", "a/../b".replaceAll("/", "."), "x".repeat(41), "a b", "-a"])(
    "a stack called %s is told",
    (name) => {
      synthesis.write(name, "{}");
      expect(synthesis.findings()).toEqual([
        expect.stringContaining(
          `synthesized stacks a stack's name must not be able to lead anywhere; got "${name}"`,
        ),
      ]);
    },
  );

  test("a stack that is a link is not followed", () => {
    renameSync(join(synthesis.other, "stacks/staging"), join(synthesis.other, "staging"));
    symlinkSync("../staging", join(synthesis.other, "stacks/staging"));
    expect(synthesis.findings()).toEqual([
      expect.stringContaining("the stack must be a folder, and no link to one"),
    ]);
  });

  test("a configuration that is a link is not followed", () => {
    rmSync(synthesis.file("staging"));
    symlinkSync("/etc/passwd", synthesis.file("staging"));
    expect(synthesis.findings()).toEqual([
      expect.stringContaining(
        "staging stacks/staging/cdk.tf.json the configuration must be a file, and no link to one",
      ),
    ]);
  });

  test.each([
    ["{", "the configuration is not JSON", next],
    ["[]", "the configuration must be a JSON object", next],
    ["null", "the configuration must be a JSON object", next],
    [
      `{"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
      "the configuration must not be nested deeper than 40",
      next,
    ],
    [`{"x":"${"a".repeat(LIMITS.bytes)}"}`, "the configuration must not be larger than 4194304 bytes", next],
  ])("with a configuration that is wrong (%#) is told", (text, fault, advice) => {
    synthesis.write("staging", text);
    expect(synthesis.findings()).toEqual([expect.stringContaining(fault)]);
    expect(synthesis.findings()[0]).toContain(advice);
  });

  test("every finding is told at once, and long values are cut", () => {
    synthesis.edit("staging", (c) => {
      c.module = {};
      c.output.x = { value: `\${file("${"x".repeat(500)}")}` };
    });
    synthesis.edit("production", (c) => {
      c.data.http = { x: {} };
    });
    const lines = synthesis.findings();
    expect(lines.map((line) => line.split(":", 1)[0])).toEqual([
      "production terraform.required_providers.http same-settings",
      "production data.http.x same-data-sources",
      "staging module known-blocks",
      "staging output.x.value plain-expressions",
    ]);
    expect(lines.at(-1)).toContain("… (511 characters)");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(700);
  });
});

describe("a new environment's state", () => {
  const backendOf = (key: string) => {
    synthesis.with({
      environments: [...lingobot.environments, { ...staging, name: "qa", branch: "develop" }],
    });
    synthesis.edit("qa", (c) => {
      c.terraform.backend.s3.key = key;
    });
    return synthesis.findings();
  };

  test("is under its own name", () => {
    expect(backendOf("qa/terraform.tfstate")).toEqual([]);
    for (const key of ["staging/terraform.tfstate", "qa/other.tfstate", "../qa/terraform.tfstate"])
      expect(backendOf(key)).toEqual([
        expect.stringContaining("qa terraform.backend same-settings: the state must be"),
      ]);
  });
});

test("a base with another backend measures by that one", () => {
  const other = new Synthesis({
    ...lingobot,
    state: RemoteState.spaces({ bucket: "staging", region: "fra1" }),
  });
  other.with({ environments: [...lingobot.environments, { ...staging, name: "qa", branch: "develop" }] });
  expect(other.findings()).toEqual([]);
  other.edit("qa", (c) => {
    c.terraform.backend.s3.bucket = "qa";
  });
  expect(other.findings()).toHaveLength(1);
  other.remove();
});

describe("the copy that is planned", () => {
  test("holds the configuration and no other file, and the refusal of placeholders is left out", () => {
    writeFileSync(join(synthesis.other, "stacks/staging/evil_override.tf.json"), "{}");
    writeFileSync(join(synthesis.other, "stacks/staging/terraform.tfvars"), "");
    const directory = mkdtempSync(join(tmpdir(), "copy-"));
    const { stacks } = guard(synthesis.other, synthesis.base);
    const copies = writeCopy(directory, stacks);
    expect(copies.map(({ name }) => name)).toEqual(["repository", "staging", "production"]);
    const [, copy] = copies;
    expect(readdirSync(copy?.directory ?? "")).toEqual(["cdk.tf.json"]);
    const text = JSON.stringify(copies);
    expect(text).not.toContain("a placeholder stands where a secret's value should be");
    expect(text).toContain("run `cdktf deploy repository` first");
    rmSync(directory, { recursive: true });
  });

  test("of two values for one key has the one that was checked", () => {
    synthesis.write("staging", '{"output":{"x":{"value":"${file(\\"x\\")}","value":"fine"}}}');
    const { stacks } = guard(synthesis.other, synthesis.base);
    expect(JSON.stringify(stacks.find(({ name }) => name === "staging"))).not.toContain("file(");
  });
});
