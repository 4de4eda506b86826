import type { Context } from "../context";
import { askUntilGood } from "../probe";

/** Checks that the app answers on every smoke path. */
export async function smoke(context: Context): Promise<void> {
  const { smoke: config } = context.environment;
  const url = context.settings.url("APP_URL", "");
  context.settings.required("APP_URL");
  for (const path of config.paths) {
    await askUntilGood(context, `smoke-test ${context.environmentName}`, url + path, config);
  }
}
