import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where one sandbox keeps what survives between runs: the clouds, the Terraform states, the synthesized stacks. */
export class SandboxHome {
  readonly directory: string;

  /** @param directory the sandbox's folder. @default SANDBOX_DIR, else `.sandbox` in the working directory */
  constructor(directory: string = process.env.SANDBOX_DIR ?? ".sandbox") {
    this.directory = resolve(directory);
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

  get exists(): boolean {
    return existsSync(this.directory);
  }

  /** Forgets everything. */
  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  /**
   * Keeps other runs out until the returned function is called: two runs would overwrite each other's clouds.
   * @throws SandboxBusyError while another run holds it
   */
  lock(): () => void {
    mkdirSync(this.directory, { recursive: true });
    const file = join(this.directory, "lock");
    const holder = this.holder(file);
    if (holder !== undefined) throw new SandboxBusyError(this.directory, holder);
    rmSync(file, { force: true });
    const descriptor = openSync(file, "wx");
    writeSync(descriptor, String(process.pid));
    closeSync(descriptor);
    return () => rmSync(file, { force: true });
  }

  private holder(file: string): number | undefined {
    if (!existsSync(file)) return undefined;
    const pid = Number(readFileSync(file, "utf8"));
    return isRunning(pid) ? pid : undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Another command is using the sandbox. */
export class SandboxBusyError extends Error {
  constructor(directory: string, pid: number) {
    super(
      `the sandbox in ${directory} is in use by process ${pid}; wait until it ends, or use another folder by setting SANDBOX_DIR`,
    );
    this.name = "SandboxBusyError";
  }
}
