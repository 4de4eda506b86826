import type { SandboxHome } from "./home";

/** One command of the sandbox. */
export interface Command {
  /** How it is called, arguments included: `deploy [STACK…]`. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Runs it. @returns the exit code */
  run(args: readonly string[], home: SandboxHome): Promise<number>;
}

/** The person asked for something that cannot be done; the message says what can. Exit code 1, no stack trace. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CommandError";
  }
}
