const HARMLESS_TWICE = new Set(["GET", "PUT", "DELETE"]);
const LONGEST_WAIT_SECONDS = 60;

/** Seconds to wait before the call is made again; undefined: do not make it again. */
export function waitBeforeRetry(
  method: string,
  status: number,
  headers: Headers,
  attempt: number,
): number | undefined {
  const asked = waitAskedFor(headers);
  if (status === 429 || (status === 403 && asked !== undefined))
    return Math.min(asked ?? 2 ** attempt, LONGEST_WAIT_SECONDS);
  if (!HARMLESS_TWICE.has(method)) return undefined;
  return status === 0 || status >= 500 ? 2 ** (attempt - 1) : undefined;
}

/**
 * Seconds that the API asks to wait: by Retry-After, which is seconds or a date (RFC 9110), or as GitHub tells that its
 * hourly limit is used up, by X-RateLimit-Reset alone.
 */
function waitAskedFor(headers: Headers): number | undefined {
  const after = headers.get("retry-after");
  if (after !== null) {
    const seconds = /^\d+$/.test(after) ? Number(after) : secondsUntil(Date.parse(after));
    return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
  }
  const reset = headers.get("x-ratelimit-reset");
  if (headers.get("x-ratelimit-remaining") !== "0" || reset === null) return undefined;
  return Math.max(1, secondsUntil(Number(reset) * 1000));
}

function secondsUntil(milliseconds: number): number {
  return Math.ceil((milliseconds - Date.now()) / 1000);
}
