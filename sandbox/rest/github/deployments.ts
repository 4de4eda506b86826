import type { Deployment, DeploymentStatus } from "../../cloud/github";
import { type Call, created, id, route } from "../call";
import { pageOf, REPO, repoOf } from "./repo";

type NewDeployment = Parameters<Call["github"]["activity"]["createDeployment"]>[2];
type NewStatus = Parameters<Call["github"]["activity"]["addDeploymentStatus"]>[3];

/** Deployments and their statuses, newest first. */
export const githubDeployments = [
  route("GET", `${REPO}/deployments`, "", (call) => pageOf(call, find(call)).map(shown)),
  route("POST", `${REPO}/deployments`, "", (call) =>
    created(shown(call.github.activity.createDeployment(...repoOf(call), call.body as NewDeployment))),
  ),
  route("GET", `${REPO}/deployments/:deployment`, "", (call) =>
    shown(call.github.activity.deployment(...repoOf(call), id(call, "deployment"))),
  ),
  route("GET", `${REPO}/deployments/:deployment/statuses`, "", (call) => {
    const { statuses } = call.github.activity.deployment(...repoOf(call), id(call, "deployment"));
    return pageOf(call, [...statuses].reverse()).map(shownStatus);
  }),
  route("POST", `${REPO}/deployments/:deployment/statuses`, "", (call) =>
    created(
      shownStatus(
        call.github.activity.addDeploymentStatus(
          ...repoOf(call),
          id(call, "deployment"),
          call.body as NewStatus,
        ),
      ),
    ),
  ),
];

function find(call: Call): readonly Deployment[] {
  const [environment, sha] = [call.query.get("environment"), call.query.get("sha")];
  return call.github.activity
    .deployments(...repoOf(call), environment ?? undefined)
    .filter((deployment) => sha === null || deployment.sha === sha);
}

function shown({ statuses: _statuses, creator, ...deployment }: Deployment): unknown {
  return { ...deployment, creator: { login: creator } };
}

function shownStatus({ creator, ...status }: DeploymentStatus): unknown {
  return { ...status, creator: { login: creator } };
}
