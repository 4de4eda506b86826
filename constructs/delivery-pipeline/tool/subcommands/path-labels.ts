import type { Context } from "../context";
import { matchesGlob } from "../glob";
import { pullRequestOf } from "../pull-request";

/**
 * Tells whether actions/labeler can set the labels that follow from paths. It ends red and says no label when its token
 * only reads, as for forks and Dependabot: then the labels go to the job's summary from here.
 */
export async function pathLabels(context: Context): Promise<void> {
  const { config, out } = context;
  const pull = pullRequestOf(context);
  out.set("writable", String(pull.readOnly === undefined));
  if (pull.readOnly === undefined) return;
  const files = await context.github().list<{ readonly filename: string }>(`/pulls/${pull.number}/files`);
  const labels = Object.entries(config.pathLabels)
    .filter(([, globs]) => globs.some((glob) => files.some(({ filename }) => matchesGlob(glob, filename))))
    .map(([label]) => `**${label}**`);
  out.summary(`Paths: ${labels.join(", ") || "no label"}`);
  out.notice(
    `Written to the job summary, because the token cannot write to the pull request: pull request ${pull.number} ${pull.readOnly}`,
  );
}
