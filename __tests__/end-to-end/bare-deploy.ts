import { join } from "node:path";
import type { Said, SandboxCommandLine } from "./command-line";

export const IMAGES = ["staging", "production"].map((name) => `ghcr.io/lingobot/lingobot:${name}-latest`);
export const NOT_FOUND = "repository lingobot/lingobot not found: run `cdktf deploy repository` first";

/** `cdktf deploy`, without any command of ours around it. */
export function bareDeploy(shell: SandboxCommandLine, ...stacks: string[]): Promise<Said> {
  const output = join(shell.directory, "at-once");
  const flags = ["--auto-approve", "--skip-provider-lock", "--output", output];
  return shell.exec("npx", "cdktf", "deploy", ...stacks, ...flags);
}
