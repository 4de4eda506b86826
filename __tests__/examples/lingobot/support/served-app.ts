import { type ChildProcess, spawn } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Checkout } from "./checkout";
import { type Ended, ended } from "./command";

/** How the app is served. */
export interface ServedProps {
  /** Seconds that pass before it starts. @default 0 */
  readonly after?: number;
  /** Its LQBOT_ variables. @default - none */
  readonly variables?: Readonly<Record<string, string>>;
}

/** The app under uvicorn, as the container's command runs it, from a checkout whose dependencies are installed. */
export class ServedApp {
  /** Tells how it ended, and what it logged. */
  public readonly end: Promise<Ended>;

  public static async start(checkout: Checkout, props: ServedProps = {}): Promise<ServedApp> {
    return new ServedApp(checkout, await freePort(), props);
  }

  private readonly process: ChildProcess;

  private constructor(
    checkout: Checkout,
    private readonly port: number,
    { after = 0, variables }: ServedProps,
  ) {
    const uvicorn = [".venv/bin/uvicorn", "lingobot.main:app", "--app-dir", "src", "--port", String(port)];
    this.process = spawn("sh", ["-c", `sleep ${after}; exec "$@"`, "sh", ...uvicorn], {
      cwd: checkout.directory,
      env: { PATH: process.env.PATH, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.end = ended(this.process);
  }

  public get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Waits until it answers at all. */
  public async listening(): Promise<void> {
    for (let attempt = 0; attempt < 300 && this.process.exitCode === null; attempt += 1) {
      const answered = await fetch(this.url).then(
        () => true,
        () => false,
      );
      if (answered) return;
      await wait(100);
    }
    throw new Error(`the app did not answer on ${this.url}`);
  }

  public async stop(): Promise<Ended> {
    this.process.kill();
    return this.end;
  }
}

/** A port that nothing listens on now. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}
