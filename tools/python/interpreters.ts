import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** A Python that this machine has. */
export interface Interpreter {
  /** Full version, for instance "3.11.7". */
  readonly version: string;
  /** Absolute path of the program. */
  readonly path: string;
  /** Directory that holds its bin/ and lib/. */
  readonly prefix: string;
}

const ASK =
  "import platform, sys; print(platform.python_version()); print(sys.executable); print(sys.base_prefix)";

/**
 * The interpreter of a minor version, for instance "3.11": on PATH, in pyenv, or in the tool cache of a GitHub
 * runner; undefined when the machine has none.
 */
export function findInterpreter(
  minor: string,
  env: NodeJS.ProcessEnv = process.env,
): Interpreter | undefined {
  for (const candidate of candidates(minor, env)) {
    const found = ask(candidate, env);
    if (found?.version.startsWith(`${minor}.`)) return found;
  }
  return undefined;
}

function candidates(minor: string, env: NodeJS.ProcessEnv): string[] {
  const pyenv = join(env.PYENV_ROOT ?? join(env.HOME ?? homedir(), ".pyenv"), "versions");
  const cache = join(env.RUNNER_TOOL_CACHE ?? "/opt/hostedtoolcache", "Python");
  return [
    `python${minor}`,
    ...releases(pyenv, minor).map((release) => join(pyenv, release, "bin", "python")),
    ...releases(cache, minor).map((release) => join(cache, release, process.arch, "bin", "python")),
    "python3",
    "python",
  ];
}

function releases(directory: string, minor: string): string[] {
  try {
    return readdirSync(directory).filter((name) => name.startsWith(`${minor}.`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** A name that is not there, or a shim with nothing behind it, is no interpreter. */
function ask(program: string, env: NodeJS.ProcessEnv): Interpreter | undefined {
  try {
    const answer = execFileSync(program, ["-I", "-c", ASK], {
      encoding: "utf8",
      env,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [version, path, prefix] = answer.trim().split("\n");
    return version && path && prefix ? { version, path, prefix } : undefined;
  } catch {
    return undefined;
  }
}
