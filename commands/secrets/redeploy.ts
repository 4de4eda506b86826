import { followToActive } from "../../constructs/delivery-pipeline/tool/follow";
import { appPlatform, deployContext } from "../deploy/apps";

/**
 * Deploys an app as it is, and waits until that serves. Terraform cannot: it plans nothing for an app whose deployment failed.
 * @throws Failure, ApiError
 */
export async function redeploy(app: string, env: NodeJS.ProcessEnv): Promise<void> {
  const context = deployContext(env);
  const cloud = appPlatform(context, env);
  const path = `/v2/apps/${encodeURIComponent(app)}/deployments`;
  const { deployment } = await cloud.api.call<{ deployment: { id: string } }>("POST", path, {});
  await followToActive(context, cloud, app, deployment.id);
}
