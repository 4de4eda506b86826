import type { Problem } from "../errors";

/** Where state is kept. */
export type RemoteStateKind = "spaces" | "s3" | "postgres" | "hcp" | "local";

/** What each kind reads its credentials from, instead of from code. */
const ENVIRONMENT_VARIABLES: Readonly<Record<RemoteStateKind, string>> = {
  spaces:
    "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (a Spaces key with read and write access to the bucket)",
  s3: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or a profile or role that the AWS SDK finds)",
  postgres: "PG_CONN_STR",
  hcp: "TF_TOKEN_app_terraform_io (dots of another host become underscores)",
  local: "no variable: local state needs no credentials",
};

const CREDENTIAL =
  /access_?key|secret|password|passwd|^pass$|token|conn(?:ection)?_?str|^pg_?url$|credential|sse_?customer/i;

/**
 * Faults of what the caller gave: credentials, which would be written into cdktf.out in clear text, and settings that
 * do not exist. Types refuse both; this is for callers without types. Values of credentials are not printed.
 */
export function settingProblems(kind: RemoteStateKind, given: object, known: readonly string[]): Problem[] {
  return Object.keys(given).flatMap((name) => {
    if (known.includes(name)) return userInfoProblems(kind, name, (given as Record<string, unknown>)[name]);
    return [CREDENTIAL.test(name) ? credentialProblem(kind, name) : unknownProblem(kind, name, known)];
  });
}

function userInfoProblems(kind: RemoteStateKind, name: string, value: unknown): Problem[] {
  if (typeof value !== "string" || !/:\/\/[^/]*@/.test(value)) return [];
  return [credentialProblem(kind, name)];
}

function credentialProblem(kind: RemoteStateKind, name: string): Problem {
  return {
    fault: `credentials of the state (\`${name}\`) must not stand in code: they would be written to cdktf.out in clear text`,
    next: `remove it and set ${ENVIRONMENT_VARIABLES[kind]}`,
  };
}

function unknownProblem(kind: RemoteStateKind, name: string, known: readonly string[]): Problem {
  return {
    fault: `RemoteState.${kind} has no such setting`,
    got: name,
    allowed: known.join(", "),
    next: "remove it",
  };
}
