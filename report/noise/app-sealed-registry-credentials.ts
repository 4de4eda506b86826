import { isAt, isSealedText, type NoiseRule } from "./rule";

/** The credentials that pull the image are sealed like SECRET variables. */
export const appSealedRegistryCredentials: NoiseRule = {
  id: "app-sealed-registry-credentials",
  provider: "digitalocean/digitalocean",
  versions: ["2.71.0"],
  upstream: "https://github.com/digitalocean/terraform-provider-digitalocean/pull/1137",
  types: ["digitalocean_app"],
  explanation: "DigitalOcean returns registry credentials as ciphertext, which never equals what was sent",
  caution: "credentials that really were changed look the same",
  matches: (difference, where) =>
    isAt(/^spec\.\w+\.image\.registry_credentials$/, difference) && isSealedText(difference, where),
};
