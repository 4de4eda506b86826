import { App } from "@cdktf/provider-digitalocean/lib/app";
import { UptimeAlert } from "@cdktf/provider-digitalocean/lib/uptime-alert";
import { ActionsEnvironmentSecret } from "@cdktf/provider-github/lib/actions-environment-secret";
import {
  Aspects,
  DefaultTokenResolver,
  type IAspect,
  StringConcat,
  type TerraformResource,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { PLACEHOLDER_MARK } from "./placeholder";

/** Where a component of an app holds what may be secret, its variables left out: those stand at app level. */
const COMPONENT_SECRETS = [
  "image[*].registry_credentials",
  "alert[*].destinations[*].slack_webhooks[*].url",
  "log_destination[*].logtail[*].token",
  "log_destination[*].datadog[*].api_key",
  "log_destination[*].open_search[*].basic_auth[*].password",
];

/** Terraform expression: the secrets of an app that is about to be written. */
const APP_SECRETS = `concat(self.spec[0].env[*].value, ${[
  "alert[*].destinations[*].slack_webhooks[*].url",
  ...["service", "worker", "job"].flatMap((kind) => COMPONENT_SECRETS.map((path) => `${kind}[*].${path}`)),
]
  .map((path) => `flatten(self.spec[0].${path})`)
  .join(", ")})`;

/** The same of an alert of an uptime check. */
const ALERT_SECRETS = "flatten(self.notifications[*].slack[*].url)";

/**
 * Has Terraform refuse a plan that would send a placeholder. Not by a precondition: that would look at the variable and
 * so refuse every plan with placeholders, also those that change no secret. A postcondition looks at what the resource
 * is about to be, and what is ignored stays as it was.
 */
export function refusePlaceholders(stack: TerraformStack): void {
  Aspects.of(stack).add(new PlaceholderGuard());
}

class PlaceholderGuard implements IAspect {
  public visit(node: IConstruct): void {
    if (node instanceof App) guard(node, APP_SECRETS);
    if (node instanceof UptimeAlert) guard(node, ALERT_SECRETS);
    if (node instanceof ActionsEnvironmentSecret && isVariable(node)) guard(node, "[self.plaintext_value]");
  }
}

function isVariable(secret: ActionsEnvironmentSecret): boolean {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const options = { scope: secret, resolver, preparing: false };
  const value: unknown = Tokenization.resolve(secret.plaintextValueInput, options);
  return typeof value === "string" && value.startsWith("${var.");
}

function guard(resource: TerraformResource, values: string): void {
  resource.addOverride("lifecycle.postcondition", [
    {
      condition: `\${!anytrue([for value in ${values} : can(regex("${PLACEHOLDER_MARK}", value))])}`,
      error_message:
        "a placeholder stands where a secret's value should be: export the TF_VAR_ variables of the secrets",
    },
  ]);
}
