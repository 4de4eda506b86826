/** Whether Terraform computes the value: text that holds an expression or a directive. */
export function isComputed(value: unknown): value is string {
  if (typeof value !== "string" || !value.includes("{")) return false;
  const unescaped = value.replaceAll("$${", "").replaceAll("%%{", "");
  return unescaped.includes("${") || unescaped.includes("%{");
}

/** A reference and nothing else, in its parts: `${local.size}`, `${digitalocean_app.App.name}`. */
export function referenceOf(value: unknown): readonly string[] | undefined {
  if (typeof value !== "string") return undefined;
  const [, path] = /^\$\{([A-Za-z_][\w-]*(?:\.[\w-]+){1,2})\}$/.exec(value) ?? [];
  return path?.split(".");
}

/** Whether an expression depends on anything: one that does not is a literal in disguise. */
export function dependsOnSomething(expression: string): boolean {
  return /[A-Za-z_][\w-]*\.[A-Za-z_]/.test(expression.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
}

/** A path and nothing else, in its parts and positions: `${data.vault.db.data["password"]}`. */
const PATH = /^\$\{([A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\]|\["[\w.-]+"\])+)\}$/;

/** The parts of a text that is one path and nothing else, however deep; undefined for any other. */
export function pathIn(text: string): readonly string[] | undefined {
  return PATH.exec(text)?.[1]?.split(/[.[]/);
}

const NAMES = {
  var: /(?<![\w.-])var\.([A-Za-z_][\w-]*)/g,
  local: /(?<![\w.-])local\.([A-Za-z_][\w-]*)/g,
};

/** The names that an expression uses of `var` or `local`. */
export function namesIn(expression: string, head: "var" | "local"): string[] {
  return [...expression.matchAll(NAMES[head])].map(([, name = ""]) => name);
}
