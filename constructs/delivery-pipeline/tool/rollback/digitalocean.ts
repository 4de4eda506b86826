import { ApiError } from "../api";
import type { Context } from "../context";
import type { Deployment, DigitalOcean } from "../digitalocean";
import { Failure } from "../failure";
import { followToActive } from "../follow";
import { refusePinned, waitUntilIdle } from "../idle";
import { digestsOf } from "../image";
import { askUntilGood } from "../probe";
import { requireServing, urlOf } from "../serving";
import { appOf } from "./app-of";

const RAN = new Set(["ACTIVE", "SUPERSEDED"]);

/**
 * DigitalOcean's own rollback to an earlier deployment: validated, followed, and committed when the app is healthy
 * afterwards, else reverted. It brings back image and specification, never data.
 */
export async function rollbackDigitalOcean(context: Context): Promise<void> {
  const { settings, out } = context;
  const cloud = context.digitalocean();
  const app = appOf(context);
  const target = settings.optional("DEPLOYMENT_ID");
  if (target === undefined) throw await candidates(context, cloud, app);
  refusePinned(await cloud.app(app));
  await waitUntilIdle(context, cloud, app);
  await validate(context, cloud, app, target);
  const digest = await digestOf(context, cloud, app, target);
  const id = await start(cloud, app, target);
  out.set("deployment-id", id);
  out.notice(
    `Deployment ${id} rolls app ${app} back to ${target}; the app is pinned until that is committed or reverted.`,
  );
  const url = await settle(context, cloud, { app, deployment: id, digest });
  out.set("url", url);
  if (digest !== undefined) out.set("digest", digest);
}

interface Rollback {
  readonly app: string;
  readonly deployment: string;
  /** What the target ran. @default - unknown: it names a tag, or several digests */
  readonly digest: string | undefined;
}

/** The digest that the deployment to go back to was specified with; where it is not one, what serves cannot be told. */
async function digestOf(
  { settings, out }: Context,
  cloud: DigitalOcean,
  app: string,
  target: string,
): Promise<string | undefined> {
  const { spec } = await cloud.deployment(app, target);
  const [digest, ...others] = new Set(digestsOf(spec, settings.required("IMAGE")));
  if (others.length === 0 && digest !== undefined) return digest;
  out.warning(
    `Deployment ${target} is not specified with one digest of this image, so what serves after the rollback is not compared.`,
  );
  return undefined;
}

/** A lost answer may stand for a rollback that was started. */
async function start(cloud: DigitalOcean, app: string, target: string): Promise<string> {
  try {
    return (await cloud.rollback(app, target)).id;
  } catch (error) {
    throw error instanceof ApiError && error.isOutage ? undecided(app, error) : error;
  }
}

/** Commits a rollback that is healthy, and gives the app's address; reverts one that is not, and fails. */
async function settle(context: Context, cloud: DigitalOcean, rollback: Rollback): Promise<string> {
  const { app } = rollback;
  try {
    const found = await examine(context, cloud, rollback);
    if (found instanceof Failure) return await revert(context, cloud, app, found);
    await cloud.commitRollback(app);
    context.out.notice(
      "Rolled back and committed. The app's specification is the older one now: " +
        `the next \`npx cdktf deploy ${context.environment.stack}\` shows where it differs.`,
    );
    return found;
  } catch (error) {
    throw error instanceof ApiError ? undecided(app, error) : error;
  }
}

/** The app's address; or what speaks against keeping the rollback: it failed, serves something else, or is not healthy. */
async function examine(
  context: Context,
  cloud: DigitalOcean,
  { app, deployment, digest }: Rollback,
): Promise<string | Failure> {
  const { environment, environmentName, settings } = context;
  const { health } = environment;
  try {
    await followToActive(context, cloud, app, deployment);
    const url = urlOf(
      digest === undefined
        ? await cloud.app(app)
        : await requireServing(context, cloud, app, settings.required("IMAGE"), digest),
    );
    await askUntilGood(context, `find ${environmentName} healthy`, url + health.path, health);
    return url;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function undecided(app: string, error: ApiError): Failure {
  return new Failure({
    intent: `finish the rollback of app ${app}`,
    fault: `the API failed on the way (${error.message}), so the rollback may be neither committed nor reverted`,
    next: `look at the app: while it is pinned, POST /v2/apps/${app}/rollback/commit keeps what serves, POST /v2/apps/${app}/rollback/revert brings back what ran before`,
  });
}

async function revert(context: Context, cloud: DigitalOcean, app: string, reason: Failure): Promise<never> {
  context.out.warning(`The rollback did not go well, so it is reverted: ${reason.message}`);
  const { id } = await cloud.revertRollback(app);
  try {
    await followToActive(context, cloud, app, id);
  } catch (error) {
    throw error instanceof Failure ? notReverted(app, id, reason, error) : error;
  }
  throw new Failure({
    intent: `roll app ${app} back`,
    fault: `${reason.fault}. What ran before serves again`,
    got: id,
    next: "choose another deployment, or another way: revert or redeploy",
  });
}

function notReverted(app: string, id: string, reason: Failure, error: Failure): Failure {
  return new Failure({
    intent: `roll app ${app} back`,
    fault: `${reason.fault}; and bringing back what ran before failed as well: ${error.fault}`,
    got: id,
    next:
      "the app may not serve: look at it in the control panel now, then run this workflow with `redeploy` and a " +
      "digest that ran before",
  });
}

async function validate({ out }: Context, cloud: DigitalOcean, app: string, target: string): Promise<void> {
  const { valid, error, warnings = [] } = await cloud.validateRollback(app, target);
  for (const { code, message, components = [] } of warnings) {
    out.warning(
      `${code}${components.length > 0 ? ` (${components.join(", ")})` : ""}: ${message ?? "no details given"}`,
    );
  }
  if (valid) return;
  throw new Failure({
    intent: `roll app ${app} back to deployment ${target}`,
    fault: `DigitalOcean refuses it: ${error?.message ?? "no reason given"}`,
    got: error?.code,
    next: "run this workflow without a deployment id to list the deployments, and choose another one",
  });
}

async function candidates({ out }: Context, cloud: DigitalOcean, app: string): Promise<Failure> {
  const { active_deployment: active } = await cloud.app(app);
  const list = (await cloud.allDeployments(app)).filter(
    ({ id, phase }) => RAN.has(phase ?? "") && id !== active?.id,
  );
  const rows = list.slice(0, 10).map(row);
  out.summary(["| deployment | created | cause | images |", "| --- | --- | --- | --- |", ...rows].join("\n"));
  return new Failure({
    intent: `roll app ${app} back`,
    fault: "DEPLOYMENT_ID is empty",
    allowed:
      list
        .slice(0, 10)
        .map(({ id }) => id)
        .join(", ") || "there is no earlier deployment",
    next: "run this workflow again with one of these (DigitalOcean reaches the 10 most recent successful ones)",
  });
}

function row({ id, created_at: created, cause, spec }: Deployment): string {
  const digests = JSON.stringify(spec ?? {}).match(/sha256:[0-9a-f]{12}/g) ?? [];
  return `| \`${id}\` | ${created} | ${cause ?? ""} | ${[...new Set(digests)].join(", ")} |`;
}
