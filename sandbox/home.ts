import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { SandboxFolderError } from "./folder-error";
import { takeLock } from "./lock";

/** What a sandbox makes in its folder; everything else there is somebody else's. */
const OWN = /^(clouds\.json(\.\d+\.tmp)?|state|cdktf\.out|lock(\.\d+)?)$/;
const LOCK = /^lock(\.\d+)?$/;

/** Where one sandbox keeps what survives between runs: the clouds, the Terraform states, the synthesized stacks. */
export class SandboxHome {
  readonly directory: string;

  /** @param directory the sandbox's folder. @default SANDBOX_DIR, else `.sandbox` in the working directory */
  constructor(directory?: string) {
    // Set to nothing is not set: an empty path would be the working directory.
    const { SANDBOX_DIR } = process.env;
    this.directory = resolve(directory ?? (SANDBOX_DIR ? SANDBOX_DIR : ".sandbox"));
  }

  /** Tells this sandbox from others: "sandbox-1f2e3d4c". */
  get id(): string {
    return `sandbox-${createHash("sha256").update(this.directory).digest("hex").slice(0, 8)}`;
  }

  /** What the two clouds hold. */
  get cloudFile(): string {
    return join(this.directory, "clouds.json");
  }

  /** Where the stacks' states are, one file a stack. */
  get stateDirectory(): string {
    return join(this.directory, "state");
  }

  /** Where the stacks are synthesized to. */
  get outputDirectory(): string {
    return join(this.directory, "cdktf.out");
  }

  /**
   * Keeps other runs out until the returned function is called: two runs would overwrite each other's clouds.
   * @throws SandboxBusyError while another run holds it
   * @throws SandboxFolderError when the folder holds other things and was never a sandbox, or cannot be used
   */
  lock(): () => void {
    return this.using(() => {
      this.refuseForeign(this.entries() ?? []);
      mkdirSync(this.directory, { recursive: true });
      return takeLock(this.directory, join(this.directory, "lock"));
    });
  }

  /** Takes away what the sandbox made, its lock aside. Call it while holding the lock. */
  clear(): void {
    this.using(() => {
      const made = (this.entries() ?? []).filter((name) => OWN.test(name) && !LOCK.test(name));
      for (const name of made) rmSync(join(this.directory, name), { recursive: true, force: true });
    });
  }

  /**
   * Forgets everything: the folder goes too, when nothing else is in it.
   * @returns names of what else is in the folder, which stays
   * @throws what `lock` throws
   */
  reset(): readonly string[] {
    if (this.using(() => this.entries()) === undefined) return [];
    const unlock = this.lock();
    try {
      this.clear();
    } finally {
      unlock();
    }
    const left = this.using(() => this.entries()) ?? [];
    if (left.length === 0) removeEmpty(this.directory);
    return left;
  }

  /** Names in the folder, sorted; undefined without a folder. */
  private entries(): readonly string[] | undefined {
    try {
      return readdirSync(this.directory).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  private refuseForeign(entries: readonly string[]): void {
    const strangers = entries.filter((name) => !OWN.test(name));
    const isOurs = entries.includes("clouds.json")
      ? strangers.length === 0 || this.isSandboxFile()
      : entries.every((name) => LOCK.test(name));
    if (isOurs) return;
    const more = entries.length > 5 ? ` and ${entries.length - 5} more` : "";
    throw new SandboxFolderError(
      this.directory,
      `it holds ${entries.slice(0, 5).join(", ")}${more}, and was never a sandbox; nothing was touched`,
    );
  }

  /** Other programs have a `clouds.json` too, and beside it other files. Ours begins with its version. */
  private isSandboxFile(): boolean {
    return /^\s*\{\s*"version":/.test(readFileSync(this.cloudFile, "utf8"));
  }

  private using<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw new SandboxFolderError(this.directory, message);
    }
  }
}

/** A link, a mount point, and a folder that somebody uses again already, stay. */
function removeEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch (error) {
    const stays = ["ENOTDIR", "EBUSY", "ENOTEMPTY", "ENOENT", "EACCES", "EPERM"];
    if (!stays.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
