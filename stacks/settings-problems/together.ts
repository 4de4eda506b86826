import { LONG_LIVED_BRANCHES, type Problem } from "../../constructs";
import { codeOwnerProblems } from "../code-owners";
import type { EnvironmentSettings, PlatformSettings } from "../settings";

/** A team that GitHub could not have is told by the environment that it should approve for. */
const SLUG = /^[a-z\d_-]+$/;

/** What is wrong although each part by itself is right. */
export function problemsTogether(settings: PlatformSettings): Problem[] {
  return [
    ...codeOwnerProblems(settings),
    ...settings.environments.flatMap((each) => [
      ...approverProblems(each, settings),
      ...monitorProblems(each),
      ...branchProblems(each, settings),
    ]),
  ];
}

/** A team that approves must be able to read the repository, whose teams are listed in the settings. */
function approverProblems({ name, approval }: EnvironmentSettings, { github }: PlatformSettings): Problem[] {
  const { teams } = github;
  if (teams === undefined) return [];
  const outsiders = (approval?.teams ?? []).filter((team) => SLUG.test(team) && !Object.hasOwn(teams, team));
  return outsiders.map((team) => ({
    fault: `team "${team}" approves deployments of ${name}, but has no access to the repository`,
    allowed: Object.keys(teams).join(", "),
    next: `add it to github.teams, for example { "${team}": "pull" }, or name another team`,
  }));
}

/** The pipeline's monitoring wants an alert that tells somebody. */
function monitorProblems({ name, delivery, notify = [] }: EnvironmentSettings): Problem[] {
  if (delivery?.monitor === undefined || notify.length > 0) return [];
  return [
    {
      fault: `deployments of ${name} are monitored, but its alerts tell nobody, so every deployment would fail`,
      got: { monitor: delivery.monitor, notify },
      next: `give ${name} somebody to tell in notify, or leave delivery.monitor out`,
    },
  ];
}

/** GitHub takes any branch into an environment's policy, also one that is not there: whoever may push could make it. */
function branchProblems(
  { name, branch }: EnvironmentSettings,
  { github, pipeline }: PlatformSettings,
): Problem[] {
  const known = (github.branches ?? LONG_LIVED_BRANCHES).map((each) => each.name);
  // A pipeline tells it by itself.
  if (pipeline !== undefined || known.includes(branch)) return [];
  return [
    {
      fault: `${name} deploys from a branch that nobody makes and no ruleset guards, so that whoever may push could deploy`,
      got: branch,
      allowed: known.join(", "),
      next: "add it to github.branches, or name one of these",
    },
  ];
}
