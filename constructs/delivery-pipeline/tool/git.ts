import { execFileSync } from "node:child_process";
import { Failure } from "./failure";

const MOST_BYTES = 100 * 1024 * 1024;

/** Runs git in the checkout and gives what it prints, without the line break at its end. Throws Failure with git's words. */
export function git(...arguments_: readonly string[]): string {
  return gitBytes(...arguments_)
    .toString("utf8")
    .trimEnd();
}

/** Like `git`, but the very bytes. */
export function gitBytes(...arguments_: readonly string[]): Buffer {
  try {
    return execFileSync("git", arguments_, { stdio: ["ignore", "pipe", "pipe"], maxBuffer: MOST_BYTES });
  } catch (error) {
    const { stderr, message } = error as { stderr?: Buffer; message: string };
    throw new Failure({
      intent: `run git ${arguments_.join(" ")}`,
      fault: stderr?.toString("utf8").trim() || message,
      next: "check out the repository with its history (fetch-depth: 0); resolve a conflict by hand, on a branch of your own",
    });
  }
}
