import { isBlock } from "../stack/configuration";
import { isComputed, namesIn } from "../stack/expression";
import type { StackView } from "../stack/stack-view";
import type { TextPlace } from "../stack/texts";
import { isSecretVariable, SECRET_ATTRIBUTES } from "./secret-places";

/** An attribute of a resource or a data source that holds a secret: `data.vault.db.password`. */
const SECRET_REFERENCE = new RegExp(`\\.(?:${[...SECRET_ATTRIBUTES].join("|")})\\b`);

/**
 * The secret that an expression takes with it: a secret variable, a local made of one, or an attribute that holds one.
 * @param locals those that are made of secrets, see `secretLocals`
 */
export function secretIn(text: string, locals: ReadonlySet<string>, stack: StackView): string | undefined {
  if (!isComputed(text)) return undefined;
  const variable = namesIn(text, "var").find((name) => isSecretVariable(name, stack));
  if (variable !== undefined) return `var.${variable}`;
  const local = namesIn(text, "local").find((name) => locals.has(name));
  if (local !== undefined) return `local.${local}`;
  return SECRET_REFERENCE.test(text) ? SECRET_REFERENCE.exec(text)?.[0].slice(1) : undefined;
}

/** The locals that are made of secrets, through other locals as well. */
export function secretLocals(stack: StackView): ReadonlySet<string> {
  const { locals = {} } = stack.configuration;
  const found = new Set<string>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const [name, value] of Object.entries(locals))
      if (textsOf(value).some((text) => secretIn(text, found, stack) !== undefined)) found.add(name);
  }
  return found;
}

/** Where a secret may pass without being shown: a condition, a local, a module's input, an output that is sensitive. */
export function isPassage({ steps, block }: TextPlace): boolean {
  const [section] = steps;
  if (section === "output") return [true, "true"].includes(block.sensitive as boolean | string);
  return ["locals", "module", "variable"].includes(String(section)) || steps[3] === "lifecycle";
}

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isBlock(value) ? Object.values(value).flatMap(textsOf) : [];
}
