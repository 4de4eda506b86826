import { CloudError } from "../../cloud/cloud-error";

/** How often the provider's HTTP client repeats a call that was refused for now (its default `http_retry_max`). */
const RETRIES = 4;

/** Runs an API call as the provider does: 429 and 5xx are tried again; a refusal is an error that begins with `failure`. */
export function call<T>(failure: string, work: () => T): T {
  try {
    return retrying(work);
  } catch (error) {
    throw error instanceof CloudError ? new Error(`${failure}: ${error.message}`) : error;
  }
}

/** Like `call`, but what is missing (404) is undefined. */
export function lookUp<T>(failure: string, work: () => T): T | undefined {
  return call(failure, () => {
    try {
      return work();
    } catch (error) {
      if (error instanceof CloudError && error.status === 404) return undefined;
      throw error;
    }
  });
}

function retrying<T>(work: () => T): T {
  for (let retry = 0; ; retry += 1) {
    try {
      return work();
    } catch (error) {
      if (retry >= RETRIES || !isTransient(error)) throw error;
    }
  }
}

function isTransient(error: unknown): boolean {
  return error instanceof CloudError && (error.status === 429 || error.status >= 500);
}
