import type { Problem } from "../errors";

/** Faults of a name of an environment's secret or variable (docs.github.com "Using secrets in GitHub Actions"). */
export function entryNameProblems(kind: "secret" | "variable", name: string): Problem[] {
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    return [
      {
        fault: `a ${kind}'s name is malformed`,
        got: name,
        allowed: "letters, digits and underscores, not starting with a digit",
        next: 'rename it, for example "DO_ACCESS_TOKEN"',
      },
    ];
  }
  if (!/^GITHUB_/i.test(name)) return [];
  return [
    {
      fault: `a ${kind}'s name must not start with GITHUB_, which GitHub keeps for itself`,
      got: name,
      next: "rename it",
    },
  ];
}

/** The fault of giving a name twice. */
export function duplicateEntry(kind: "secret" | "variable", name: string): Problem {
  return {
    fault: `a ${kind} is given twice`,
    got: name,
    next: `give each ${kind} once; GitHub does not tell upper from lower case`,
  };
}
