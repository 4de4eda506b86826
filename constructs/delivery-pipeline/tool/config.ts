import { readFileSync } from "node:fs";
import type { PlatformConfig } from "../platform-config";
import { Misuse } from "./failure";

/** What platform.json says of one environment. */
export type EnvironmentConfig = PlatformConfig["environments"][string];

/** Reads platform.json. Throws Misuse when it is missing, not JSON or of another version. */
export function readConfig(file: string): PlatformConfig {
  const config = parse(file, read(file));
  if (config.version === 1) return config;
  throw new Misuse({
    intent: `read ${file}`,
    fault: "platform.json and platform.mjs are of different versions",
    got: config.version,
    allowed: "1",
    next: "render both again: npm run pipeline -- propose",
  });
}

/** One environment by name. Throws Misuse that lists those that exist. */
export function environmentConfig(config: PlatformConfig, name: string): EnvironmentConfig {
  const environment = config.environments[name];
  if (environment !== undefined) return environment;
  throw new Misuse({
    intent: "find the environment",
    fault: "platform.json has no such environment",
    got: name,
    allowed: Object.keys(config.environments).join(", "),
    next: "pass one of these with --environment",
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Misuse({
      intent: `read ${file}`,
      fault: (error as Error).message,
      next: "check out the repository first, or point PLATFORM_CONFIG at platform.json",
    });
  }
}

function parse(file: string, text: string): PlatformConfig {
  try {
    return JSON.parse(text) as PlatformConfig;
  } catch (error) {
    throw new Misuse({
      intent: `read ${file}`,
      fault: `it is not JSON (${(error as Error).message})`,
      next: "render it again: npm run pipeline -- propose",
    });
  }
}
