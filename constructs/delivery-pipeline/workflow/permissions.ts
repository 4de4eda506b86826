import type { Grant } from "./grant";
import type { PermissionScope, Permissions } from "./model";

const RANK = { read: 1, write: 2 } as const;

/** The grants as a list, in the order in which they were written. */
export function grantsOf(permissions: Permissions): readonly (readonly [PermissionScope, Grant])[] {
  return Object.entries(permissions) as [PermissionScope, Grant][];
}

/** The least grants that cover all of the given ones. */
export function unionOf(all: readonly Permissions[]): Permissions {
  const union: Partial<Record<PermissionScope, Grant>> = {};
  for (const [scope, grant] of all.flatMap(grantsOf)) {
    const has = union[scope];
    if (has === undefined || RANK[has.access] < RANK[grant.access]) union[scope] = grant;
  }
  return union;
}
