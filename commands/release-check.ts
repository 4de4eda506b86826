import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeProblem, type Problem } from "../constructs";
import { CommandFailure, EXIT, parsing, runCommand, UsageError } from "./command-line";

const USAGE = `npm run release-check [-- DIR]
  Whether the tag of GITHUB_REF_NAME may be released from the checkout DIR (default: here): it is the version of
  package.json, the package belongs to GITHUB_REPOSITORY, and the commit is on the remote branch main
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
    ...ownerProblems(repository, manifest),
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

/** GitHub Packages takes a package only under its owner's scope, and shows it at the repository that it names. */
function ownerProblems(repository: string, { name, repository: named }: Manifest): Problem[] {
  const scope = `@${repository.split("/", 1)[0]?.toLowerCase()}/`;
  const url = `git+https://github.com/${repository}.git`;
  const next = "correct package.json in a pull request, and tag the merged commit";
  return [
    ...(name.startsWith(scope)
      ? []
      : [
          {
            fault: "the package must be in the scope of the repository's owner",
            got: name,
            allowed: `${scope}NAME`,
            next,
          },
        ]),
    ...(named?.url?.toLowerCase() === url.toLowerCase()
      ? []
      : [
          {
            fault: "the package must name the repository that releases it",
            got: named?.url,
            allowed: url,
            next,
          },
        ]),
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
