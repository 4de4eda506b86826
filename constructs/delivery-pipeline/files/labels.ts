import { stringify } from "yaml";
import type { SizeLabel } from "../platform-config";

/** A label that the pipeline sets, for whoever manages the repository's labels. */
export interface PipelineLabel {
  readonly name: string;
  /** Six hexadecimal digits. */
  readonly color: string;
  readonly description: string;
}

/** Labels by changed lines. */
export const SIZE_LABELS: readonly SizeLabel[] = [
  { name: "size/XS", maxLines: 10 },
  { name: "size/S", maxLines: 50 },
  { name: "size/M", maxLines: 200 },
  { name: "size/L", maxLines: 800 },
  { name: "size/XL" },
];

/** The labeler's settings, in the format that actions/labeler has had since its version 5. */
export function labelerFile(paths: Readonly<Record<string, readonly string[]>>): string {
  const settings = Object.fromEntries(
    Object.entries(paths).map(([label, globs]) => [
      label,
      [{ "changed-files": [{ "any-glob-to-any-file": globs }] }],
    ]),
  );
  return stringify(settings, { lineWidth: 0 });
}

/** Every label that the pipeline sets. */
export function pipelineLabels(
  paths: Readonly<Record<string, readonly string[]>>,
  preview: string | undefined,
): readonly PipelineLabel[] {
  const sizes = SIZE_LABELS.map(({ name, maxLines }) => ({
    name,
    color: "d4c5f9",
    description:
      maxLines === undefined ? "More changed lines than that" : `At most ${maxLines} changed lines`,
  }));
  const byPath = Object.keys(paths).map((name) => ({
    name,
    color: "0e8a16",
    description: `Changes ${paths[name]?.join(", ")}`.slice(0, 100),
  }));
  const previews =
    preview === undefined
      ? []
      : [{ name: preview, color: "1d76db", description: "Deploys this pull request as a preview" }];
  return [...sizes, ...byPath, ...previews];
}
