import { isBlock } from "../stack/configuration";
import { namesIn } from "../stack/expression";
import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";
import { environmentName } from "./github-environments";

const OF_ENVIRONMENT = "github_actions_environment_secret";

/** Secrets that more jobs read than those of one environment. */
const WIDER = [
  "github_actions_secret",
  "github_actions_organization_secret",
  "github_codespaces_secret",
  "github_codespaces_organization_secret",
  "github_dependabot_secret",
  "github_dependabot_organization_secret",
] as const;

/**
 * Notes each secret that jobs read which no approval holds back: one of an environment that the stack does not make, and a
 * credential of production that is kept for the whole repository as well.
 */
export function noteUnguardedSecrets(stack: StackView, environments: readonly Place[]): void {
  const guarded = new Set(environments.map((environment) => keyOf(environment)));
  const secrets = stack.resources(OF_ENVIRONMENT);
  for (const secret of secrets)
    if (!guarded.has(keyOf(secret)))
      secret.note("environment", {
        fault: `the secret ${nameOf(secret)} is read by jobs of ${environmentName(secret)}, an environment that this stack does not make, so that nobody has to approve them`,
        allowed: environments.map(environmentName).join(", ") || "an environment of this stack",
        next: "keep it in the environment that has the reviewers, of the same repository",
      });
  const credentials = new Set([...secrets, ...stack.resources("digitalocean_app")].flatMap(variablesOf));
  for (const secret of stack.resources(...WIDER))
    if (variablesOf(secret).some((name) => credentials.has(name)))
      secret.note("", {
        fault: `the secret ${nameOf(secret)} is a credential of production, and is read by jobs of every branch`,
        next: "take it away: the environment has it",
      });
}

function keyOf(place: Place): string {
  return JSON.stringify([place.value("repository"), place.value("environment")]);
}

function nameOf(secret: Place): string {
  return JSON.stringify(String(secret.value("secret_name")));
}

/** Variables that anything in it is made of. */
function variablesOf({ values }: Place): string[] {
  return textsIn(values).flatMap((text) => namesIn(text, "var"));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isBlock(value) ? Object.values(value).flatMap(textsIn) : [];
}
