import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeProblem, type Problem } from "../constructs";
import { CommandFailure, EXIT, parsing, runCommand, UsageError } from "./command-line";

const USAGE = `npm run release-check [-- DIR]
  Whether the tag of GITHUB_REF_NAME may be released from the checkout DIR (default: here): it is the version of
  package.json, the package names GITHUB_REPOSITORY, and the commit is on the remote branch main
Exit codes: 0 it may, 2 wrong use, 3 it may not`;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository?: { readonly url?: string };
}

async function main(argv: readonly string[]): Promise<number> {
  const { positionals } = parsing(() => parseArgs({ args: [...argv], allowPositionals: true }));
  const [directory = ".", ...more] = positionals;
  if (more.length > 0) throw new UsageError(`one checkout is looked at, not ${more.length + 1}`);
  const { GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: repository } = process.env;
  if (!tag || !repository) throw new UsageError("GITHUB_REF_NAME and GITHUB_REPOSITORY say what is released");
  const manifest = JSON.parse(readFileSync(`${directory}/package.json`, "utf8")) as Manifest;
  const problems = [
    ...tagProblems(tag, manifest),
    ...repositoryProblems(repository, manifest),
    ...branchProblems(directory),
  ];
  if (problems.length > 0) throw new CommandFailure(problems.map(describeProblem).join("\n"), EXIT.problems);
  console.log(`${manifest.name} ${manifest.version} may be released`);
  return EXIT.done;
}

function tagProblems(tag: string, { version }: Manifest): Problem[] {
  if (tag === `v${version}`) return [];
  return [
    {
      fault: "the tag must be the version of package.json",
      got: tag,
      allowed: `v${version}`,
      next: "delete the tag, set the version with `npm version` in a pull request, and tag the merged commit",
    },
  ];
}

/** GitHub Packages shows a package at the repository that it names. */
function repositoryProblems(repository: string, { repository: named }: Manifest): Problem[] {
  const url = `git+https://github.com/${repository}.git`;
  if (named?.url?.toLowerCase() === url.toLowerCase()) return [];
  return [
    {
      fault: "the package must name the repository that releases it",
      got: named?.url,
      allowed: url,
      next: "correct package.json in a pull request, and tag the merged commit",
    },
  ];
}

/** What is on main was reviewed and checked; a tag can be on anything. */
function branchProblems(directory: string): Problem[] {
  try {
    execFileSync("git", ["merge-base", "--is-ancestor", "HEAD", "refs/remotes/origin/main"], {
      cwd: directory,
      stdio: ["ignore", "ignore", "pipe"],
    });
    return [];
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    return [
      {
        fault: "the tagged commit must be on the branch main",
        ...(said === "" ? {} : { got: said }),
        next: "tag a commit of main; in a workflow, check out with fetch-depth: 0",
      },
    ];
  }
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
