import { execFileSync } from "node:child_process";
import { Failure } from "./failure";

/** How buildx says, in its last words, that the registry does not have the image. */
const MISSING = /(: not found|manifest unknown)$/i;

/** Whether the registry has the image; false only when it says that it has not. Throws Failure when it cannot be asked. */
export function isInRegistry(image: string): boolean {
  try {
    execFileSync("docker", ["buildx", "imagetools", "inspect", image], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    return true;
  } catch (error) {
    const { stderr, message } = error as { stderr?: Buffer; message: string };
    const fault = stderr?.toString("utf8").trim() || message;
    if (MISSING.test(fault)) return false;
    throw new Failure({
      intent: `look for ${image}`,
      fault,
      next: "log in to the registry before this step; if it is down, run this job again",
    });
  }
}
