import { isAt, isGiven, type NoiseRule } from "./rule";

/** Whom an alert tells is sent and never read. */
export const appAlertDestinations: NoiseRule = {
  id: "app-alert-destinations",
  provider: "digitalocean/digitalocean",
  versions: ["2.71.0"],
  upstream: "https://github.com/digitalocean/terraform-provider-digitalocean/issues/1606",
  types: ["digitalocean_app"],
  explanation: "the provider never reads an alert's destinations back, so they always look missing",
  caution: "destinations that were changed by hand are not seen, and new ones look the same",
  matches: (difference, where) => {
    if (!isAt(/^spec\.(\w+\.)?alert\.destinations$/, difference)) return false;
    const [read, known] =
      where === "plan" ? [difference.before, difference.after] : [difference.after, difference.before];
    return !isGiven(read) && isGiven(known);
  },
};
