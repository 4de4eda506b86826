import type { Context } from "../context";
import { deployDigest } from "../deploy-digest";
import type { DigitalOcean } from "../digitalocean";
import { Failure } from "../failure";
import { digestsOf, hasDigest } from "../image";
import { askUntilGood } from "../probe";
import { requireServing, urlOf } from "../serving";
import { appOf } from "./app-of";

const RAN = new Set(["ACTIVE", "SUPERSEDED"]);

/** Brings back an older image: one that this app ran before. Without a digest it tells which there are. */
export async function redeploy(context: Context): Promise<void> {
  const { settings, out, environment, environmentName } = context;
  const cloud = context.digitalocean();
  const wanted = {
    app: appOf(context),
    image: settings.required("IMAGE"),
    digest: settings.optional("DIGEST") ?? "",
  };
  await requireRanBefore(cloud, wanted);
  const deployment = await deployDigest(context, cloud, wanted);
  const url = urlOf(await requireServing(context, cloud, wanted.app, wanted.image, wanted.digest));
  out.set("deployment-id", deployment.id);
  out.set("url", url);
  out.set("digest", wanted.digest);
  await askUntilGood(
    context,
    `find ${environmentName} healthy`,
    url + environment.health.path,
    environment.health,
  );
}

/** SUPERSEDED is the phase of a deployment that was ACTIVE until a later one took over. */
async function requireRanBefore(
  cloud: DigitalOcean,
  { app, image, digest }: { readonly app: string; readonly image: string; readonly digest: string },
): Promise<void> {
  const ran = (await cloud.allDeployments(app)).filter(({ phase }) => RAN.has(phase ?? ""));
  if (ran.some(({ spec }) => hasDigest(spec, image, digest))) return;
  throw new Failure({
    intent: `redeploy an older image to app ${app}`,
    fault: "this app never ran this digest",
    got: digest,
    allowed:
      [...new Set(ran.flatMap(({ spec }) => digestsOf(spec, image)))].join(", ") || "none is on record",
    next: "run this workflow again with the input digest from the list; a new image goes through the deploy workflow",
  });
}
