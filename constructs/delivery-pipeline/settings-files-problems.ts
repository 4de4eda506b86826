import type { Problem } from "../errors";
import type { DeliveryPipelineProps } from "./delivery-pipeline-props";

/** A user, a team with its organization, or an e-mail address (GitHub documentation, "About code owners"). */
const CODE_OWNER = /^(@[A-Za-z\d][\w-]*(\/[\w.-]+)?|[^\s@]+@[^\s@]+\.[^\s@]+)$/;
const KEY = /^[_A-Za-z][_A-Za-z0-9]*$/;

/** Faults of what is written into CODEOWNERS, dependabot.yml and .env.example: nobody reads these before a person misses something. */
export function settingsFilesProblems(
  { codeOwners = {}, updatesBranch, localEnvironment = {} }: DeliveryPipelineProps,
  branches: readonly string[],
): Problem[] {
  return [
    ...ownerProblems(Object.values(codeOwners).flat()),
    ...updatesProblems(updatesBranch, branches),
    ...localProblems(Object.keys(localEnvironment.variables ?? {}), localEnvironment.secrets ?? []),
  ];
}

function ownerProblems(owners: readonly string[]): Problem[] {
  const malformed = [...new Set(owners)].filter((owner) => !CODE_OWNER.test(owner));
  if (malformed.length === 0) return [];
  return [
    {
      fault: "code owners are malformed, so GitHub ignores the line of the file that they stand in",
      got: malformed,
      allowed: "@user, @organization/team or an e-mail address",
      next: 'write them like "@lingobot/platform"',
    },
  ];
}

function updatesProblems(branch: string | undefined, branches: readonly string[]): Problem[] {
  if (branch === undefined || branches.includes(branch)) return [];
  return [
    {
      fault: "updatesBranch is no branch of the repository, so Dependabot would propose nothing",
      got: branch,
      allowed: branches.join(", "),
      next: "name one of these, or leave updatesBranch out",
    },
  ];
}

function localProblems(variables: readonly string[], secrets: readonly string[]): Problem[] {
  const names = [...variables, ...secrets];
  const malformed = variables.filter((name) => !KEY.test(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...(malformed.length === 0
      ? []
      : [
          {
            fault: "variables of the local environment are malformed",
            got: malformed,
            allowed: "letters, digits and underscores, not beginning with a digit",
            next: "rename them, for example LQBOT_LOG_LEVEL",
          },
        ]),
    ...(twice.length === 0
      ? []
      : [
          {
            fault:
              "the local environment declares names twice, so that one line of .env would hide the other",
            got: [...new Set(twice)],
            next: "keep each as a variable or as a secret",
          },
        ]),
  ];
}
