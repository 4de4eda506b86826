import type { EnvironmentSettings } from "../settings";
import type { Checked } from "./parts";

/** What a branch's name cannot hold, or what would make it a pattern or a full reference. */
const NO_BRANCH = /^$|^refs\/|[*?+![\]\s~^:\\]/;

/**
 * The branch is what the pipeline, its gate and the GitHub environment are made of: told here, it is told once.
 * @param standIn what the environment is built with instead
 */
export function checkedBranch(
  at: string,
  { value, problems }: Checked<EnvironmentSettings>,
  standIn: string,
): Checked<EnvironmentSettings> {
  if (!NO_BRANCH.test(value.branch)) return { value, problems };
  const problem = {
    fault: `\`${at}.branch\` must be one branch, and no pattern`,
    got: value.branch,
    allowed: "a branch's short name, without spaces and * ? + ! [ ] ~ ^ : \\",
    next: "name the branch that is deployed here, for example `main`",
  };
  return { value: { ...value, branch: standIn }, problems: [...problems, problem] };
}
