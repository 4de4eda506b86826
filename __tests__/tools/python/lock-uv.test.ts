import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findInterpreter } from "../../../tools/python/interpreters";
import { lockUv } from "../../../tools/python/lock-uv";

const TOOLS = join(__dirname, "../../../tools/python");
const given = { ...process.env };

jest.setTimeout(120_000);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-uv-"));
  for (const file of ["requirements.in", "requirements.txt"])
    copyFileSync(join(TOOLS, file), join(folder, file));
  process.env.UV_NO_INDEX = "1";
  process.env.UV_FIND_LINKS = folder;
});

afterEach(() => {
  process.env = { ...given };
  rmSync(folder, { recursive: true });
});

const text = (file: string) => readFileSync(join(folder, file), "utf8");

/** An empty package, as an index would offer it. */
function wheel(name: string, version: string): void {
  const program = `import sys, zipfile
name, version = sys.argv[1:]
with zipfile.ZipFile(f"{name}-{version}-py3-none-any.whl", "w") as wheel:
    info = f"{name}-{version}.dist-info"
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr(f"{info}/RECORD", "")
`;
  const python = ["3.12", "3.11", "3.13"].map((minor) => findInterpreter(minor)).find((found) => found);
  if (python === undefined) throw new Error("this machine has no Python");
  execFileSync(python.path, ["-c", program, name, version], { cwd: folder });
}

test("writes the version and the hashes of what the index has", () => {
  writeFileSync(join(folder, "requirements.in"), "# why\nuv==0.11.30\n");
  writeFileSync(join(folder, "requirements.txt"), "uv==0.11.30 \\\n    --hash=sha256:00\n");
  wheel("uv", "9.9.9");

  lockUv("9.9.9", folder);

  expect(text("requirements.in")).toBe("# why\nuv==9.9.9\n");
  expect(text("requirements.txt")).toMatch(/^uv==9\.9\.9 \\\n {4}--hash=sha256:[0-9a-f]{64}\n$/);
});

test("a version that the index does not have is told, and both files stay", () => {
  const before = [text("requirements.in"), text("requirements.txt")];

  expect(() => lockUv("9.9.9", folder)).toThrow(
    /^cannot pin uv 9\.9\.9 for the tests: [\s\S]*Next: reach the package index, check that it has this version, and run the command again$/,
  );
  expect([text("requirements.in"), text("requirements.txt")]).toEqual(before);
});
