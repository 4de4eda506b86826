import type { Problem } from "../../errors";
import { isPlainGlob } from "../tool/glob";
import type { LanguageProfile } from "./language-profile";

/** Patterns that actions/labeler would match otherwise than the deploy tool, which stands in for it for forks. */
export function pathLabelProblems({ name, pathLabels }: LanguageProfile): Problem[] {
  const unknown = Object.values(pathLabels).flatMap((globs) => globs.filter((glob) => !isPlainGlob(glob)));
  if (unknown.length === 0) return [];
  return [
    {
      fault: `path labels of ${name} have patterns that the deploy tool cannot match`,
      got: unknown,
      allowed:
        "paths from the repository's top with *, ** and ?, without [ ] { } \\, groups, or ! and # in front",
      next: "write each alternative as a pattern of its own",
    },
  ];
}
