import { spawnSync } from "node:child_process";
import { appPrice } from "../../../commands/plan/app-price";
import { contextOf } from "../../../commands/plan/context";
import { parseOptions } from "../../../commands/plan/options";
import { lingobot } from "../../../lingobot";
import type { PolicyResult } from "../../../policies";
import { markdown, reportOf } from "../../../report";

function command(args: readonly string[], input = "") {
  const program = ["-r", "./tools/register.cjs", "commands/plan/index.ts", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { encoding: "utf8", input });
  return { status, stdout, stderr };
}

describe("npm run plan -- --from", () => {
  const file = (name: string) => `__tests__/real-plans/${name}/plan.json`;

  test.each([
    ["app-minimal/2-again", 0, "## Plan: nothing to do"],
    ["around-the-app/3-edit-and-replace", 2, "## Plan: 1 replaced, 3 updated"],
  ])("prints the Markdown of %s alone and ends with %d", (name, exitCode, title) => {
    const { status, stdout, stderr } = command(["--from", file(name)]);
    expect(stdout.startsWith(title)).toBe(true);
    expect(stderr).toBe("");
    expect(status).toBe(exitCode);
  });

  test("a plan that failed, on standard input, ends with 1", () => {
    const { status, stdout } = command(
      ["--from", "-"],
      JSON.stringify({ format_version: "1.2", errored: true }),
    );
    expect(stdout).toContain("## Plan: failed");
    expect(status).toBe(1);
  });

  test.each([
    [
      ["--from", "missing.json"],
      "missing.json cannot be read (ENOENT); name the output of `terraform show -json PLAN`",
    ],
    [["--from", "package.json"], "package.json is JSON, but not a plan"],
    [["--from", "x", "--live"], "--from and --live exclude each other"],
    [
      ["--from", "x", "--synthesized", "d"],
      "--synthesized needs --live: what was synthesized names the real clouds' state",
    ],
    [["--live", "--synthesized", "d", "--base", "x"], "--live and --base exclude each other"],
    [["--wrong"], "Unknown option '--wrong'"],
    [["--base", "no-such-ref"], '--base: "no-such-ref" is no commit of this repository'],
  ])("%j ends with 1, told without a stack trace", (args, message) => {
    const { status, stdout, stderr } = command(args);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("    at ");
    expect(stdout).toBe("");
    expect(status).toBe(1);
  });
});

test("options", () => {
  expect(parseOptions([])).toEqual({ names: [], output: ".", source: "sandbox" });
  expect(parseOptions(["staging", "--live", "--output", "o"])).toEqual({
    names: ["staging"],
    output: "o",
    source: "live",
  });
  expect(parseOptions(["--base", "main"])).toEqual({ names: [], output: ".", source: "base", ref: "main" });
  expect(parseOptions(["--live", "--synthesized", "d"])).toEqual({
    names: [],
    output: ".",
    source: "synthesized",
    directory: "d",
  });
  expect(() => parseOptions(["staging", "--from", "p.json"])).toThrow("no stack can be named: staging");
  expect(() => parseOptions(["--base", "main", "--live"])).toThrow("--live and --base exclude each other");
});

describe("price of an app", () => {
  const app = (spec: object) => appPrice("digitalocean_app", { spec: [spec] } as never);
  const service = { instance_size_slug: "apps-s-1vcpu-1gb", instance_count: 2 };

  test.each([
    [{ service: [service] }, { best: 24, worst: 24 }],
    [{ service: [{ instance_size_slug: "apps-s-1vcpu-0.5gb" }] }, { best: 5, worst: 5 }],
    [
      { service: [service], worker: [{ ...service, instance_count: 1 }], job: [service] },
      { best: 36, worst: 36 },
    ],
    [
      { service: [service], egress: [{ type: "DEDICATED_IP" }] },
      { best: 49, worst: 49 },
    ],
    [
      {
        service: [
          {
            instance_size_slug: "apps-s-1vcpu-1gb",
            autoscaling: [{ min_instance_count: 2, max_instance_count: 5 }],
          },
        ],
      },
      { best: 24, worst: 60 },
    ],
    [
      { service: [service], database: [{ name: "db" }, { name: "cluster", production: true }] },
      { best: 31, worst: 31 },
    ],
    [{ service: [{ instance_size_slug: "huge" }] }, "unknown"],
    [{ service: [{ instance_size_slug: null }] }, "unknown"],
  ])("%j", (spec, price) => expect(app(spec)).toEqual(price));

  test("what costs money and has no price here makes the sum unknown", () => {
    expect(appPrice("digitalocean_database_cluster", { size: "db-s-1vcpu-1gb" })).toBe("unknown");
    expect(appPrice("digitalocean_database_cluster", null)).toBeUndefined();
  });

  test("only apps that are there have one", () => {
    expect(appPrice("digitalocean_app", null)).toBeUndefined();
    expect(appPrice("digitalocean_domain", {})).toBeUndefined();
    expect(appPrice("digitalocean_app", {})).toBe("unknown");
  });
});

test("budgets and approvers come from the settings", () => {
  const { budgets, approvers } = contextOf(lingobot);
  expect(budgets).toEqual({ staging: 5, production: 24 });
  expect(approvers).toEqual({ staging: [], production: ["team lingobot/platform"] });
});

test("policies come from the stacks that were planned: what is not asked is left out", () => {
  const policy = (change: Partial<PolicyResult>): PolicyResult => ({
    policy: "health-check",
    stack: "production",
    result: "holds",
    message: "it answers",
    findings: [],
    ...change,
  });
  const waiver = { reason: "moving house", expires: "2027-03-31" };
  const { policies } = contextOf(lingobot, [
    policy({}),
    policy({ result: "not applicable", stack: "repository" }),
    policy({ result: "waived", stack: "staging", message: "no check", waiver }),
    policy({ result: "violated", policy: "uptime-check", message: "nobody looks" }),
    policy({ result: "cannot be evaluated", policy: "image-digest", message: "who knows" }),
  ]);
  expect(policies?.map(({ id, result }) => [id, result])).toEqual([
    ["health-check", "pass"],
    ["health-check", "waived"],
    ["uptime-check", "fail"],
    ["image-digest", "fail"],
  ]);
  const text = markdown(reportOf([], { ...(policies === undefined ? {} : { policies }) }));
  expect(text).toContain("⏸️ `health-check` (staging): no check — waived until 2027-03-31: moving house");
  expect(text).toContain("❌ `image-digest` (production): who knows");
});
