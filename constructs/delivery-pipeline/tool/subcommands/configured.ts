import type { Context } from "../context";

/** Tells whether the environment's app exists, that is, whether its id is known to the workflow. */
export async function configured(context: Context): Promise<void> {
  const { appIdSecret } = context.environment;
  tell(context, context.settings.optional("DO_APP_ID") !== undefined, appIdSecret);
}

/** The same for a job that does not name the environment, and so has none of its secrets: by the repository's variable. */
export async function announced(context: Context): Promise<void> {
  const { existsVariable = "existsVariable" } = context.environment;
  tell(context, context.settings.optional("APP_EXISTS") === "true", existsVariable);
}

function tell({ environment, environmentName, out }: Context, known: boolean, name: string): void {
  out.set("configured", String(known));
  if (known) return;
  out.notice(
    `${environmentName} is not deployed: ${name} is not set, so the app does not exist yet. ` +
      `The image is pushed; run \`npx cdktf deploy ${environment.stack}\`, which creates the app and sets ${name}.`,
  );
}
