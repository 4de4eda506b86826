import { GitHub } from "./clouds/github";
import { repositoryApi } from "./clouds/repository-api";
import { CommandFailure, EXIT, runCommand, UsageError } from "./command-line";
import { keepIssuesOf } from "./kept-issue";

const USAGE = `npm run notice -- NAME
  Keeps one issue for a workflow: open from a run that failed to one that did not. NEEDS holds the jobs' results, toJSON(needs).
  Runs in GitHub Actions; needs GITHUB_TOKEN with issues: write. Issues of people are left alone
Exit codes: 0 done, 1 GitHub failed, 2 wrong use`;

type Needs = Readonly<Record<string, { readonly result: string }>>;

async function main([name, ...more]: readonly string[]): Promise<number> {
  if (name === undefined || more.length > 0) throw new UsageError("name the workflow");
  const { GITHUB_REPOSITORY: repository, NEEDS } = process.env;
  if (!repository || !NEEDS)
    throw new CommandFailure("export GITHUB_REPOSITORY, and NEEDS with the jobs' results as JSON");
  const failed = failedJobs(NEEDS);
  const github = await repositoryApi(new GitHub(process.env), repository, process.env);
  const issue = {
    name,
    marker: `<!-- platform notice: ${name} -->`,
    isNeeded: failed.length > 0,
    title: `${name} failed: ${failed.join(", ")}`,
    text: textOf(name, failed, repository),
    over: `No longer: ${name} succeeded (${runUrl(repository)}).`,
  };
  await keepIssuesOf({ label: name, issues: [issue] }, github, (line) => console.log(line));
  return EXIT.done;
}

/** Jobs that did not succeed; one that waited for another is not told. */
function failedJobs(text: string): string[] {
  const needs = JSON.parse(text) as Needs;
  return Object.keys(needs).filter((job) => !["success", "skipped"].includes(needs[job]?.result ?? ""));
}

function textOf(name: string, failed: readonly string[], repository: string): string {
  const jobs = failed.map((job) => `- ${job}\n`).join("");
  return `The workflow ${name} did not succeed for ${process.env.GITHUB_SHA ?? "a commit"}: ${runUrl(repository)}\n\n${jobs}\nIts summary says what is wrong and what to do. This issue is closed by the next run that succeeds.\n`;
}

function runUrl(repository: string): string {
  const { GITHUB_SERVER_URL = "https://github.com", GITHUB_RUN_ID = "" } = process.env;
  return `${GITHUB_SERVER_URL}/${repository}/actions/runs/${GITHUB_RUN_ID}`;
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
