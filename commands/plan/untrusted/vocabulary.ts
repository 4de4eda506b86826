import { canonical, entriesOf, isObject } from "./json";

/** A name: it ends no text and begins no template. */
const WORD = /^[A-Za-z0-9][A-Za-z0-9-]*$/;

/** Expressions that the constructs write with other words in them, and that look at no secret of the state. */
const SENTENCES = [
  // Whether a team is among those that can read the repository.
  /^\$\{contains\(try\(jsondecode\(self\.body\)\[\*\]\.slug, \[\]\), "[A-Za-z0-9-]+"\)\}$/,
  // Whether a secret has its form: the variable holds a placeholder, and the pattern no template.
  /^\$\{nonsensitive\(can\(regex\("(?:\\[^$%]|[^"\\$%]|[$%](?!\{))*", var\.[A-Za-z_][\w-]*\)\)\)\}$/,
  // Whether every secret has a value, and the names of those that have none.
  /^\$\{nonsensitive\(alltrue\(\[for value in \[(?:(?:, )?var\.\w+)*\] : value != ""\]\)\)\}$/,
  /^secrets without a value: export \$\{nonsensitive\(join\(", ", \[for name, value in \{(?:(?:, )?TF_VAR_\w+ = var\.\w+)*\} : name if value == ""\]\)\)\}$/,
  // Whether the components of the live app stand as in the code.
  /^\$\{alltrue\(\[for i, name in \["[a-z0-9-]+"(?:, "[a-z0-9-]+")*\] : try\(data\.digitalocean_app\.[\w-]+\.spec\[0\]\.(?:worker|job)\[i\]\.name, name\) == name\]\)\}$/,
] as const;

/** What reviewers are looked up by; only its id can be referred to. */
const LOOK_UPS: Readonly<Record<string, (body: unknown) => boolean>> = {
  github_team: (body) => isLookUp(body, "slug", { summary_only: true }),
  github_user: (body) => isLookUp(body, "username", {}),
};

/** Attributes of look-ups that may be referred to. */
export const LOOKED_UP = Object.keys(LOOK_UPS).map((type) => `data.${type}.id`);

/** Whether a text is an expression that every stack of this project may have. */
export function isSentence(text: string): boolean {
  return SENTENCES.some((sentence) => sentence.test(text));
}

/** Whether a data source only looks up a team or a person by name. */
export function isReviewerLookUp(type: string, body: unknown): boolean {
  return Object.hasOwn(LOOK_UPS, type) && LOOK_UPS[type]?.(body) === true;
}

/** Whether a data source looks up an app of the stack, by a local value: another rule says that it holds nothing else. */
export function isOwnApp(type: string, body: unknown): boolean {
  if (type !== "digitalocean_app" || !isObject(body)) return false;
  return Object.keys(body).join() === "app_id" && /^\$\{local\.[\w-]+\}$/.test(String(body.app_id));
}

function isLookUp(body: unknown, key: string, others: object): boolean {
  if (!isObject(body)) return false;
  const { [key]: name, ...rest } = body;
  return typeof name === "string" && WORD.test(name) && canonical(rest) === canonical(others);
}

/** The address that a request goes to, when there is nothing else in it but conditions; undefined otherwise. */
export function plainEndpoint(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  const { endpoint, lifecycle = {}, ...rest } = body;
  const conditions = ["precondition", "postcondition"];
  const others = [...entriesOf(rest), ...entriesOf(lifecycle).filter(([key]) => !conditions.includes(key))];
  return typeof endpoint === "string" && isObject(lifecycle) && others.length === 0 ? endpoint : undefined;
}
