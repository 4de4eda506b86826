import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/** Another command is using the sandbox. */
export class SandboxBusyError extends Error {
  constructor(directory: string, file: string, pid: number) {
    super(
      `the sandbox in ${directory} is in use by process ${pid}; wait until it ends, or use another folder by setting SANDBOX_DIR. ` +
        `If process ${pid} is no command of the sandbox, delete ${file}`,
    );
    this.name = "SandboxBusyError";
  }
}

/**
 * Takes a lock: a file that holds the number of the process that has it. One whose process is gone, or that holds no
 * process's number, is stale and taken over.
 * @returns what gives it back
 * @throws SandboxBusyError while another run has it
 */
export function takeLock(directory: string, file: string): () => void {
  const holder = holderOf(file);
  if (holder !== undefined) throw new SandboxBusyError(directory, file, holder);
  rmSync(file, { force: true });
  // Made whole beside it and linked into place: nobody ever reads a lock that is not written yet.
  const made = `${file}.${process.pid}`;
  writeFileSync(made, String(process.pid));
  try {
    linkSync(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return takeLock(directory, file);
  } finally {
    rmSync(made);
  }
  return () => rmSync(file, { force: true });
}

function holderOf(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8").trim();
  const pid = /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
  return pid !== undefined && isRunning(pid) ? pid : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
