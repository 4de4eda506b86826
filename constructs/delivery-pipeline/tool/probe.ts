import type { Context } from "./context";
import { Failure } from "./failure";

/** How an address is asked until it answers well. */
export interface ProbeConfig {
  /** Tries after the first. */
  readonly retries: number;
  /** Wait before the first retry; it doubles each time, up to a minute. */
  readonly delaySeconds: number;
  /** Time limit of one try. */
  readonly timeoutSeconds: number;
}

const LONGEST_DELAY_SECONDS = 60;

/** How one try went. */
export interface Answer {
  /** Whether it was answered with 2xx in time. */
  readonly good: boolean;
  /** "200", "503" or why no answer came. */
  readonly result: string;
  readonly milliseconds: number;
}

/** One GET. A redirect is not followed: it is not a good answer. */
export async function ask(context: Context, url: string, timeoutSeconds: number): Promise<Answer> {
  const started = performance.now();
  const result = await statusOf(url, context.clock.requestLimit(timeoutSeconds));
  return { good: /^2\d\d$/.test(result), result, milliseconds: performance.now() - started };
}

/** Asks until a good answer comes. Throws Failure that tells every answer after the last try. */
export async function askUntilGood(
  context: Context,
  intent: string,
  url: string,
  config: ProbeConfig,
): Promise<void> {
  const results: string[] = [];
  for (let attempt = 0; attempt <= config.retries; attempt += 1) {
    if (attempt > 0) {
      await context.clock.sleep(Math.min(config.delaySeconds * 2 ** (attempt - 1), LONGEST_DELAY_SECONDS));
    }
    const { good, result, milliseconds } = await ask(context, url, config.timeoutSeconds);
    context.out.info(`GET ${url}: ${result} in ${Math.round(milliseconds)} ms`);
    if (good) return;
    results.push(result);
  }
  throw new Failure({
    intent,
    fault: `GET ${url} was not answered well in ${results.length} tries`,
    got: results,
    allowed: "a status from 200 to 299",
    next: "read the app's run-time logs; to go back to the version before, run the rollback workflow",
  });
}

async function statusOf(url: string, milliseconds: number): Promise<string> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(milliseconds) });
    await response.arrayBuffer();
    return String(response.status);
  } catch (error) {
    const { name, message, cause } = error as Error;
    if (name === "TimeoutError") return `no answer within ${milliseconds} ms`;
    return cause instanceof Error ? cause.message : message;
  }
}
