import { definePolicy } from "../policy";
import { dependsOnSomething, isComputed, pathIn } from "../stack/expression";
import type { StackView } from "../stack/stack-view";
import { pathOf, type TextPlace, visitTexts } from "../stack/texts";
import { isPassage, secretIn, secretLocals } from "../subjects/leaks";
import { attributeOf, isNamedAsSecret, isSecretPlace, isSensitive } from "../subjects/secret-places";

/** Forms of credentials that their issuers document: GitHub, DigitalOcean, OpenAI, xAI, AWS, Slack, keys in PEM, and addresses with a password. */
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
    "://[^\\s:/@$<]+:[^\\s:/@${<]{4,}@[\\w.-]",
  ].join("|"),
);

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
    const locals = secretLocals(stack);
    visitTexts(stack.configuration, (text, place) => {
      if (isSecretPlace(place, stack)) checkSecret(text, place, stack);
      else if (isNamedAsSecret(place) && isLiteral(text))
        noteLiteral(place, "a variable that is named as a secret has its value in the code", stack);
      else if (text.length >= SHORTEST && CREDENTIAL.test(text))
        noteLiteral(place, "text that looks like a credential stands in the code", stack);
      else if (!isPassage(place)) noteLeak(place, secretIn(text, locals, stack), stack);
    });
    return undefined;
  },
});

function isLiteral(text: string): boolean {
  return isComputed(text) ? !dependsOnSomething(text) : !HARMLESS.test(text);
}

function checkSecret(text: string, place: TextPlace, stack: StackView): void {
  const value = stack.resolve(text);
  if (typeof value !== "string" || HARMLESS.test(value)) return;
  const secret = `the secret \`${attributeOf(place)}\``;
  if (!isComputed(value)) noteLiteral(place, `${secret} stands in the code`, stack);
  else if (!dependsOnSomething(value))
    noteLiteral(place, `${secret} stands in an expression that depends on nothing`, stack);
  else checkPath(withoutUser(value, place), place, stack);
}

/** Registries take a user and a token in one text; the user's name may stand in the code. */
function withoutUser(value: string, place: TextPlace): string {
  return attributeOf(place) === "registry_credentials" ? value.replace(/^[\w.-]+:(?=\$\{)/, "") : value;
}

/** Roots of paths that lead back to what stands in the configuration. */
const ECHOES = ["local", "each", "count", "self", "path", "terraform", "terraform_data"];

/** Anything but one path may hold the secret itself, in a condition's other branch or before a variable. */
function checkPath(value: string, place: TextPlace, stack: StackView): void {
  const [head = "", name = "", attribute = ""] = pathIn(value) ?? [];
  const { resource } = stack.configuration;
  if (head === "var") checkVariable(place, name, stack);
  else if (head === "" || ECHOES.includes(head) || resource?.[head]?.[name]?.[attribute] !== undefined)
    stack.noteUnknown(
      at(place),
      `the secret \`${attributeOf(place)}\` is more than one reference to a variable, a resource or a data source, and may hold the secret itself`,
    );
}

function checkVariable(place: TextPlace, name: string, stack: StackView): void {
  const variable = stack.configuration.variable?.[name];
  if (typeof variable?.default === "string" && variable.default !== "")
    noteLiteral(place, `the secret variable ${name} has a default, which stands in the code`, stack);
  if (variable !== undefined && !isSensitive(name, stack))
    noteLiteral(place, `the secret variable ${name} is not sensitive, so that plans show it`, stack);
}

function noteLeak(place: TextPlace, secret: string | undefined, stack: StackView): void {
  if (secret === undefined) return;
  stack.note({
    ...at(place),
    fault: `${secret} is secret, and stands where everybody reads it`,
    allowed: "the whole value of a SECRET, or of an attribute that holds a secret",
    next: "name it in the secrets (Secret.named), or use another value here",
  });
}

function noteLiteral(place: TextPlace, fault: string, stack: StackView): void {
  stack.note({
    ...at(place),
    fault,
    allowed: "a sensitive variable without a default (the value is not shown here)",
    next: "name it with Secret.named, set TF_VAR_ when deploying, and revoke the value if it was committed",
  });
}

function at(place: TextPlace) {
  return {
    path: pathOf(place),
    ...(place.construct === undefined ? {} : { construct: place.construct }),
  };
}
