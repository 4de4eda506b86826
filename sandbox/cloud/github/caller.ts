/** What a caller may do in the organisation's repositories. */
export type Access = "none" | "read" | "write" | "admin";

/** Who makes an API call. */
export interface Caller {
  /** Login of the user or app ("ada", "github-actions[bot]"); "" without a token. */
  readonly login: string;
  readonly access: Access;
  /** Whether it owns the organisation. @default false */
  readonly organizationAdmin?: boolean;
  /** Id of the GitHub App, when the caller is one. @default - a user */
  readonly integrationId?: number;
  /** Ids of the caller's teams, for bypass. @default - found by login */
  readonly teamIds?: readonly number[];
}

/** A call without a token. */
export const anonymous: Caller = { login: "", access: "none" };

/** GITHUB_TOKEN of a workflow run: writes contents, sees no bypass actors. */
export const workflowToken: Caller = { login: "github-actions[bot]", access: "write", integrationId: 15368 };

const RANK: Readonly<Record<Access, number>> = { none: 0, read: 1, write: 2, admin: 3 };

/** Whether the caller has at least this access. */
export function may(caller: Caller, access: Access): boolean {
  return RANK[caller.access] >= RANK[access];
}

/** Id of the repository role that a caller with this access has: 5 admin, 4 write. */
export function roleId(caller: Caller): number | undefined {
  if (caller.access === "admin") return 5;
  return caller.access === "write" ? 4 : undefined;
}
