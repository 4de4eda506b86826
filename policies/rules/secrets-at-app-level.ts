import { definePolicy } from "../policy";
import { COMPONENT_KINDS, componentsOf, nameOf, specsOf } from "../subjects/apps";

export const secretsAtAppLevel = definePolicy({
  id: "secrets-at-app-level",
  title: "secrets of an app stand at app level, plain variables at component level",
  reason:
    "DigitalOcean gives secrets back encrypted, so Terraform must ignore the set they are in: in a component's set, changes of its plain variables would be ignored along, and not ignored, every plan deploys the app",
  source: "digitalocean/terraform-provider-digitalocean#1603",
  scope: "every stack",
  subject: "apps",
  check: (stack) => {
    const components = specsOf(stack).flatMap((spec) => componentsOf(spec, COMPONENT_KINDS));
    for (const component of components)
      for (const variable of component.blocks("env")) {
        const key = String(variable.value("key"));
        variable.require("type", {
          holds: (type) => type !== "SECRET",
          fault: `the secret ${key} stands at the component ${nameOf(component)}`,
          allowed: "GENERAL at components; SECRET in the app's own env",
          next: `name it in the app's secrets: Secret.named(${JSON.stringify(key)})`,
        });
      }
    return undefined;
  },
});
