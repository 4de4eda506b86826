import { ApiError } from "./api";
import type { Context } from "./context";

/**
 * Tells something that may fail to be told: an API that refuses is a warning, so that a good deployment stays green.
 * @param lack what is missing then
 */
export async function orWarn({ out }: Context, lack: string, tell: () => Promise<unknown>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    out.warning(`${lack}: ${error.message}`);
  }
}
