/** Every branch, or every tag. */
export const ALL = "~ALL";

/** Whether it stands for more than one name, as fnmatch reads it. */
export function isPattern(name: string): boolean {
  return name === ALL || /[*?[\]{}\\]/.test(name);
}

/** Whether the pattern of a rule matches everything that a name or a pattern stands for. */
export function covers(pattern: string, name: string): boolean {
  return pattern === ALL || pattern === name || expression(pattern).test(name);
}

/** Whether the pattern of an exception may match something that a name or a pattern stands for. */
export function mayMatch(pattern: string, name: string): boolean {
  return isPattern(name) || /[?[\]{}\\]/.test(pattern) || covers(pattern, name);
}

/** As fnmatch with FNM_PATHNAME: a star stops at a slash, two do not. */
function expression(pattern: string): RegExp {
  const source = pattern
    .split("**")
    .map((part) => part.split("*").map(escaped).join("[^/]*"))
    .join(".*");
  return new RegExp(`^${source}$`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&");
}
