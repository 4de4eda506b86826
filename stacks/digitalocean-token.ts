import type { SecretFormat } from "../constructs";
import { PLACEHOLDER_MARK } from "./placeholder";

/**
 * What a DigitalOcean token looks like: 64 hexadecimal digits after the prefix of a personal or an OAuth token, which the
 * oldest ones lack (docs.digitalocean.com/reference/api/create-personal-access-token). A placeholder passes, to plan with.
 */
export const DIGITALOCEAN_TOKEN: SecretFormat = {
  pattern: `^((do[op]_v1_)?[0-9a-f]{64}|.*${PLACEHOLDER_MARK}.*)$`,
  description: "a DigitalOcean token, dop_v1_ and 64 hexadecimal digits",
};
