import type { Context } from "../context";
import { orWarn } from "../or-warn";

/** Tells whether the environment's app exists, that is, whether its id is known to the workflow. */
export async function configured(context: Context): Promise<void> {
  const { environment, settings, out } = context;
  const known = settings.optional("DO_APP_ID") !== undefined;
  out.set("configured", String(known));
  if (!known) out.notice(notDeployed(context, `the secret ${environment.appIdSecret} is not set`));
}

/**
 * The same for a job that does not name the environment, and so has none of its secrets: by the repository's variable.
 * A variable that is gone, or was never set beside a secret set by hand, must not end the deployments unseen: where the
 * environment was deployed before, it is a warning.
 */
export async function announced(context: Context): Promise<void> {
  const { environment, settings, out } = context;
  const { existsVariable = "existsVariable" } = environment;
  const known = settings.optional("APP_EXISTS") === "true";
  out.set("configured", String(known));
  if (known) return;
  const text = notDeployed(context, `the variable ${existsVariable} is not set to "true"`);
  if (await wasDeployed(context)) out.warning(`${text} This environment was deployed before.`);
  else out.notice(text);
}

async function wasDeployed(context: Context): Promise<boolean> {
  const name = context.environmentName;
  let known: readonly unknown[] = [];
  await orWarn(context, `it is not known whether ${name} was deployed before`, async () => {
    known = await context.github().get(`/deployments?environment=${encodeURIComponent(name)}&per_page=1`);
  });
  return known.length > 0;
}

function notDeployed({ environment, environmentName }: Context, why: string): string {
  return (
    `${environmentName} is not deployed: ${why}. The image is pushed. Run \`npx cdktf deploy ${environment.stack}\`: ` +
    "it creates the app if there is none, and sets this in either case."
  );
}
