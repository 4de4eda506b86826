import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTerraform } from "../../tools/terraform";
import { SandboxCommandLine } from "./command-line";

jest.setTimeout(240_000);

const shell = new SandboxCommandLine();

beforeAll(async () => {
  for (const name of ["staging", "production"])
    await shell.sandbox(["push", "--private", `ghcr.io/lingobot/lingobot:${name}-latest`]);
  expect((await shell.sandbox(["deploy"])).exitCode).toBe(0);
});

/** A Terraform that has the command which started it ended, as soon as it applied something. */
function interrupting(signal: string): string {
  const program = join(shell.directory, `terraform-${signal}`);
  writeFileSync(
    program,
    `#!/bin/sh
case "$*" in
*-refresh-only*) ;;
apply*)
  trap '' INT TERM HUP
  ${findTerraform().command} "$@"; code=$?
  kill -${signal} $PPID; sleep 0.5
  exit $code ;;
esac
exec ${findTerraform().command} "$@"
`,
  );
  chmodSync(program, 0o755);
  return program;
}

function rotate(value: string, signal: string) {
  const values = [`TF_VAR_LQBOT_GROK_API_KEY=${value}`, `TERRAFORM_BINARY_NAME=${interrupting(signal)}`];
  const command = ["-r", "./tools/register.cjs", "commands/secrets.ts", "rotate", "LQBOT_GROK_API_KEY"];
  return shell.exec("env", ...values, process.execPath, ...command);
}

const fileOf = (...path: string[]) => readFileSync(join(shell.directory, ...path), "utf8");

test.each(["INT", "TERM", "HUP"])(
  "a rotation that a %s interrupts leaves no value behind, and sends nothing to the stacks that follow",
  async (signal) => {
    const { exitCode, text } = await rotate(`interrupted-by-${signal}`, signal);
    expect(text).toContain("stopping: Terraform ends what it is doing and writes its state");
    expect(text).toContain("interrupted; LQBOT_GROK_API_KEY was sent: see npm run secrets");
    expect(text).toContain("nothing was sent to: production");
    expect(exitCode).toBe(1);
    expect(fileOf("state", "staging.tfstate")).not.toContain("interrupted-by");
    const { resource } = JSON.parse(fileOf("project.out", "stacks", "staging", "cdk.tf.json"));
    const [app] = Object.values(resource.digitalocean_app) as { lifecycle: { ignore_changes: string[] } }[];
    expect(app?.lifecycle.ignore_changes).toContain("spec[0].env");
  },
);
