import type { RollbackRequest } from "../../cloud/digitalocean";
import { Answer, param, route } from "../call";

/** `/v2/apps/{id}/rollback`. */
export const rollbacks = [
  route("POST", "/v2/apps/:app/rollback/validate", "app:update", ({ body, cloud, params }) =>
    cloud.digitalocean.apps.validateRollback(params.app ?? "", body as RollbackRequest),
  ),
  route("POST", "/v2/apps/:app/rollback", "app:update", ({ body, cloud, params }) => ({
    deployment: cloud.digitalocean.apps.rollback(params.app ?? "", body as RollbackRequest),
  })),
  route("POST", "/v2/apps/:app/rollback/commit", "app:update", (call) => {
    call.cloud.digitalocean.apps.commitRollback(param(call, "app"));
    return new Answer(200, undefined);
  }),
  route("POST", "/v2/apps/:app/rollback/revert", "app:update", (call) => ({
    deployment: call.cloud.digitalocean.apps.revertRollback(param(call, "app")),
  })),
];
