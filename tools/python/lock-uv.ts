import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pythonTools } from "./python-tools";

const COMPILE =
  "pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.10";

/**
 * Pins the uv of the Python tools to a version: in `requirements.in`, and with the hashes of its wheels in
 * `requirements.txt`, by the uv that was pinned before. Needs the package index.
 * @param folder holds both files
 * @throws Error with what uv said; both files are then as they were
 */
export function lockUv(version: string, folder = __dirname): void {
  const [wanted, lock] = [join(folder, "requirements.in"), join(folder, "requirements.txt")];
  const before = [readFileSync(wanted, "utf8"), readFileSync(lock, "utf8")] as const;
  const env = { ...process.env, UV_PYTHON_DOWNLOADS: "never" };
  writeFileSync(wanted, before[0].replace(/^uv==.*$/m, `uv==${version}`));
  const args = [...COMPILE.split(" "), "requirements.in", "--output-file", "requirements.txt"];
  const { status, stderr, error } = spawnSync(pythonTools().uv, args, { cwd: folder, env, encoding: "utf8" });
  if (status === 0) return;
  writeFileSync(wanted, before[0]);
  writeFileSync(lock, before[1]);
  throw new Error(
    `cannot pin uv ${version} for the tests: ${error?.message ?? stderr.trim()}. ` +
      "Next: reach the package index, check that it has this version, and run the command again",
  );
}
