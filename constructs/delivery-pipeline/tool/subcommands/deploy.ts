import type { Context } from "../context";
import { deployDigest } from "../deploy-digest";
import { urlOf } from "../serving";

/** Deploys IMAGE@DIGEST to the environment's app and waits until it is ACTIVE. */
export async function deploy(context: Context): Promise<void> {
  const { settings, out } = context;
  const cloud = context.digitalocean();
  const app = settings.required("DO_APP_ID");
  const digest = settings.digest();
  const deployment = await deployDigest(context, cloud, { app, image: settings.required("IMAGE"), digest });
  out.set("deployment-id", deployment.id);
  out.set("url", urlOf(await cloud.app(app)));
  out.set("digest", digest);
}
