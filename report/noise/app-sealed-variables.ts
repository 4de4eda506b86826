import { isAt, isSealedText, type NoiseRule } from "./rule";

/** A SECRET variable comes back as ciphertext and never equals what was sent. */
export const appSealedVariables: NoiseRule = {
  id: "app-sealed-variables",
  provider: "digitalocean/digitalocean",
  versions: ["2.71.0"],
  upstream: "https://github.com/digitalocean/terraform-provider-digitalocean/issues/1603",
  types: ["digitalocean_app"],
  explanation:
    "DigitalOcean returns a SECRET variable as ciphertext, which never equals the value that was sent",
  caution: "a secret that really was changed looks the same",
  matches: (difference, where) =>
    isAt(/^spec\.(\w+\.)?env\.value$/, difference) && isSealedText(difference, where),
};
