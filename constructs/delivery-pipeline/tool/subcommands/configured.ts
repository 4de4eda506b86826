import type { Context } from "../context";

/** Tells whether the environment's app exists, that is, whether its id is known to the workflow. */
export async function configured({ settings, environment, environmentName, out }: Context): Promise<void> {
  const known = settings.optional("DO_APP_ID") !== undefined;
  out.set("configured", String(known));
  if (known) return;
  const { appIdSecret, stack } = environment;
  out.notice(
    `${environmentName} is not deployed: ${appIdSecret} is not set, so the app does not exist yet. ` +
      `The image is pushed; run \`npx cdktf deploy ${stack}\`, which creates the app and sets ${appIdSecret}.`,
  );
}
