import { parseDocument } from "yaml";
import type { Problem } from "../errors";
import { isInnerPath } from "./files/inner-path";

/** What is wrong with the files of the caller's own; `rendered` are the paths that the pipeline renders itself. */
export function extraFilesProblems(
  extraFiles: Readonly<Record<string, string>>,
  rendered: ReadonlySet<string>,
): Problem[] {
  const paths = Object.keys(extraFiles);
  return [
    ...outsideProblems(paths.filter((path) => !isInnerPath(path))),
    ...replacedProblems(paths.filter((path) => rendered.has(path))),
    ...brokenProblems(
      Object.entries(extraFiles)
        .filter(([path, text]) => /^\.github\/workflows\/.*\.ya?ml$/.test(path) && isBroken(text))
        .map(([path]) => path),
    ),
  ];
}

function outsideProblems(paths: readonly string[]): Problem[] {
  if (paths.length === 0) return [];
  return [
    {
      fault: "extraFiles would be written outside of the repository's own files",
      got: paths,
      allowed: "relative paths with / between their parts, none of which is empty, . or .. or .git",
      next: "name each file by its path from the repository's top",
    },
  ];
}

function replacedProblems(paths: readonly string[]): Problem[] {
  if (paths.length === 0) return [];
  return [
    {
      fault: "extraFiles would replace files that the pipeline renders",
      got: paths,
      allowed: "paths that the pipeline does not render",
      next: "change rendered files by the props or by overrides, or give the file another path",
    },
  ];
}

function isBroken(text: string): boolean {
  return parseDocument(text).errors.length > 0;
}

function brokenProblems(paths: readonly string[]): Problem[] {
  if (paths.length === 0) return [];
  return [
    {
      fault: "workflows among extraFiles are no YAML, so it cannot be seen which checks they report",
      got: paths,
      next: "correct them",
    },
  ];
}
