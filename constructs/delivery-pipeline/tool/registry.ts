import { execFileSync } from "node:child_process";
import type { Clock } from "./clock";
import { Failure } from "./failure";

const SECONDS = 60;

/** How buildx says, in its last words, that the registry does not have the image. */
const MISSING = /(: not found|manifest unknown)$/i;

/** Whether the registry has the image; false only when it says that it has not. Throws Failure when it cannot be asked. */
export function isInRegistry(image: string, clock: Clock): boolean {
  try {
    execFileSync("docker", ["buildx", "imagetools", "inspect", image], {
      stdio: ["ignore", "ignore", "pipe"],
      timeout: clock.requestLimit(SECONDS),
    });
    return true;
  } catch (error) {
    const fault = faultOf(error as CommandError);
    if (MISSING.test(fault)) return false;
    throw new Failure({
      intent: `look for ${image}`,
      fault,
      next: "log in to the registry before this step; if it is down, run this job again",
    });
  }
}

interface CommandError {
  readonly code?: string;
  readonly stderr?: Buffer;
  readonly message: string;
}

function faultOf({ code, stderr, message }: CommandError): string {
  if (code === "ETIMEDOUT") return "it was not answered in time";
  return stderr?.toString("utf8").trim() || message;
}
