import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../../../sandbox/cloud/cloud";
import { lingobotDigitalOcean } from "../../../../sandbox/cloud/digitalocean/world";
import type {
  Caller,
  GitHubApi,
  GitHubPlanName,
  GitHubWorld,
  NewRuleset,
} from "../../../../sandbox/cloud/github";

/** A writer who is neither an administrator nor an app. */
export const developer: Caller = { login: "grace", access: "write" };

export interface WorldOptions {
  readonly plan?: GitHubPlanName;
  /** Whether both security products are bought. */
  readonly products?: boolean;
}

export function acme({ plan = "enterprise", products = true }: WorldOptions = {}): GitHubWorld {
  return {
    organizations: [
      {
        login: "acme",
        plan,
        admins: ["ada"],
        secretProtection: products,
        codeSecurity: products,
        teams: [{ name: "Platform Team", members: ["ada", "grace"] }],
      },
    ],
    users: ["ada", "grace", "octocat"],
    tokenOwner: "ada",
  };
}

export function newCloud(options: WorldOptions = {}): Cloud {
  const file = join(mkdtempSync(join(tmpdir(), "github-")), "sandbox.json");
  return Cloud.open(file, { digitalocean: lingobotDigitalOcean, github: acme(options) });
}

/** A new world with the repository acme/bot, and the API of who owns the organisation. */
export function withRepository(options: WorldOptions & { isPrivate?: boolean; empty?: boolean } = {}) {
  const cloud = newCloud(options);
  const github = cloud.github.as(cloud.github.tokenOwner);
  const visibility = options.isPrivate === false ? "public" : "private";
  github.repositories.create("acme", { name: "bot", visibility, auto_init: options.empty !== true });
  return { cloud, github, bot: ["acme", "bot"] as const };
}

/** A ruleset for the default branch with these rules. */
export function mainRuleset(rules: NewRuleset["rules"], more: Partial<NewRuleset> = {}): NewRuleset {
  return {
    name: "main",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules,
    ...more,
  };
}

export const pullRequestRule = { type: "pull_request", parameters: { required_approving_review_count: 1 } };

export function headOf(github: GitHubApi, branch = "main"): string {
  return github.git.ref("acme", "bot", `heads/${branch}`).object.sha;
}

/** Status, reason and field errors of the refusal that `work` meets. */
export function refusalOf(work: () => unknown): { status: number; reason: string; errors: unknown } {
  try {
    work();
  } catch (error) {
    const { status, reason, details } = error as {
      status: number;
      reason: string;
      details: { body?: { errors?: unknown } };
    };
    return { status, reason, errors: details.body?.errors };
  }
  throw new Error("nothing was refused");
}
