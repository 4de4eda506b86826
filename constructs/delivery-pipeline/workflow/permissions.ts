import type { Access, Grant } from "./grant";
import type { PermissionScope, Permissions } from "./model";

const RANK = { none: 0, read: 1, write: 2 } as const;

/** A scope that is asked for and not granted far enough. */
export interface MissingGrant {
  readonly scope: PermissionScope;
  readonly asked: Access;
  readonly granted: Access | "none";
}

/** The grants as a list, in the order in which they were written. */
export function grantsOf(permissions: Permissions): readonly (readonly [PermissionScope, Grant])[] {
  return Object.entries(permissions) as [PermissionScope, Grant][];
}

/** What `asked` needs beyond `granted`. */
export function missingGrants(granted: Permissions, asked: Permissions): readonly MissingGrant[] {
  return grantsOf(asked).flatMap(([scope, { access }]) => {
    const has = granted[scope]?.access ?? "none";
    return RANK[has] >= RANK[access] ? [] : [{ scope, asked: access, granted: has }];
  });
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
