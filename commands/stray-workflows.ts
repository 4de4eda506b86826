import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { PlatformSettings } from "../stacks";
import { repositoryFiles, repositoryWorkflows } from "../workflows";

const FOLDER = ".github/workflows";
const DEPLOY = "deploy.yml";

/** Workflows that GitHub runs and that no source makes, in sentences. They may be somebody's, so nothing removes them. */
export function strayWorkflows(directory: string): string[] {
  const folder = join(directory, FOLDER);
  const found = existsSync(folder) ? readdirSync(folder).sort() : [];
  const ours = repositoryFiles();
  return found
    .map((name) => `${FOLDER}/${name}`)
    .filter((path) => /\.ya?ml$/.test(path) && !ours.has(path))
    .map(
      (path) =>
        `${path}: nothing in workflows/ makes it, and GitHub runs it; take it away, or write it in workflows/`,
    );
}

/** How the stacks that deploy.yml deploys differ from those of the settings, in sentences. */
export function undeployedStacks({ environments }: Pick<PlatformSettings, "environments">): string[] {
  const jobs = repositoryWorkflows().find(({ file }) => file === DEPLOY)?.jobs ?? [];
  const deployed = jobs.flatMap(({ props }) =>
    "environment" in props ? (props.environment?.name ?? []) : [],
  );
  const stacks = ["repository", ...environments.map(({ name }) => name)];
  const mend = "workflows/deploy.ts, then npm run workflows -- write";
  return [
    ...stacks
      .filter((name) => !deployed.includes(name))
      .map((name) => `${DEPLOY} never deploys the stack ${name}; add it in ${mend}`),
    ...deployed
      .filter((name) => !stacks.includes(name))
      .map((name) => `${DEPLOY} deploys ${name}, and there is no such stack; take it out in ${mend}`),
  ];
}
