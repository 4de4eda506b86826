import { Output } from "../constructs/delivery-pipeline/tool/output";
import { GitHub } from "./clouds/github";
import { repositoryApi } from "./clouds/repository-api";
import { CommandFailure, EXIT, runCommand, UsageError } from "./command-line";
import { reviewedReport } from "./deploy/reviewed-report";

const USAGE = `npm run reviewed
  Finds the report that was reviewed: of the pull request that GITHUB_SHA merged into GITHUB_REF_NAME, the newest run of plan.yml
  that succeeded for its last commit, unless another pull request or a changed plan.yml could have written it. Sets the
  step's outputs run-id and artifact-id; neither, when there is none, for nothing was reviewed then. Runs in GitHub Actions;
  needs GITHUB_TOKEN with actions: read, pull-requests: read and issues: read
Exit codes: 0 done, 1 GitHub failed, 2 wrong use`;

async function main(argv: readonly string[]): Promise<number> {
  if (argv.length > 0) throw new UsageError(`takes no arguments: ${argv.join(" ")}`);
  const { GITHUB_REPOSITORY: repository, GITHUB_SHA: commit, GITHUB_REF_NAME: branch } = process.env;
  if (!repository || !commit || !branch)
    throw new CommandFailure(
      "export GITHUB_REPOSITORY, GITHUB_SHA and GITHUB_REF_NAME, as GitHub Actions does",
    );
  const out = new Output(process.env);
  const github = await repositoryApi(new GitHub(process.env), repository, process.env);
  const found = await reviewedReport(github, commit, branch);
  if ("missing" in found) {
    out.notice(
      `${found.missing}; so nothing counts as reviewed, and every change stops; who read the plan deploys it by hand with --unreviewed`,
    );
    return EXIT.done;
  }
  out.info(`reviewed in #${found.pull}: run ${found.run}, artifact ${found.artifact}`);
  out.set("run-id", String(found.run));
  out.set("artifact-id", String(found.artifact));
  return EXIT.done;
}

void runCommand(USAGE, () => main(process.argv.slice(2)));
