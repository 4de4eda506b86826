import type { Context } from "../context";
import { askUntilGood } from "../probe";

/** Checks that the app answers on its health path. */
export async function health(context: Context): Promise<void> {
  const { health: config } = context.environment;
  const url = context.settings.url("APP_URL", "");
  context.settings.required("APP_URL");
  await askUntilGood(context, `find ${context.environmentName} healthy`, url + config.path, config);
}
