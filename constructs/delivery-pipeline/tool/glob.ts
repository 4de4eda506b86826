/** What minimatch takes for more than a path with `*`, `**` and `?`: classes, braces, groups, negation, comments. */
const MORE = /[[\]{}\\]|[!?+*@]\(|^[!#]|(^|\/)\.{0,2}(\/|$)/;

/** Whether a pattern of paths has only what `matchesGlob` knows. */
export function isPlainGlob(glob: string): boolean {
  return !MORE.test(glob);
}

/**
 * Whether a plain pattern matches a path, as actions/labeler has it: `*` and `?` within a folder, `**` over folders, files
 * that begin with a dot like all others (its input `dot`, true by default).
 */
export function matchesGlob(glob: string, path: string): boolean {
  const parts = glob.split("/");
  const text = parts.map((part, index) => partPattern(part, index === parts.length - 1)).join("");
  return new RegExp(`^${text}$`).test(path);
}

function partPattern(part: string, isLast: boolean): string {
  if (part === "**") return isLast ? ".+" : "(?:[^/]+/)*";
  const text = part
    .replace(/[.+^${}()|]/g, "\\$&")
    .replace(/\*+/g, "[^/]*")
    .replaceAll("?", "[^/]");
  return `(?=[^/])${text}${isLast ? "" : "/"}`;
}
