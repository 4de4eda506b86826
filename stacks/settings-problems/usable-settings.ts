import { LONG_LIVED_BRANCHES, type Problem } from "../../constructs";
import type { EnvironmentSettings, GitHubSettings, PlatformSettings } from "../settings";
import { checkedEnvironment } from "./environment";
import { checkedGitHub } from "./github";
import { LIST, OBJECT, problemsOfKind } from "./kinds";
import { productNameProblems, usablyNamed } from "./names";
import type { Checked } from "./parts";
import { checkedPipeline } from "./pipeline";
import { problemsTogether } from "./together";

/**
 * The settings that stacks can be built from, and every fault that would keep one from being built. What is wrong is
 * left out or replaced, so that the faults of everything else show in the same run; nothing is written then.
 */
export function usableSettings(settings: PlatformSettings): Checked<PlatformSettings> {
  const problems: Problem[] = [];
  const take = <T>(checked: Checked<T>): T => {
    problems.push(...checked.problems);
    return checked.value;
  };
  const github = take(githubOf(settings));
  const name = take(nameOf(settings));
  const { pipeline: given, ...rest } = settings;
  const pipeline = take(pipelineOf(given));
  const environments = take(usablyNamed(take(environmentsOf(settings, github)), name));
  const usable = { ...rest, name, github, environments, ...(pipeline === undefined ? {} : { pipeline }) };
  return { value: usable, problems: [...problems, ...problemsTogether(usable)] };
}

function nameOf({ name }: PlatformSettings): Checked<string> {
  const problems = productNameProblems(name);
  return { value: problems.length === 0 ? name : "product", problems };
}

function githubOf({ github }: PlatformSettings): Checked<GitHubSettings> {
  const problems = problemsOfKind("github", github, OBJECT);
  if (problems.length === 0) return checkedGitHub(github);
  return { value: checkedGitHub({} as GitHubSettings).value, problems };
}

function pipelineOf(pipeline: PlatformSettings["pipeline"]): Checked<PlatformSettings["pipeline"]> {
  if (pipeline === undefined) return { value: undefined, problems: [] };
  const problems = problemsOfKind("pipeline", pipeline, OBJECT);
  return problems.length === 0 ? checkedPipeline(pipeline) : { value: undefined, problems };
}

/** Those that are one, with where they stand in the list. */
function environmentsOf(
  { environments }: PlatformSettings,
  { branches = LONG_LIVED_BRANCHES }: GitHubSettings,
): Checked<readonly (readonly [number, EnvironmentSettings])[]> {
  const faults = problemsOfKind("environments", environments, LIST);
  if (faults.length > 0) return { value: [], problems: faults };
  if (environments.length === 0) return { value: [], problems: [NO_ENVIRONMENT] };
  const used = environments.map((each) => each?.branch);
  const free = branches.map(({ name }) => name).find((name) => !used.includes(name)) ?? "main";
  const checked = environments.map((environment, index) => {
    const at = `environments[${index}]`;
    const problems = problemsOfKind(at, environment, OBJECT);
    return problems.length > 0 ? { problems } : checkedEnvironment(at, environment, free);
  });
  return {
    value: checked.flatMap((each, index) => ("value" in each ? [[index, each.value] as const] : [])),
    problems: checked.flatMap((each) => each.problems),
  };
}

const NO_ENVIRONMENT: Problem = {
  fault: "`environments` is empty, so nothing would be deployed but a repository that nobody deploys from",
  got: [],
  allowed: "one environment or more",
  next: "name one, as in lingobot.ts",
};
