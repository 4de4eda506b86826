import {
  type ExpectedProtection,
  expectedProtection,
  LONG_LIVED_BRANCHES,
  type ProtectedBranch,
} from "../constructs";
import { gateOf } from "./gate";
import type { EnvironmentSettings, PlatformSettings } from "./settings";

/** The long-lived branches; where the pipeline has code owners, each requires their approval unless it says otherwise. */
export function branchesOf({ github, pipeline }: PlatformSettings): readonly ProtectedBranch[] {
  const branches = github.branches ?? LONG_LIVED_BRANCHES;
  if (pipeline?.codeOwners === undefined) return branches;
  return branches.map((branch) => ({ codeOwnerApproval: true, ...branch }));
}

/** Who may deploy to an environment, and the rules of its branch: the very values that the stacks synthesize. */
export function protectionOf(
  environment: EnvironmentSettings,
  settings: PlatformSettings,
): ExpectedProtection {
  const rules = branchesOf(settings).find(({ name }) => name === environment.branch);
  return expectedProtection(gateOf(environment, settings.github), rules);
}

/** Who may bypass the rules of each protected branch, as `Team:platform`, by the branch's name. */
export function bypassActorsOf(settings: PlatformSettings): ReadonlyMap<string, readonly string[]> {
  const { github } = settings;
  const actors = branchesOf(settings).map((branch) => {
    const { bypassActors } = expectedProtection({ ...github, branches: [branch.name] }, branch);
    return [branch.name, bypassActors] as const;
  });
  return new Map(actors.flatMap(([name, allowed]) => (allowed === undefined ? [] : [[name, allowed]])));
}
