import { existsSync } from "node:fs";
import { Cloud } from "./cloud/cloud";
import { credentials } from "./credentials";
import { GitHubSignIn, SANDBOX_APP } from "./github-sign-in";
import type { SandboxHome } from "./home";
import { startRest } from "./rest";
import { requireSoundStates } from "./state-files";
import { startProviders } from "./terraform/server";

/** A sandbox that is open: its clouds, and what a program needs in its environment to reach them. */
export interface Session {
  readonly home: SandboxHome;
  readonly cloud: Cloud;
  /** Environment of a program attached to the sandbox: the providers, the credentials, where state is. */
  readonly env: NodeJS.ProcessEnv;
  readonly signIn: GitHubSignIn;
  /** Time spent answering Terraform so far. */
  readonly stats: { readonly calls: number; readonly milliseconds: number };
}

/** How a sandbox is opened. */
export interface OpenOptions {
  /** Forgets everything first. @default false */
  readonly fresh?: boolean;
}

/** Opens the clouds only, for a command that needs no Terraform; saves them when `use` is done. */
export async function withCloud<T>(
  home: SandboxHome,
  use: (cloud: Cloud) => T | Promise<T>,
  { fresh = false }: OpenOptions = {},
): Promise<T> {
  const unlock = home.lock();
  try {
    if (fresh) home.clear();
    const cloud = Cloud.open(home.cloudFile);
    // Its file is what tells a sandbox's folder from any other.
    if (!existsSync(home.cloudFile)) cloud.save();
    const stay = whenTerminated(() => {
      cloud.save();
      unlock();
    });
    try {
      return await use(cloud);
    } finally {
      stay();
      cloud.save();
    }
  } finally {
    unlock();
  }
}

/**
 * Does `last` before the process ends because it was told to, or its terminal closed.
 * @returns what calls it off
 */
function whenTerminated(last: () => void): () => void {
  const end = (_signal: NodeJS.Signals, number: number) => {
    last();
    process.exit(128 + number);
  };
  const signals = ["SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

/** Opens the clouds and serves the providers and the REST APIs while `use` runs; what was done is saved even when it fails. */
export function withSession<T>(
  home: SandboxHome,
  use: (session: Session) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  return withCloud(home, (cloud) => serving(home, cloud, use), options);
}

async function serving<T>(
  home: SandboxHome,
  cloud: Cloud,
  use: (session: Session) => Promise<T>,
): Promise<T> {
  requireSoundStates(home.stateDirectory);
  const signIn = new GitHubSignIn(process.env);
  const providers = await startProviders(cloud, {
    // As if Terraform had started them: what is not in it, they refuse to do.
    get environment() {
      return { ...process.env, ...credentials(), ...signIn.env };
    },
  });
  const rest = await startRest(cloud, { settle: cloud.digitalocean.settle, githubApp: SANDBOX_APP });
  // An interrupt reaches Terraform too, which ends in order: the clouds are saved after it has.
  const wait = () => undefined;
  process.on("SIGINT", wait);
  try {
    const env = {
      ...process.env,
      ...credentials(),
      ...providers.env,
      ...rest.env,
      ...signIn.env,
      PLATFORM_GHCR_URL: `${rest.url}/registry/ghcr.io`,
      PLATFORM_STATE_DIRECTORY: home.stateDirectory,
      PLATFORM_APPS_ANSWER: "no",
      // Terraform keeps there which backend a folder has: the sandbox's must not be found by a run on the real clouds.
      TF_DATA_DIR: `.terraform-${home.id}`,
    };
    return await use({ home, cloud, env, signIn, stats: providers.stats });
  } finally {
    process.off("SIGINT", wait);
    await Promise.all([providers.close(), rest.close()]);
  }
}
