import type { SecretFormat } from "../app-environment/secret";

/** What a private image is pulled with looks like. */
export const PULL_CREDENTIAL: SecretFormat = {
  pattern: "^[^: ]+:[^ ]+$",
  description: "username:token",
};
