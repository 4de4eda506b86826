import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** How often new programs below cdktf are looked for once it was interrupted. */
const LOOK_EVERY_MILLISECONDS = 200;

/**
 * Ends a cdktf that applies in order when somebody interrupts: Terraform is told to stop, and ends what it is doing and
 * writes its state. cdktf 0.21.0 must not hear of it, so it is in a process group of its own: it would hang up on Terraform
 * at once, which then dies with nothing written and its lock still there (measured). A second interrupt ends all of it.
 * @param pid cdktf, the first of its group
 * @returns what calls it off
 */
export function interruptInOrder(pid: number): () => void {
  const told = new Set<number>();
  let looking: NodeJS.Timeout | undefined;
  const tellTerraform = () => {
    for (const child of childrenOf(pid).filter((each) => !told.has(each))) {
      told.add(child);
      send(child, "SIGINT");
    }
  };
  const onInterrupt = () => {
    if (looking !== undefined) return send(-pid, "SIGTERM");
    console.error(
      "\nstopping: Terraform ends what it is doing and writes its state; interrupt again to stop at once",
    );
    looking = setInterval(tellTerraform, LOOK_EVERY_MILLISECONDS);
    tellTerraform();
  };
  const end = () => send(-pid, "SIGTERM");
  process.on("SIGINT", onInterrupt);
  process.on("exit", end);
  return () => {
    clearInterval(looking);
    process.off("SIGINT", onInterrupt);
    process.off("exit", end);
  };
}

function childrenOf(pid: number): number[] {
  return processes().flatMap(([child, parent]) => (parent === pid ? [child] : []));
}

/** Every process and its parent. Small containers have no `ps`, and Linux tells it without. */
function processes(): [child: number, parent: number][] {
  return existsSync("/proc/self/stat") ? processesOfLinux() : processesByPs();
}

function processesOfLinux(): [number, number][] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const parent = parentOf(`/proc/${name}/stat`);
      return parent === undefined ? [] : [[Number(name), parent] as [number, number]];
    });
}

/** Number, (name), state, parent; a name may hold brackets and spaces itself. Undefined when the process has ended meanwhile. */
function parentOf(file: string): number | undefined {
  try {
    const stat = readFileSync(file, "utf8");
    return Number(
      stat
        .slice(stat.lastIndexOf(")") + 1)
        .trim()
        .split(" ")[1],
    );
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}

function processesByPs(): [number, number][] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  return table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
}

/** One that has ended meanwhile needs no signal. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
