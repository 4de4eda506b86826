/** The plan that an organisation pays for. */
export type GitHubPlanName = "free" | "team" | "enterprise";

/** One team of an organisation in a new sandbox. */
export interface TeamWorld {
  readonly name: string;
  /** Logins of its members. */
  readonly members: readonly string[];
}

/** One organisation in a new sandbox. */
export interface OrganizationWorld {
  readonly login: string;
  readonly plan: GitHubPlanName;
  /** Logins of its owners. */
  readonly admins: readonly string[];
  readonly teams: readonly TeamWorld[];
  /** Whether GitHub Secret Protection is bought, for private repositories. @default false */
  readonly secretProtection?: boolean;
  /** Whether GitHub Code Security is bought, for private repositories. @default false */
  readonly codeSecurity?: boolean;
}

/** What GitHub holds before anything is deployed. */
export interface GitHubWorld {
  readonly organizations: readonly OrganizationWorld[];
  /** Logins of everybody with an account. */
  readonly users: readonly string[];
  /** Login of the user whose token the sandbox's Terraform runs with. */
  readonly tokenOwner: string;
}

/** LingoBot's organisation: plan enterprise with both security products, teams `platform` and `developers`. */
export const lingobotGitHub: GitHubWorld = {
  organizations: [
    {
      login: "lingobot",
      plan: "enterprise",
      admins: ["ada"],
      secretProtection: true,
      codeSecurity: true,
      teams: [
        { name: "platform", members: ["ada", "grace", "linus"] },
        { name: "developers", members: ["grace", "linus"] },
      ],
    },
  ],
  users: ["ada", "grace", "linus", "octocat"],
  tokenOwner: "ada",
};
