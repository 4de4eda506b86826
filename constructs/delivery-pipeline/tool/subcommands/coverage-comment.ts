import type { Context } from "../context";
import { type Coverage, readCoverage } from "../coverage";
import { Misuse } from "../failure";
import { pullRequestOf } from "../pull-request";
import { writeComment } from "../sticky-comment";
import { writeOrSummarize } from "../write-or-summarize";

/** GitHub refuses comments longer than 65,536 characters. */
const MOST_FILES = 200;

/** Puts the coverage report on the pull request, in one comment that later runs change. */
export async function coverageComment(context: Context): Promise<void> {
  const file = context.flags.get("file");
  if (file === undefined) {
    throw new Misuse({
      intent: "report coverage",
      fault: "--file is not given",
      next: "pass the report's path",
    });
  }
  const pull = pullRequestOf(context);
  const coverage = readCoverage(file);
  const report = render(coverage);
  context.out.set("percent", coverage.percent.toFixed(1));
  await writeOrSummarize(context, pull, report, () =>
    writeComment(context.github(), pull.number, "coverage", report),
  );
}

function render({ percent, files }: Coverage): string {
  const lowest = [...files].sort((a, b) => a.percent - b.percent).slice(0, MOST_FILES);
  const rows = lowest.map(
    ({ name, percent: share }) => `| \`${name.replaceAll("|", "\\|")}\` | ${share.toFixed(1)} % |`,
  );
  const left = files.length - lowest.length;
  return [
    `### Coverage: ${percent.toFixed(1)} %`,
    "",
    "| file | lines run |",
    "| --- | ---: |",
    ...rows,
    ...(left > 0 ? ["", `${left} files with higher coverage are not shown.`] : []),
  ].join("\n");
}
