/**
 * Whether a path stays inside of the folder that it is joined to, on every system: relative, `/` between its parts, no
 * part that is empty, `.` or `..`, and none that is `.git`, whose files git itself runs.
 */
export function isInnerPath(path: string): boolean {
  const parts = path.split("/");
  return !/[\\\0:]/.test(path) && parts.every((part) => !/^(\.{0,2}|\.git)$/i.test(part));
}
