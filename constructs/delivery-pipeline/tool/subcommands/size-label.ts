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
  const summary = `Size: **${label}** (${lines} changed lines)`;
  await writeOrSummarize(context, pull, summary, async () => {
    if (await replaceLabel(github, pull.number, label, config.sizeLabels)) return;
    out.summary(summary);
    out.warning(`the repository has no label ${label}: \`npm run deploy -- repository\` makes it`);
  });
}

type SizeLabels = Context["config"]["sizeLabels"];

/** The first label that this many lines fit in; the last one has no limit. */
function labelFor(lines: number, labels: SizeLabels): string {
  const fitting = labels.find(({ maxLines }) => maxLines === undefined || lines <= maxLines);
  return (fitting ?? labels[labels.length - 1])?.name ?? "";
}

/**
 * Takes the other size labels off and puts this one on; false when the repository does not have it. It is not made up:
 * the repository's list of labels is Terraform's.
 */
async function replaceLabel(
  github: GitHub,
  number: number,
  label: string,
  labels: SizeLabels,
): Promise<boolean> {
  const present = (await github.list<{ name: string }>(`/issues/${number}/labels`)).map(({ name }) => name);
  const isOn = present.includes(label);
  const exists = isOn || (await github.find(`/labels/${encodeURIComponent(label)}`)) !== undefined;
  if (exists && !isOn) await github.post(`/issues/${number}/labels`, { labels: [label] });
  for (const { name } of labels) {
    if (name !== label && present.includes(name)) {
      await github.delete(`/issues/${number}/labels/${encodeURIComponent(name)}`);
    }
  }
  return exists;
}
