import { expectJson } from "../../clouds/http";
import { uses } from "../../configuration";
import type { Check, Finding } from "../check";

const TOKENS = "https://cloud.digitalocean.com/account/api/tokens";

/** DigitalOcean lets us in. */
export const digitaloceanCredentials: Check = {
  id: "DigitalOcean credentials",
  run: async ({ stacks, digitalocean }) => {
    if (!stacks.some((stack) => uses(stack, "digitalocean"))) return [];
    if (!digitalocean.hasToken)
      return [
        {
          problem: "DIGITALOCEAN_TOKEN is not set",
          next: `create a token at ${TOKENS} and export it as DIGITALOCEAN_TOKEN`,
        },
      ];
    const reply = await digitalocean.get("/v2/account");
    if (reply.status === 401)
      return [
        {
          problem:
            "DigitalOcean does not know the token in DIGITALOCEAN_TOKEN: it is wrong, expired or revoked",
          next: `create another at ${TOKENS} and export it as DIGITALOCEAN_TOKEN`,
        },
      ];
    if (reply.status === 403) return [CUSTOM_SCOPES];
    const { body } = expectJson(reply, "DigitalOcean's GET /v2/account", 200);
    return accountFindings((body as { account: { status: string; status_message?: string } }).account);
  },
};

/** DigitalOcean tells nobody the scopes of a token; this one at least lacks one of them. */
const CUSTOM_SCOPES: Finding = {
  note:
    "the DigitalOcean token has custom scopes without account:read, so it could not be checked; " +
    "needed are app, project, uptime and monitoring, each with read, create, update and delete",
};

function accountFindings(account: { status: string; status_message?: string }): Finding[] {
  if (account.status === "active") return [];
  const reason = account.status_message ? `: ${account.status_message}` : "";
  return [
    {
      problem: `the DigitalOcean account is ${account.status}${reason}`,
      next: "clear it up at https://cloud.digitalocean.com/account",
    },
  ];
}
