import { join } from "node:path";
import { installed, type PinnedTool } from "../install-aside";

/** Absolute paths of the pinned outside checkers. */
export interface Checkers {
  /** Workflow linter; calls shellcheck on every `run:`. */
  readonly actionlint: string;
  /** Dockerfile linter. */
  readonly hadolint: string;
  /** Shell linter. */
  readonly shellcheck: string;
  /** Security audit of workflows. */
  readonly zizmor: string;
}

/** Built from source, at the version that go.mod requires and with the sums of go.sum. */
const ACTIONLINT: PinnedTool = {
  name: "actionlint",
  source: __dirname,
  pins: ["go.mod", "go.sum"],
  into: (directory) => ({
    command: "go",
    args: ["install", "tool"],
    env: { GOBIN: directory },
    next: "install Go 1.25 or later",
  }),
};

const WHEELS = "--no-deps --require-hashes --only-binary :all: --requirement requirements.txt".split(" ");
const QUIETLY = "--quiet --disable-pip-version-check --root-user-action ignore".split(" ");

/** Published as Python wheels, which requirements.txt pins with their hashes. */
const LINTERS: PinnedTool = {
  name: "linters",
  source: __dirname,
  pins: ["requirements.txt"],
  into: (directory) => ({
    command: "python3",
    args: ["-m", "pip", "install", ...QUIETLY, "--target", directory, ...WHEELS],
    next: "install Python 3.11 or later with pip",
  }),
};

/**
 * The pinned checkers, installed into the git-ignored `.tools/` at the first call.
 * @throws Error naming the command that failed and what to install
 */
export function checkers(): Checkers {
  const bin = join(installed(LINTERS), "bin");
  return {
    actionlint: join(installed(ACTIONLINT), "actionlint"),
    hadolint: join(bin, "hadolint"),
    shellcheck: join(bin, "shellcheck"),
    zizmor: join(bin, "zizmor"),
  };
}
