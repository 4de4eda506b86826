import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTerraform } from "../tools/terraform";

/** A stand-in for the Terraform that is found: runs it, and notes how long each call took. */
export class TimedTerraform {
  /** What to name in TERRAFORM_BINARY_NAME. */
  public readonly command: string;
  private readonly log: string;

  /** @param directory where the stand-in and its notes are written */
  public constructor(directory: string) {
    this.command = join(directory, "timed-terraform");
    this.log = join(directory, "timed-terraform.log");
    const script = [
      "#!/bin/sh",
      "started=$(date +%s%N)",
      `'${findTerraform().command}' "$@"`,
      "status=$?",
      `echo $(( $(date +%s%N) - started )) >> '${this.log}'`,
      "exit $status",
    ];
    writeFileSync(this.command, `${script.join("\n")}\n`);
    chmodSync(this.command, 0o755);
  }

  /** Wall time of all calls so far. */
  public get milliseconds(): number {
    if (!existsSync(this.log)) return 0;
    const nanoseconds = readFileSync(this.log, "utf8").trim().split("\n").map(Number);
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
  }
}
