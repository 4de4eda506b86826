import type { Context } from "../context";
import { Failure } from "../failure";

/** Id of the environment's app. Throws Failure when it has none. */
export function appOf({ settings, environment, environmentName }: Context): string {
  const app = settings.optional("DO_APP_ID");
  if (app !== undefined) return app;
  throw new Failure({
    intent: `roll ${environmentName} back`,
    fault: `its app does not exist, or the secret ${environment.appIdSecret} is not set`,
    next: `run \`npx cdktf deploy ${environment.stack}\`: it creates the app if there is none, and sets the secret in either case`,
  });
}
