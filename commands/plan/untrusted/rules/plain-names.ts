import { entriesOf, isObject, type JsonObject } from "../json";
import type { Found, Rule } from "../rule";

/** As GitHub names repositories; a path of dots is none. */
const NAME = /^(?!\.{1,2}$)[\w.-]{1,100}$/;
/** What is checked itself. */
const REFERENCE =
  /^\$\{(github_repository\.[\w-]+\.name|github_repository_environment\.[\w-]+\.environment)\}$/;

/** What resources of GitHub are asked for by, whatever their type. */
const OF_GITHUB = ["repository", "environment", "secret_name", "variable_name"];

/** Names of repositories, environments and apps are names, or the base's expressions for them. */
export const plainNames: Rule = {
  id: "plain-names",
  reason:
    "a name becomes part of the address that a cloud is asked at, with the credentials: `../../repos/other` would ask for anything",
  check: ({ configuration }, { stacks }) => {
    const known = new Set(
      stacks.flatMap((stack) => namesIn({ ...stack.configuration })).map(({ got }) => got),
    );
    return namesIn(configuration).filter(({ got }) => !isName(got) && !known.has(got));
  },
};

function isName(value: unknown): boolean {
  return typeof value === "string" && (NAME.test(value) || REFERENCE.test(value));
}

function namesIn({ resource }: JsonObject): Found[] {
  return entriesOf(resource).flatMap(([type, named]) =>
    entriesOf(named).flatMap(([id, body]) => namesOf(type, body, `resource.${type}.${id}`)),
  );
}

function namesOf(type: string, body: unknown, place: string): Found[] {
  if (type === "digitalocean_app") return appNames(body, place);
  if (!type.startsWith("github_")) return [];
  const keys = type === "github_repository" ? [...OF_GITHUB, "name"] : OF_GITHUB;
  return named(body, keys, place);
}

function appNames(body: unknown, place: string): Found[] {
  const specs = isObject(body) ? [body.spec].flat() : [];
  return specs.flatMap((spec) => named(spec, ["name"], `${place}.spec`));
}

function named(body: unknown, keys: readonly string[], place: string): Found[] {
  return entriesOf(body)
    .filter(([key]) => keys.includes(key))
    .map(([key, got]) => ({
      place: `${place}.${key}`,
      fault: "a name must be one, and not be able to lead anywhere",
      got,
      allowed:
        "at most 100 letters, digits, dots, hyphens and underscores; or the name of the stack's own repository or environment",
      next: "rename it",
    }));
}
