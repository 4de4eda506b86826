import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where pinned tools are installed; git ignores it. */
const STORE = resolve(__dirname, "..", ".tools");

/** A command that installs a tool. */
export interface InstallCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What to do when it fails, for instance which program to install. */
  readonly next: string;
}

/** A tool whose version files here pin. */
export interface PinnedTool {
  /** Short name, for the directory and for messages. */
  readonly name: string;
  /** Directory of the files that pin it; the install command runs there. */
  readonly source: string;
  /** The pinning files: a change of any of them installs anew. */
  readonly pins: readonly string[];
  /** The command that installs the tool into a directory. */
  readonly into: (directory: string) => InstallCommand;
}

/**
 * The directory of the tool, installed at the first call. Safe to call from several processes at once:
 * each installs aside, and the first to finish wins.
 * @throws Error naming the command that failed, its output, and what to do
 */
export function installed(tool: PinnedTool): string {
  const directory = join(STORE, `${tool.name}-${fingerprint(tool)}`);
  if (!existsSync(directory)) install(tool, directory);
  return directory;
}

function fingerprint(tool: PinnedTool): string {
  const hash = createHash("sha256");
  for (const file of tool.pins) hash.update(readFileSync(join(tool.source, file)));
  return hash.digest("hex").slice(0, 12);
}

function install(tool: PinnedTool, directory: string): void {
  const aside = `${directory}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  try {
    run(tool, tool.into(aside));
    if (!existsSync(directory)) renameSync(aside, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function run(tool: PinnedTool, { command, args, env, next }: InstallCommand): void {
  try {
    execFileSync(command, args, { cwd: tool.source, env: { ...process.env, ...env }, stdio: "pipe" });
  } catch (error) {
    const output = String((error as { stderr?: Buffer }).stderr ?? error);
    throw new Error(`installing ${tool.name} failed at "${command} ${args.join(" ")}"; ${next}\n${output}`);
  }
}
