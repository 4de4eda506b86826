import type { Problem } from "../errors";
import { duplicateProblems, loginProblems, slugProblems } from "../private/names";

/** What somebody may do in the repository, from least to most. */
export type RepositoryPermission = "pull" | "triage" | "push" | "maintain" | "admin";

const PERMISSIONS: readonly RepositoryPermission[] = ["pull", "triage", "push", "maintain", "admin"];

/** Who has access, by name, and what they may do. */
export type AccessList = Readonly<Record<string, RepositoryPermission>>;

/** One team or person and what they may do. */
export interface Access {
  readonly name: string;
  readonly permission: RepositoryPermission;
}

/** The entries of an access list. */
export function toAccess(list: AccessList = {}): Access[] {
  return Object.entries(list).map(([name, permission]) => ({ name, permission }));
}

/** Faults of all teams and collaborators together. */
export function accessProblems(teams: readonly Access[], people: readonly Access[]): Problem[] {
  const next = "name each one once";
  return [
    ...teams.flatMap((team) => slugProblems("a team", team.name)),
    ...people.flatMap((person) => loginProblems("a collaborator", person.name)),
    ...[...teams, ...people].flatMap(permissionProblems),
    ...duplicateProblems("a team", teams.map(nameOf), next),
    ...duplicateProblems("a collaborator", people.map(nameOf), next),
  ];
}

function nameOf(access: Access): string {
  return access.name;
}

function permissionProblems({ name, permission }: Access): Problem[] {
  if (PERMISSIONS.includes(permission)) return [];
  return [
    {
      fault: `the access of "${name}" is unknown to GitHub`,
      got: permission,
      allowed: PERMISSIONS.join(", "),
      next: "use one of them",
    },
  ];
}
