import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../tools/cdktf";

const { engines, dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
  engines: { node: string };
  dependencies: Record<string, string>;
};
const [oldest = ""] = /\d+\.\d+/.exec(engines.node) ?? [];

/** A command of ours on a Node that says it is of this version. */
function on(version: string) {
  const preload = join(mkdtempSync(join(tmpdir(), "node-")), "version.cjs");
  const value = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`;
  writeFileSync(preload, value);
  const program = ["-r", preload, "-r", "./tools/register.cjs", "sandbox/cli.ts", "help"];
  return run(process.execPath, program, { env: process.env, onLine: () => undefined });
}

test.each(["18.20.4", "20.8.1"])("Node %s is told to be too old, before anything else", async (version) => {
  const { exitCode, output } = await on(version);
  expect(output).toBe(
    `Node ${version} is too old: Node 20.9 or later is needed; install it from https://nodejs.org, or with your version manager\n`,
  );
  expect(exitCode).toBe(1);
});

test.each(["20.9.0", "22.0.0"])("Node %s will do", async (version) => {
  expect((await on(version)).exitCode).toBe(0);
});

test("package.json and README say what the packages need", () => {
  const needed = Object.keys(dependencies).map((name) => {
    const manifest = readFileSync(join("node_modules", name, "package.json"), "utf8");
    return (JSON.parse(manifest) as { engines?: { node?: string } }).engines?.node ?? "";
  });
  const versions = needed.flatMap((range) => /^>= ?(\d+(?:\.\d+)?)/.exec(range)?.[1] ?? []);
  const sorted = [...versions, oldest].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  expect(versions.length).toBeGreaterThan(0);
  expect(sorted.at(-1)).toBe(oldest);
  expect(readFileSync("README.md", "utf8")).toContain(`You need Node ${oldest} or later`);
});
