import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** How often new programs below one that was interrupted are looked for. */
const LOOK_EVERY_MILLISECONDS = 200;

/** How somebody wants a command to end: by a key, from outside, by closing the terminal. */
const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Who hears of an interrupt: the program, what runs below it, or nobody, for work that must not stop halfway. */
export type Hearing = "itself" | "children" | "nobody";

/**
 * Ends a program that changes something in order when somebody interrupts: Terraform is told to stop, and ends what it is
 * doing and writes its state. It is in a process group of its own, so that the terminal does not tell it as well: told
 * twice, Terraform dies with nothing written and its lock still there. So it does below cdktf 0.21.0, which must not hear
 * of an interrupt at all: it would hang up on Terraform at once (measured). A second Ctrl-C ends all of it.
 * @param pid the program, the first of its group
 * @returns what calls it off
 */
export function interruptInOrder(pid: number, hearing: Hearing): () => void {
  const told = new Set<number>();
  let looking: NodeJS.Timeout | undefined;
  const tell = () => {
    for (const one of hearersOf(pid, hearing).filter((each) => !told.has(each))) {
      told.add(one);
      send(one, "SIGINT");
    }
  };
  const onEnding = (signal: NodeJS.Signals) => {
    if (looking !== undefined) return signal === "SIGINT" ? send(-pid, "SIGTERM") : undefined;
    console.error(
      "\nstopping: Terraform ends what it is doing and writes its state; interrupt again to stop at once",
    );
    looking = setInterval(tell, LOOK_EVERY_MILLISECONDS);
    tell();
  };
  const end = () => send(-pid, "SIGTERM");
  for (const signal of ENDINGS) process.on(signal, onEnding);
  process.on("exit", end);
  return () => {
    clearInterval(looking);
    for (const signal of ENDINGS) process.off(signal, onEnding);
    process.off("exit", end);
  };
}

/** What a piece of work gave, and whether somebody interrupted meanwhile. */
export interface Ended<T> {
  readonly result: T;
  readonly isInterrupted: boolean;
}

/** Does what must not be left half done, whoever interrupts. */
export async function toItsEnd<T>(work: () => Promise<T>): Promise<Ended<T>> {
  let isInterrupted = false;
  const note = () => {
    isInterrupted = true;
  };
  for (const signal of ENDINGS) process.on(signal, note);
  try {
    return { result: await work(), isInterrupted };
  } finally {
    for (const signal of ENDINGS) process.off(signal, note);
  }
}

function hearersOf(pid: number, hearing: Hearing): number[] {
  if (hearing === "nobody") return [];
  return hearing === "itself" ? [pid] : childrenOf(pid);
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
