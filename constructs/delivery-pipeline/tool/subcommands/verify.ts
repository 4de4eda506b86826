import type { Context } from "../context";
import { requireServing, urlOf } from "../serving";

/** Checks that the app serves the digest that was pushed. */
export async function verify(context: Context): Promise<void> {
  const { settings, out } = context;
  const id = settings.required("DO_APP_ID");
  const image = settings.required("IMAGE");
  const app = await requireServing(context, context.digitalocean(), id, image, settings.digest());
  out.set("url", urlOf(app));
}
