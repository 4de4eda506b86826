import { generateKeyPairSync } from "node:crypto";
import type { SynthesizedStack } from "../tools/synthesized";
import type { GitHubApp } from "./rest/options";

const APP_VARIABLES = ["GITHUB_APP_ID", "GITHUB_APP_INSTALLATION_ID", "GITHUB_APP_PEM_FILE"] as const;

/** The App that can sign in to the sandbox: it may do all that stacks and commands ask for. */
export const SANDBOX_APP: GitHubApp = {
  id: "900001",
  installation: "900002",
  permissions: {
    actions: "write",
    actions_variables: "write",
    administration: "write",
    contents: "write",
    environments: "write",
    issues: "write",
    members: "write",
    pull_requests: "write",
    secrets: "write",
    workflows: "write",
  },
};

/**
 * How programs and providers sign in to GitHub in one session: the way the caller would sign in to the real GitHub, with
 * values of the sandbox's own. A caller who has neither a token nor an App gets what the stacks ask for.
 */
export class GitHubSignIn {
  /** What a program gets. The caller's own App is taken away; so is every token, from one who has an App and no token. */
  readonly env: NodeJS.ProcessEnv;

  constructor(caller: NodeJS.ProcessEnv) {
    const isApp = !caller.GITHUB_TOKEN && APP_VARIABLES.every((name) => caller[name]);
    this.env = isApp
      ? { ...appVariables(), GITHUB_TOKEN: undefined }
      : Object.fromEntries(APP_VARIABLES.map((name) => [name, undefined]));
  }

  /** Signs in as an App, too, where stacks ask for it. */
  serve(stacks: readonly SynthesizedStack[]): void {
    if (stacks.some(signsInAsApp) && this.env.GITHUB_APP_ID === undefined)
      Object.assign(this.env, appVariables());
  }
}

function signsInAsApp({ configuration }: SynthesizedStack): boolean {
  return [configuration.provider?.github].flat().some((block) => block?.app_auth !== undefined);
}

/** The key is made anew each time: programs sign with it, and the sandbox does not look at the signature. */
function appVariables(): Record<(typeof APP_VARIABLES)[number], string> {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  return {
    GITHUB_APP_ID: SANDBOX_APP.id,
    GITHUB_APP_INSTALLATION_ID: SANDBOX_APP.installation,
    GITHUB_APP_PEM_FILE: privateKey,
  };
}
