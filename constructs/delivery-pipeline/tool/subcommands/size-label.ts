import type { Context } from "../context";
import type { GitHub } from "../github";
import { pullRequestOf } from "../pull-request";
import { writeOrSummarize } from "../write-or-summarize";

interface ChangedFile {
  readonly filename: string;
  readonly additions: number;
  readonly deletions: number;
}

/** Gives the pull request the one label that tells its size. */
export async function sizeLabel(context: Context): Promise<void> {
  const { config, out } = context;
  const pull = pullRequestOf(context);
  const github = context.github();
  const files = await github.list<ChangedFile>(`/pulls/${pull.number}/files`);
  const counted = files.filter(({ filename }) => !config.sizeIgnore.includes(filename));
  const lines = counted.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0);
  const label = labelFor(lines, config.sizeLabels);
  out.set("label", label);
  out.info(`${lines} changed lines in ${counted.length} files: ${label}`);
  await writeOrSummarize(context, pull, `Size: **${label}** (${lines} changed lines)`, () =>
    replaceLabel(github, pull.number, label, config.sizeLabels),
  );
}

type SizeLabels = Context["config"]["sizeLabels"];

/** The first label that this many lines fit in; the last one has no limit. */
function labelFor(lines: number, labels: SizeLabels): string {
  const fitting = labels.find(({ maxLines }) => maxLines === undefined || lines <= maxLines);
  return (fitting ?? labels[labels.length - 1])?.name ?? "";
}

async function replaceLabel(
  github: GitHub,
  number: number,
  label: string,
  labels: SizeLabels,
): Promise<void> {
  const present = (await github.list<{ name: string }>(`/issues/${number}/labels`)).map(({ name }) => name);
  if (!present.includes(label)) await github.post(`/issues/${number}/labels`, { labels: [label] });
  for (const { name } of labels) {
    if (name !== label && present.includes(name)) {
      await github.delete(`/issues/${number}/labels/${encodeURIComponent(name)}`);
    }
  }
}
