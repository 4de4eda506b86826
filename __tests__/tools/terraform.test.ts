import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliProblem, findTerraform } from "../../tools/terraform";

function pathWith(programs: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), "terraform-"));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(directory, name), 0o755);
  }
  return directory;
}

describe("finding Terraform", () => {
  test("takes terraform before tofu", () => {
    const PATH = pathWith({ terraform: "echo Terraform v1.11.4", tofu: "echo OpenTofu v1.10.1" });
    expect(findTerraform({ PATH })).toEqual({
      command: "terraform",
      product: "Terraform",
      version: "1.11.4",
    });
  });

  test("takes tofu where there is no terraform", () => {
    const PATH = pathWith({ tofu: "echo OpenTofu v1.10.1" });
    expect(findTerraform({ PATH })).toEqual({ command: "tofu", product: "OpenTofu", version: "1.10.1" });
  });

  test.each([
    ["Terraform v1.10.9", "Terraform 1.10.9"],
    ["OpenTofu v1.9.4", "OpenTofu 1.9.4"],
  ])("refuses %s", (banner, name) => {
    const PATH = pathWith({ terraform: `echo ${banner}` });
    expect(() => findTerraform({ PATH })).toThrow(
      `${name} ("terraform") is too old: >= ${banner.startsWith("T") ? "1.11.0" : "1.10.0"} is needed; install Terraform >= 1.11`,
    );
  });

  test("accepts a later major version", () => {
    expect(findTerraform({ PATH: pathWith({ terraform: "echo Terraform v2.0.0" }) }).version).toBe("2.0.0");
  });

  test("says what to install when there is none", () => {
    expect(() => findTerraform({ PATH: pathWith({}) })).toThrow(
      /neither `terraform` nor `tofu` was found on PATH; install Terraform >= 1\.11 .* or OpenTofu >= 1\.10/,
    );
  });

  test("says that the named program is missing", () => {
    expect(() => findTerraform({ PATH: pathWith({}), TERRAFORM_BINARY_NAME: "terraform-next" })).toThrow(
      'TERRAFORM_BINARY_NAME names "terraform-next", and no such program can be run; install',
    );
  });

  test("refuses another program by that name", () => {
    const PATH = pathWith({ terraform: "echo Terragrunt v1.0.0" });
    expect(() => findTerraform({ PATH })).toThrow(
      '"terraform" is neither Terraform nor OpenTofu: it says "Terragrunt v1.0.0"; install',
    );
  });

  test("tells that the program failed", () => {
    expect(() => findTerraform({ PATH: pathWith({ terraform: "echo broken >&2; exit 3" }) })).toThrow(
      /`terraform version` failed: Command failed: terraform version\s+broken/,
    );
  });
});

describe("what keeps the cdktf CLI from running Terraform", () => {
  const prefix = "cdktf can synthesize here, and neither plan nor deploy:";

  test("is nothing when what it calls can be run", () => {
    const both = pathWith({ terraform: "echo Terraform v1.11.4", tofu: "echo OpenTofu v1.10.1" });
    expect(cliProblem({ PATH: both })).toBeUndefined();
    expect(cliProblem({ PATH: both, TERRAFORM_BINARY_NAME: "tofu" })).toBeUndefined();
  });

  test("is the name, when there is only tofu", () => {
    expect(cliProblem({ PATH: pathWith({ tofu: "echo OpenTofu v1.10.1" }) })).toBe(
      `${prefix} OpenTofu 1.10.1 was found, and cdktf looks for \`terraform\`; export TERRAFORM_BINARY_NAME=tofu`,
    );
  });

  test("is what findTerraform says", () => {
    expect(cliProblem({ PATH: pathWith({ terraform: "echo Terraform v1.10.5" }) })).toContain(
      `${prefix} Terraform 1.10.5 ("terraform") is too old: >= 1.11.0 is needed; install Terraform >= 1.11`,
    );
  });
});
