import { definePolicy } from "../policy";
import { dependsOnSomething, isComputed, referenceOf } from "../stack/expression";
import type { StackView } from "../stack/stack-view";
import { pathOf, type TextPlace, visitTexts } from "../stack/texts";

/** Attributes that hold a secret, whichever resource, provider or backend they belong to. */
const SECRET_ATTRIBUTES: ReadonlySet<string> = new Set([
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

/** Forms of credentials that their issuers document: GitHub, DigitalOcean, OpenAI, xAI, AWS, Slack, keys in PEM. */
const CREDENTIAL = new RegExp(
  [
    "\\bgh[pousr]_[A-Za-z0-9]{36}",
    "\\bgithub_pat_[A-Za-z0-9_]{60}",
    "\\bdo[opr]_v1_[a-f0-9]{64}",
    "\\bsk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{40}",
    "\\bxai-[A-Za-z0-9]{40}",
    "\\bAKIA[0-9A-Z]{16}\\b",
    "\\bxox[abprs]-[A-Za-z0-9-]{20}",
    "hooks\\.slack\\.com/services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{20}",
    "-----BEGIN [A-Z ]*PRIVATE KEY-----",
  ].join("|"),
);

/** Names of variables that hold a secret, whatever the value looks like. */
const SECRET_NAME = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIALS?)$/i;

/** Shortest text that any of the forms matches. */
const SHORTEST = 20;

/** What may stand in the code: a ciphertext of App Platform, and a binding to another component's value. */
const HARMLESS = /^(?:EV\[1:[^\]]+\]|\$\$\{[\w.-]+\}|)$/;

export const noLiteralSecret = definePolicy({
  id: "no-literal-secret",
  title: "no secret stands in the code",
  reason:
    "what stands in the code is in the repository, in cdktf.out, in every plan and in the state, and has to be revoked once anybody saw one of them",
  source: "hashicorp/terraform-cdk#1801, #2576; docs.github.com, About secret scanning",
  scope: "every stack",
  subject: "stacks",
  check: (stack) => {
    visitTexts(stack.configuration, (text, place) => {
      if (isSecret(place)) checkSecret(text, place, stack);
      else if (isNamedAsSecret(place) && !isComputed(text) && !HARMLESS.test(text))
        noteLiteral(place, "a variable that is named as a secret has its value in the code", stack);
      else if (text.length >= SHORTEST && CREDENTIAL.test(text))
        noteLiteral(place, "text that looks like a credential stands in the code", stack);
    });
    return undefined;
  },
});

function isSecret({ steps, block }: TextPlace): boolean {
  const attribute = steps.findLast((step) => typeof step === "string");
  if (attribute === "default") return block.sensitive === true;
  if (attribute === "value") return block.type === "SECRET";
  if (attribute === "url") return steps.includes("slack") || steps.includes("slack_webhooks");
  return attribute !== undefined && SECRET_ATTRIBUTES.has(attribute);
}

/** A variable of an app, of GitHub Actions, or of Terraform. */
function isNamedAsSecret({ steps, block }: TextPlace): boolean {
  const attribute = steps.at(-1);
  if (attribute === "value") return SECRET_NAME.test(String(block.key ?? block.variable_name ?? ""));
  return attribute === "default" && steps[0] === "variable" && SECRET_NAME.test(String(steps[1]));
}

function checkSecret(text: string, place: TextPlace, stack: StackView): void {
  const value = stack.resolve(text);
  if (typeof value !== "string" || HARMLESS.test(value)) return;
  const secret = `the secret \`${place.steps.findLast((step) => typeof step === "string")}\``;
  if (!isComputed(value)) noteLiteral(place, `${secret} stands in the code`, stack);
  else if (!dependsOnSomething(value))
    noteLiteral(place, `${secret} stands in an expression that depends on nothing`, stack);
  else checkVariable(place, referenceOf(value) ?? [], stack);
}

function checkVariable(place: TextPlace, [head, name = ""]: readonly string[], stack: StackView): void {
  if (head !== "var") return;
  const value = stack.configuration.variable?.[name]?.default;
  if (typeof value === "string" && value !== "")
    noteLiteral(place, `the secret variable ${name} has a default, which stands in the code`, stack);
}

function noteLiteral(place: TextPlace, fault: string, stack: StackView): void {
  stack.note({
    path: pathOf(place),
    ...(place.construct === undefined ? {} : { construct: place.construct }),
    fault,
    allowed: "a sensitive variable without a default (the value is not shown here)",
    next: "name it with Secret.named, set TF_VAR_ when deploying, and revoke the value if it was committed",
  });
}
