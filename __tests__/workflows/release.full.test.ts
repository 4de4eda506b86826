import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import manifest from "../../package.json";
import { repositoryFiles } from "../../workflows";
import { jobOf, stepOf } from "../constructs/delivery-pipeline/rendered";

jest.setTimeout(180_000);

const temp = mkdtempSync(join(tmpdir(), "release-run-"));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

function runStep(job: string, step: string, change = (command: string) => command): string {
  const { run = "" } = stepOf(jobOf(repositoryFiles(), "release.yml", job), step);
  const env = { ...process.env, RUNNER_TEMP: temp, GITHUB_REPOSITORY_OWNER: "LingoBot" };
  return execFileSync("bash", ["-e", "-c", change(run)], { env, encoding: "utf8", stdio: "pipe" });
}

test("the package and the list of what an installation of it brings", () => {
  runStep("package", "Pack, in the owner's scope");
  runStep("package", "List what an installation brings");
  expect(readdirSync(join(temp, "package"))).toEqual([
    `lingobot-lingobot-platform-${manifest.version}.tgz`,
    "sbom.spdx.json",
  ]);
  const sbom = JSON.parse(readFileSync(join(temp, "package", "sbom.spdx.json"), "utf8"));
  const listed: { name: string; versionInfo: string }[] = sbom.packages;
  const versions = new Map(listed.map(({ name, versionInfo }) => [name, versionInfo]));
  expect(sbom.spdxVersion).toBe("SPDX-2.3");
  expect([...versions]).toEqual(expect.arrayContaining(Object.entries(manifest.dependencies)));
  expect([...versions.keys()].filter((name) => name in manifest.devDependencies)).toEqual([]);
});

test("npm takes the package as it is, with no script of it", () => {
  const said = runStep("publish", "Publish", (command) =>
    command.replace("npm publish", "npm publish --dry-run --json"),
  );
  expect(said).toContain(`"id": "@lingobot/${manifest.name}@${manifest.version}"`);
});
