import { readFileSync } from "node:fs";
import { BUNDLE, bundleTool } from "../../../../tools/bundle-tool";
import { platformConfig, runTool } from "./run-tool";

test("the committed bundle is what its source gives", () => {
  expect(readFileSync(BUNDLE, "utf8") === bundleTool()).toBe(true);
});

test("the bundle imports nothing but Node's own modules", () => {
  const imports = [...bundleTool().matchAll(/^import .* from "([^"]+)";$/gm)].map(([, name]) => name);
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter((name) => !name?.startsWith("node:"))).toEqual([]);
});

test("the bundle is readable: names are kept, lines are short", () => {
  const text = bundleTool();
  expect(text).toContain("async function deployDigest(");
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(250);
});

test.each<[string, readonly string[], unknown, string]>([
  ["no command", [], platformConfig, "no such command"],
  [
    "another command",
    ["toString"],
    platformConfig,
    "allowed: announced, configured, coverage-comment, deploy, gate",
  ],
  ["another flag", ["health", "--force"], platformConfig, "Unknown option '--force'"],
  ["no environment", ["health"], platformConfig, "--environment is not given; allowed: production"],
  ["another environment", ["health", "--environment", "qa"], platformConfig, 'got "qa"; allowed: production'],
  ["no JSON", ["health", "--environment", "production"], "{", "it is not JSON"],
  [
    "another version",
    ["health", "--environment", "production"],
    { version: 2 },
    "of different versions; got 2",
  ],
])("wrong use: %s", async (_name, arguments_, config, message) => {
  const run = await runTool(arguments_, {}, config);
  expect(run.log).toContain(message);
  expect(run.code).toBe(2);
});

test("a missing platform.json is told", async () => {
  const run = await runTool(["health", "--environment", "production"], {
    PLATFORM_CONFIG: "/nowhere/platform.json",
  });
  expect(run).toMatchObject({ code: 2, log: expect.stringContaining("ENOENT") });
});

test.each([
  ["PLATFORM_TIME_SCALE", { PLATFORM_TIME_SCALE: "0" }, "PLATFORM_TIME_SCALE is not a factor"],
  [
    "GITHUB_REPOSITORY",
    { GITHUB_REPOSITORY: "lingobot", GITHUB_TOKEN: "ghs_x" },
    "GITHUB_REPOSITORY is not a repository",
  ],
])("wrong use of the environment: %s", async (_name, env, message) => {
  const run = await runTool(["gate", "--environment", "production"], env);
  expect(run).toMatchObject({ code: 2, log: expect.stringContaining(message) });
});

test("secrets are masked wherever they would be printed", async () => {
  const env = {
    APP_URL: "http://127.0.0.1:9/dop_v1_secret",
    DO_ACCESS_TOKEN: "dop_v1_secret",
    PLATFORM_TIME_SCALE: "0.001",
  };
  const { log } = await runTool(["health", "--environment", "production"], env);
  expect(log).toContain("http://127.0.0.1:9/***/health");
  expect(log).not.toContain("dop_v1_secret");
});

test("outside of GitHub Actions, outputs and summary are printed", async () => {
  const env = { GITHUB_OUTPUT: "", GITHUB_STEP_SUMMARY: "", DO_APP_ID: "x" };
  const { log } = await runTool(["configured", "--environment", "production"], env);
  expect(log).toBe("configured=true\n");
});
