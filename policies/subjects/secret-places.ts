import { isComputed } from "../stack/expression";
import type { StackView } from "../stack/stack-view";
import type { TextPlace } from "../stack/texts";

/** Attributes that hold a secret, whichever resource, provider or backend they belong to. */
export const SECRET_ATTRIBUTES: ReadonlySet<string> = new Set([
  "access_key",
  "api_key",
  "client_secret",
  "conn_str",
  "password",
  "pem_file",
  "plaintext_value",
  "private_key",
  "registry_credentials",
  "secret",
  "secret_key",
  "spaces_access_id",
  "spaces_secret_key",
  "token",
]);

/** Names of variables that hold a secret, whatever the value looks like. */
const SECRET_NAME =
  /(?:^|[-_])(?:PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|APIKEY|(?<!PUBLIC[-_])KEY|CREDENTIALS?)$/i;

/** The name of the attribute, or of the last key within it. */
export function attributeOf({ steps }: TextPlace): string {
  return String(steps.findLast((step) => typeof step === "string"));
}

/** Whether what stands there has to be secret: an attribute for it, a SECRET, a default of a sensitive variable. */
export function isSecretPlace(place: TextPlace, stack: StackView): boolean {
  const { steps, block } = place;
  const attribute = attributeOf(place);
  if (steps[0] === "variable" && steps[2] === "default") return isSensitive(String(steps[1]), stack);
  if (attribute === "value") return isSecretType(stack.resolve(block.type));
  if (attribute === "url") return steps.includes("slack") || steps.includes("slack_webhooks");
  return SECRET_ATTRIBUTES.has(attribute);
}

/** Whether it is the value of a variable that is named as a secret: of an app, of GitHub Actions, or of Terraform. */
export function isNamedAsSecret({ steps, block }: TextPlace): boolean {
  if (steps.at(-1) === "value") return hasSecretName(block.key ?? block.variable_name);
  return steps[0] === "variable" && steps[2] === "default" && hasSecretName(steps[1]);
}

/** Whether a variable of Terraform is secret, by what it says or by its name. */
export function isSecretVariable(name: string, stack: StackView): boolean {
  return isSensitive(name, stack) || hasSecretName(name);
}

/** Whether Terraform keeps a variable out of its output; it takes a text for the switch. */
export function isSensitive(name: string, { configuration }: StackView): boolean {
  return [true, "true"].includes(configuration.variable?.[name]?.sensitive as boolean | string);
}

function hasSecretName(name: unknown): boolean {
  return SECRET_NAME.test(String(name ?? ""));
}

/** A type that only Terraform will know may be SECRET. */
function isSecretType(type: unknown): boolean {
  return type === "SECRET" || isComputed(type);
}
