import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { installed } from "../install-aside";

const MODULE = "github.com/opentofu/opentofu/cmd/tofu";

/** Whether this machine has the Go that builds OpenTofu. */
export function canBuildOpenTofu(): boolean {
  return spawnSync("go", ["version"]).status === 0;
}

/**
 * Absolute path of OpenTofu, built into `.tools/` at the first call (some minutes) from the versions that go.mod and
 * go.sum pin. Its go.mod replaces hcl, which a tool's build does not inherit: ours repeats the replacement.
 * @throws Error when Go is missing or the build fails
 */
export function openTofu(): string {
  const directory = installed({
    name: "opentofu",
    source: __dirname,
    pins: ["go.mod", "go.sum"],
    into: (target) => ({
      command: "go",
      args: [
        "build",
        "-mod=readonly",
        "-trimpath",
        "-ldflags",
        `-X ${VERSION}.dev=no`,
        "-o",
        join(target, "tofu"),
        MODULE,
      ],
      next: "install Go 1.24 or later, or reach the Go module proxy",
    }),
  });
  return join(directory, "tofu");
}

/** Released builds say so by this variable; without it tofu calls itself a development build. */
const VERSION = "github.com/opentofu/opentofu/version";
