import type { Pins, UsesStep } from "../constructs";
import { expression } from "./steps";

/** Read-only, of an environment that only looks. Secrets of the apps are placeholders there, so none is here. */
export const READING = {
  DIGITALOCEAN_TOKEN: expression("secrets.DIGITALOCEAN_TOKEN"),
  GITHUB_TOKEN: expression("secrets.PLATFORM_GITHUB_TOKEN"),
  AWS_ACCESS_KEY_ID: expression("secrets.STATE_ACCESS_KEY_ID"),
  AWS_SECRET_ACCESS_KEY: expression("secrets.STATE_SECRET_ACCESS_KEY"),
} as const;

/** Where the state is written. */
export const STATE = {
  AWS_ACCESS_KEY_ID: expression("secrets.STATE_ACCESS_KEY_ID"),
  AWS_SECRET_ACCESS_KEY: expression("secrets.STATE_SECRET_ACCESS_KEY"),
} as const;

/** Whose repository is deployed to; the settings name it too, and a test compares. */
const TARGET = { owner: "lingobot", repositories: "lingobot" } as const;

/** The App's token, which is of this job alone. */
export const APP_TOKEN = expression("steps.app.outputs.token");

/** Signs in as the App, for what the job's stack manages and no more. @param permissions "administration" → "write" */
export function appToken(pins: Pins, permissions: Readonly<Record<string, "read" | "write">>): UsesStep {
  const grants = Object.entries(permissions).map(([name, level]) => [`permission-${name}`, level]);
  return {
    name: "Sign in as the App",
    id: "app",
    uses: pins.action("actions/create-github-app-token"),
    with: {
      "client-id": expression("vars.PLATFORM_APP_CLIENT_ID"),
      "private-key": expression("secrets.PLATFORM_APP_PRIVATE_KEY"),
      ...TARGET,
      ...Object.fromEntries(grants),
    },
  };
}
