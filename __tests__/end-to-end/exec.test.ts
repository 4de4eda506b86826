import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SandboxCommandLine } from "./command-line";

jest.setTimeout(120_000);

test("what Terraform keeps of a folder's backend in a sandbox is not found by a run on the real clouds", async () => {
  const folder = mkdtempSync(join(tmpdir(), "exec-"));
  writeFileSync(join(folder, "main.tf"), 'terraform {\n  backend "local" {}\n}\n');
  for (const shell of [new SandboxCommandLine(), new SandboxCommandLine()]) {
    const { exitCode, text } = await shell.exec("terraform", `-chdir=${folder}`, "init", "-input=false");
    expect({ exitCode, text }).toMatchObject({ exitCode: 0 });
  }
  const kept = readdirSync(folder).filter((name) => name !== "main.tf");
  expect(kept).toHaveLength(2);
  for (const name of kept) expect(name).toMatch(/^\.terraform-sandbox-[0-9a-f]{8}$/);
});
