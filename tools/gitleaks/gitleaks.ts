import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { installed } from "../install-aside";

const MODULE = "github.com/zricethezav/gitleaks/v8";

/** Whether this machine has the Go that builds gitleaks. */
export function canBuildGitleaks(): boolean {
  return spawnSync("go", ["version"]).status === 0;
}

/**
 * Absolute path of gitleaks, built into `.tools/` at the first call from the versions that go.mod and go.sum pin.
 * @throws Error when Go is missing or the build fails
 */
export function gitleaks(): string {
  const directory = installed({
    name: "gitleaks",
    source: __dirname,
    pins: ["go.mod", "go.sum"],
    into: (target) => ({
      command: "go",
      args: ["build", "-mod=readonly", "-trimpath", "-o", join(target, "gitleaks"), MODULE],
      next: "install Go 1.24 or later, or reach the Go module proxy",
    }),
  });
  return join(directory, "gitleaks");
}
