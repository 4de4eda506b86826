import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform } from "../tools/terraform";
import type { Measure } from "./measure";

/**
 * `npm run plan -- --base HEAD`: what it takes of what Terraform takes in it. Terraform is called through a script
 * that notes when it begins and ends.
 */
export function planOnBase(): Measure {
  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const log = join(directory, "log");
    const env = { ...process.env, TERRAFORM_BINARY_NAME: timed(directory, log) };
    const program = [
      "-r",
      "./tools/register.cjs",
      "commands/plan/index.ts",
      "--base",
      "HEAD",
      "--output",
      directory,
    ];
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, program, { env, encoding: "utf8" });
    const total = (performance.now() - started) / 1000;
    if (status !== 0 && status !== 2) throw new Error(`plan --base HEAD failed:\n${stderr}`);
    const runs = readFileSync(log, "utf8").trim().split("\n").map(Number);
    const terraform = runs.reduce((sum, each) => sum + each, 0) / 1e9;
    const parts = `${total.toFixed(1)} s, of them ${terraform.toFixed(1)} s in ${runs.length} runs of Terraform`;
    return {
      name: "plan --base HEAD / Terraform's own time in it",
      value: total / terraform,
      goal: 1.5,
      parts,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Versions are asked for too, and count. */
function timed(directory: string, log: string): string {
  const script = join(directory, "terraform");
  const lines = [
    "#!/bin/sh",
    "begun=$(date +%s%N)",
    `"${findTerraform().command}" "$@"`,
    "code=$?",
    `echo $(($(date +%s%N) - begun)) >> "${log}"`,
    "exit $code",
  ];
  writeFileSync(script, `${lines.join("\n")}\n`);
  chmodSync(script, 0o755);
  return script;
}
