import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findInterpreter } from "../../../tools/python/interpreters";

let machine: string;

beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), "interpreters-"));
});

afterEach(() => rmSync(machine, { recursive: true, force: true }));

function program(path: string, script: string): void {
  const file = join(machine, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

const python = (path: string, version: string): void =>
  program(path, `echo ${version}; echo ${join(machine, path)}; echo ${machine}`);

const find = (minor: string) =>
  findInterpreter(minor, {
    PATH: `${machine}/bin:/usr/bin:/bin`,
    HOME: machine,
    RUNNER_TOOL_CACHE: join(machine, "cache"),
  });

test("the one on PATH that is named for its version is taken", () => {
  python("bin/python3.97", "3.97.2");

  expect(find("3.97")).toEqual({ version: "3.97.2", path: join(machine, "bin/python3.97"), prefix: machine });
});

test("a python3 of another version is not taken for it", () => {
  python("bin/python3", "3.9.71");

  expect(find("3.97")).toBeUndefined();
});

test("a shim with nothing behind it is passed over for pyenv's own copy", () => {
  program("bin/python3.97", "echo 'pyenv: python3.97: command not found' >&2; exit 127");
  python(".pyenv/versions/3.97.4/bin/python", "3.97.4");

  expect(find("3.97")?.path).toBe(join(machine, ".pyenv/versions/3.97.4/bin/python"));
});

test("the tool cache of a GitHub runner is searched", () => {
  python(`cache/Python/3.97.1/${process.arch}/bin/python`, "3.97.1");

  expect(find("3.97")?.version).toBe("3.97.1");
});

test("a machine without it says so", () => {
  expect(find("3.97")).toBeUndefined();
});
