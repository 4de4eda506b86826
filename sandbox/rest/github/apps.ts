import { CloudError } from "../../cloud/cloud-error";
import { type Call, created, param, route } from "../call";
import type { GitHubApp } from "../options";
import { sandboxTokens } from "../tokens";
import { checkFaults } from "./repo";

/** A GitHub App that signs in: it asks with a JSON web token of its own, and not with a token of GitHub's. */
export const apps = [
  route("GET", "/app/installations/:installation", "app", (call) => {
    const { permissions, installation } = installationOf(call);
    return { id: Number(installation), permissions };
  }),
  route("POST", "/app/installations/:installation/access_tokens", "app", (call) => {
    const { permissions } = installationOf(call);
    return created({ token: sandboxTokens.app, permissions });
  }),
];

function installationOf(call: Call): GitHubApp {
  checkFaults(call);
  const { githubApp: app } = call.options;
  if (app === undefined || app.id !== issuerOf(call.authorization))
    throw new CloudError(401, "A JSON web token could not be decoded");
  if (app.installation !== param(call, "installation")) throw new CloudError(404, "Not Found");
  return app;
}

/** Who a JSON web token says it is of; the sandbox knows no App's key, so it reads the token and trusts it. */
function issuerOf(authorization: string): string | undefined {
  const [, claims = ""] = authorization.replace(/^bearer\s+/i, "").split(".");
  const text = Buffer.from(claims, "base64url").toString("utf8");
  return /"iss":"?([^",}]+)/.exec(text)?.[1];
}
