import type { SynthesizedStack } from "../../../tools/synthesized";
import {
  appCredentials,
  installationPermissions,
  lackingPermissions,
  missingVariables,
} from "../../clouds/github-app";
import { CloudError, expectStatus } from "../../clouds/http";
import { dataOf, resourcesOf, signsInAsApp, uses } from "../../configuration";
import type { Check, Finding, PreflightContext } from "../check";

const TOKENS = "https://github.com/settings/tokens";

/** GitHub lets us in, and the token may do what the stacks do, as far as GitHub tells. */
export const githubCredentials: Check = {
  id: "GitHub credentials",
  run: async (context) => {
    const stacks = context.stacks.filter((stack) => uses(stack, "github"));
    if (stacks.length === 0) return [];
    return stacks.some(signsInAsApp) ? appFindings(context) : tokenFindings(context);
  },
};

async function tokenFindings({ stacks, github }: PreflightContext): Promise<Finding[]> {
  const wanted = scopesFor(stacks);
  if (!github.hasToken)
    return [
      {
        problem: "GITHUB_TOKEN is not set",
        next: `create a classic token with the scopes ${wanted.join(", ")} at ${TOKENS} and export it as GITHUB_TOKEN`,
      },
    ];
  const reply = await github.get("/user");
  if (reply.status === 401)
    return [
      {
        problem: "GitHub does not know the token in GITHUB_TOKEN: it is wrong, expired or revoked",
        next: `create another at ${TOKENS} and export it as GITHUB_TOKEN`,
      },
    ];
  // An App's token, as workflows have it, is no user's; GitHub says so with 403.
  expectStatus(reply, "GitHub's GET /user", 200, 403);
  const scopes = reply.headers.get("x-oauth-scopes");
  return scopes === null ? [untold(stacks)] : scopeFindings(wanted, scopes.split(/\s*,\s*/));
}

/** Scopes that hold others (docs.github.com, "Scopes for OAuth apps"). */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  "read:org": ["write:org", "admin:org"],
};

function scopesFor(stacks: readonly SynthesizedStack[]): string[] {
  const teams = stacks.some((stack) => dataOf(stack, "github_team").length > 0);
  const ownTeams = stacks.some((stack) => resourcesOf(stack, "github_team").length > 0);
  return [
    "repo",
    ...(seedsWorkflows(stacks) ? ["workflow"] : []),
    ...(ownTeams ? ["admin:org"] : teams || givesTeamsAccess(stacks) ? ["read:org"] : []),
  ];
}

function givesTeamsAccess(stacks: readonly SynthesizedStack[]): boolean {
  const resources = stacks.flatMap((stack) => resourcesOf(stack, "github_repository_collaborators"));
  return resources.some(({ values }) => values.team !== undefined);
}

function seedsWorkflows(stacks: readonly SynthesizedStack[]): boolean {
  const files = stacks.flatMap((stack) => resourcesOf(stack, "github_repository_file"));
  return files.some(({ values }) => String(values.file).startsWith(".github/workflows/"));
}

function scopeFindings(wanted: readonly string[], given: readonly string[]): Finding[] {
  const lacking = wanted.filter(
    (scope) => ![scope, ...(WIDER[scope] ?? [])].some((enough) => given.includes(enough)),
  );
  if (lacking.length === 0) return [];
  return [
    {
      problem: `the token in GITHUB_TOKEN lacks the scope ${lacking.join(", ")}; it has ${given.join(", ") || "none"}`,
      next: `add ${lacking.join(", ")} to the token at ${TOKENS}`,
    },
  ];
}

/** Permissions by GitHub's names, "name" → what is needed. */
function permissionsFor(stacks: readonly SynthesizedStack[]): Record<string, "read" | "write"> {
  return {
    administration: "write",
    contents: "write",
    environments: "write",
    secrets: "write",
    ...(stacks.some((stack) => resourcesOf(stack, "github_actions_variable").length > 0)
      ? { actions_variables: "write" }
      : {}),
    ...(seedsWorkflows(stacks) ? { workflows: "write" } : {}),
    ...(stacks.some((stack) => dataOf(stack, "github_team").length > 0) ? { members: "read" } : {}),
  };
}

/** GitHub tells the permissions of fine-grained and of Apps' tokens to nobody. */
function untold(stacks: readonly SynthesizedStack[]): Finding {
  const wanted = Object.entries(permissionsFor(stacks)).map(([name, level]) => `${name}: ${level}`);
  return {
    note: `the token in GITHUB_TOKEN is no classic one, and GitHub does not tell what it may do: not checked; needed are ${wanted.join(", ")}`,
  };
}

async function appFindings({ stacks, env, github }: PreflightContext): Promise<Finding[]> {
  const app = appCredentials(env);
  if (app === undefined)
    return missingVariables(env).map((name) => ({
      problem: `${name} is not set, and the settings say github.auth: "app"`,
      next: `export ${name} from the GitHub App's settings page, or say github.auth: "token"`,
    }));
  try {
    const given = await installationPermissions(github.url, app);
    return permissionFindings(lackingPermissions(permissionsFor(stacks), given));
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const next =
      "compare GITHUB_APP_ID, GITHUB_APP_INSTALLATION_ID and GITHUB_APP_PEM_FILE with the App's settings page";
    return [{ problem: error.message, next }];
  }
}

function permissionFindings(lacking: readonly string[]): Finding[] {
  if (lacking.length === 0) return [];
  return [
    {
      problem: `the GitHub App lacks the permission ${lacking.join(", ")}`,
      next: "add it on the App's settings page, and accept it for the installation",
    },
  ];
}
