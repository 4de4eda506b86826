import { chmodSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { said } from "./command-line";

jest.setTimeout(120_000);

const CLI = join(process.cwd(), "node_modules", ".bin", "cdktf");
const INSTALL =
  "install Terraform >= 1.11 (https://developer.hashicorp.com/terraform/install) or OpenTofu >= 1.10";

/** A folder with node, a shell, and these programs: all that there is on PATH. */
function machineWith(programs: Readonly<Record<string, string>>): { PATH: string; outdir: string } {
  const PATH = mkdtempSync(join(tmpdir(), "machine-"));
  symlinkSync(process.execPath, join(PATH, "node"));
  for (const name of ["sh", "env"]) symlinkSync(`/bin/${name}`, join(PATH, name));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(PATH, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(PATH, name), 0o755);
  }
  return { PATH, outdir: join(PATH, "cdktf.out") };
}

/** `npx cdktf`, on such a machine. */
async function bare(programs: Readonly<Record<string, string>>, ...words: string[]) {
  const { PATH, outdir } = machineWith(programs);
  const env = { PATH, HOME: process.env.HOME, CHECKPOINT_DISABLE: "1" };
  const { exitCode, text } = await said(process.execPath, [CLI, ...words, "--output", outdir], env);
  return { exitCode, text: text.replace(/\s+/g, " ") };
}

const tooOld = (version: string) => ({
  terraform: `[ "$1" = version ] && echo "Terraform v${version}" && exit\necho "called: $*"\nexit 1`,
});

test("npx cdktf deploy without Terraform says what to install", async () => {
  const { exitCode, text } = await bare({}, "deploy", "production", "--auto-approve");
  expect(text).toContain(
    `cdktf can synthesize here, and neither plan nor deploy: neither \`terraform\` nor \`tofu\` was found on PATH; ${INSTALL}`,
  );
  expect(exitCode).not.toBe(0);
});

test.each(["1.9.8", "1.10.5"])("npx cdktf diff with Terraform %s says what to install", async (version) => {
  const { exitCode, text } = await bare(tooOld(version), "diff", "production");
  expect(text).toContain(`Terraform ${version} ("terraform") is too old: >= 1.11.0 is needed; ${INSTALL}`);
  expect(exitCode).not.toBe(0);
});

test("npx cdktf synth needs no Terraform", async () => {
  const { exitCode, text } = await bare({}, "synth");
  expect(text).toContain("Generated Terraform code for the stacks: production, repository, staging");
  expect(exitCode).toBe(0);
});

test("a synthesis by itself looks for none", async () => {
  const { PATH, outdir } = machineWith({ terraform: "echo called >&2; exit 1" });
  const words = ["-r", "./tools/register.cjs", "main.ts"];
  expect(await said(process.execPath, words, { PATH, CDKTF_OUTDIR: outdir })).toEqual({
    exitCode: 0,
    text: "",
  });
});
