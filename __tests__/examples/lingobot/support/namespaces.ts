import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { type Ended, ended, run } from "./command";

/** Prints the process's id as this machine knows it, then lives until its input ends. */
const HOLD = "read -r pid _ < /proc/self/stat && echo $pid && exec cat";
const LOOPBACK_UP =
  "import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sh', b'lo', 0x49))";

/** Whether this machine lets us make mount, process and network namespaces: Linux, as root. */
export function canMakeNamespaces(): boolean {
  return spawnSync("unshare", ["--mount", "--pid", "--net", "--fork", "true"]).status === 0;
}

/** Namespaces of our own: what is mounted and started in them ends with them. */
export class Namespaces {
  /** New namespaces for mounts and processes, which see the machine's files and network. */
  public static create(): Promise<Namespaces> {
    return Namespaces.hold(
      "unshare",
      ["--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"],
      [],
    );
  }

  private static async hold(
    program: string,
    args: readonly string[],
    kinds: readonly string[],
  ): Promise<Namespaces> {
    const holder = spawn(program, [...args, "bash", "-c", HOLD], { stdio: ["pipe", "pipe", "inherit"] });
    for await (const line of createInterface(holder.stdout)) return new Namespaces(holder, line, kinds);
    throw new Error(`${program} ${args.join(" ")} ended before it was ready`);
  }

  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly holder: ChildProcess,
    private readonly pid: string,
    private readonly kinds: readonly string[],
  ) {
    this.ended = new Promise((done) => holder.once("close", done));
  }

  /** The same namespaces with a loopback network of their own, so that no port is taken and nothing is reached. */
  public async withoutNetwork(python: string): Promise<Namespaces> {
    const up = ["sh", "-c", `"$0" -c "$1" && shift && exec "$@"`, python, LOOPBACK_UP];
    return Namespaces.hold("nsenter", [...this.entry, "unshare", "--net", ...up], ["--net"]);
  }

  /** Runs a program in them to its end. */
  public run(program: string, args: readonly string[]): Promise<Ended> {
    return run("nsenter", [...this.entry, program, ...args], {});
  }

  /** Starts a program in them; it ends with them at the latest. */
  public start(program: string, args: readonly string[]): Promise<Ended> {
    return ended(spawn("nsenter", [...this.entry, program, ...args], { stdio: ["ignore", "pipe", "pipe"] }));
  }

  /** Lets go of them; new namespaces for processes end with all that runs in them. */
  public async end(): Promise<void> {
    this.holder.stdin?.end();
    await this.ended;
  }

  private get entry(): readonly string[] {
    return ["--target", this.pid, "--mount", "--pid", ...this.kinds, "--"];
  }
}
