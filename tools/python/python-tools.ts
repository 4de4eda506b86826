import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { installed } from "../install-aside";
import { findInterpreter, type Interpreter } from "./interpreters";

/** The pinned Python tools. */
export interface PythonTools {
  /** Absolute path of the `uv` program. */
  readonly uv: string;
  /** Directory of the `uv` program, for PATH. */
  readonly bin: string;
}

/**
 * The pinned Python tools, installed into `.tools/` from requirements.txt (every wheel by its hash).
 * @throws Error when no Python is found or the installation fails
 */
export function pythonTools(): PythonTools {
  const bin = join(home(), "bin");
  return { uv: join(bin, "uv"), bin };
}

/**
 * A certificate for a host name, signed by an authority made for it, as `server.key`, `server.pem` and `client.pem`
 * (the authority) in the directory: to answer on loopback in the name of that host.
 */
export function certificateFor(host: string, directory: string): void {
  execFileSync(
    anyInterpreter().path,
    ["-m", "trustme", "--quiet", "--identities", host, "--dir", directory],
    {
      env: { ...process.env, PYTHONPATH: home() },
      stdio: "pipe",
    },
  );
}

let directory: string | undefined;

function home(): string {
  directory ??= install(anyInterpreter());
  return directory;
}

function install(python: Interpreter): string {
  const wheels = [
    "--no-deps",
    "--require-hashes",
    "--only-binary",
    ":all:",
    "--requirement",
    "requirements.txt",
  ];
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--root-user-action",
    "ignore",
  ];
  return installed({
    name: `python-${minor(python)}`,
    source: __dirname,
    pins: ["requirements.txt"],
    into: (target) => ({
      command: python.path,
      args: [...pip, "--target", target, ...wheels],
      next: "install pip for this Python, or reach the package index",
    }),
  });
}

const SUPPORTED = ["3.12", "3.11", "3.13", "3.14", "3.10"];

function anyInterpreter(): Interpreter {
  const found = SUPPORTED.map((version) => findInterpreter(version)).find((python) => python !== undefined);
  if (found) return found;
  throw new Error(
    `no Python found on PATH or in pyenv, one of ${SUPPORTED.join(", ")} is needed; install Python 3.12`,
  );
}

function minor({ version }: Interpreter): string {
  return version.split(".").slice(0, 2).join(".");
}
