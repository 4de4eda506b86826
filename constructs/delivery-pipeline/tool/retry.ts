const HARMLESS_TWICE = new Set(["GET", "PUT", "DELETE"]);
const LONGEST_WAIT_SECONDS = 60;

/** Seconds to wait before the call is made again; undefined: do not make it again. */
export function waitBeforeRetry(
  method: string,
  status: number,
  headers: Headers,
  attempt: number,
): number | undefined {
  const asked = Number(headers.get("retry-after") ?? Number.NaN);
  if (status === 429 || (status === 403 && asked >= 0))
    return Math.min(asked >= 0 ? asked : 2 ** attempt, LONGEST_WAIT_SECONDS);
  if (!HARMLESS_TWICE.has(method)) return undefined;
  return status === 0 || status >= 500 ? 2 ** (attempt - 1) : undefined;
}
