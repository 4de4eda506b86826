import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentialsOf } from "../../commands/eject/credentials";
import { synthesizedStacks } from "../stacks/platform-under-test";

const example = readFileSync(".env.example", "utf8");
const names = [...example.matchAll(/^(\w+)=/gm)].map(([, name = ""]) => name);

test(".env.example names what the stacks read from the environment, and nothing else", () => {
  const stacks = Object.entries(synthesizedStacks());
  const read = stacks.flatMap(([name, configuration]) =>
    Object.keys(credentialsOf({ name, directory: "", configuration })),
  );
  expect([...names].sort()).toEqual([...new Set(read)].sort());
});

test("it holds no value", () => {
  for (const line of example.split("\n")) expect(line).toMatch(/^(#.*|\w+=|)$/);
});

test("a copy that is filled in is loaded as the README says", () => {
  const [, load = ""] = /^(set -a.*?set \+a)/m.exec(readFileSync("README.md", "utf8")) ?? [];
  expect(example).toContain(load);
  const filled = example.replace(/^(\w+)=$/gm, "$1='a $1 (1)'");
  const cwd = mkdtempSync(join(tmpdir(), "env-"));
  writeFileSync(join(cwd, ".env"), filled);
  const printed = execFileSync("sh", ["-c", `${load}; env`], { cwd, encoding: "utf8" });
  for (const name of names) expect(printed).toContain(`${name}=a ${name} (1)\n`);
});

test("git ignores the copy, and not the example", () => {
  const ignored = execFileSync("sh", ["-c", "git check-ignore .env .env.example || true"], {
    encoding: "utf8",
  });
  expect(ignored).toBe(".env\n");
});
