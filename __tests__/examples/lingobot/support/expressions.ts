/** What expressions can name, by context: `matrix`, `github`, `env`, `secrets`, `vars`, `steps`, `needs`, `job`. */
export type Contexts = Readonly<Record<string, unknown>>;

/**
 * Fills in the `${{ }}` of a text as GitHub documents it: lookups (what is missing in a context is empty), strings,
 * `==`, `!=`, `&&`, `||`, `!`, parentheses, `contains(list, text)`, `.*`, `toJSON(context)`, `always()`, `success()`,
 * `failure()`, `cancelled()`, and `hashFiles(path)` where the contexts hold a function of that name.
 * @throws Error on anything else, and on a context that is not given
 */
export function resolveExpressions(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => {
    const value = new Evaluation(expression, contexts).value();
    return value === undefined || value === null ? "" : String(value);
  });
}

/** Whether a step or a job runs: its `if`, which counts only after success unless it asks for the status itself. */
export function holds(condition: string | undefined, contexts: Contexts): boolean {
  const text = (condition ?? "success()").replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1");
  const asksForStatus = /\b(always|success|failure|cancelled)\(\)/.test(text);
  return Boolean(new Evaluation(asksForStatus ? text : `success() && (${text})`, contexts).value());
}

const TOKEN = /\s*(?:('(?:[^']|'')*')|(==|!=|&&|\|\||!|\(|\)|,)|([A-Za-z_][\w.*-]*))/y;

class Evaluation {
  private readonly tokens: string[] = [];

  public constructor(
    private readonly expression: string,
    private readonly contexts: Contexts,
  ) {
    const text = expression.trim();
    const token = new RegExp(TOKEN);
    while (token.lastIndex < text.length) {
      const at = token.lastIndex;
      const found = token.exec(text);
      if (!found) throw new Error(`"${text.slice(at)}" of the expression "${text}" is not understood`);
      this.tokens.push(found[0].trim());
    }
  }

  public value(): unknown {
    const value = this.or();
    if (this.tokens.length > 0)
      throw new Error(`"${this.tokens.join(" ")}" is left over of "${this.expression}"`);
    return value;
  }

  private or(): unknown {
    let left = this.and();
    while (this.take("||")) {
      const right = this.and();
      left = left || right;
    }
    return left;
  }

  private and(): unknown {
    let left = this.comparison();
    while (this.take("&&")) {
      const right = this.comparison();
      left = left && right;
    }
    return left;
  }

  private comparison(): unknown {
    const left = this.operand();
    if (this.take("==")) return String(left ?? "") === String(this.operand() ?? "");
    if (this.take("!=")) return String(left ?? "") !== String(this.operand() ?? "");
    return left;
  }

  private operand(): unknown {
    if (this.take("!")) return !this.operand();
    if (this.take("(")) return this.closed(this.or());
    const token = this.tokens.shift() ?? "";
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (this.take("(")) return this.closed(this.call(token));
    return this.lookup(token);
  }

  private json(): string {
    return JSON.stringify(this.lookup(this.tokens.shift() ?? ""), null, 2);
  }

  private closed<T>(value: T): T {
    if (!this.take(")")) throw new Error(`a parenthesis is not closed in "${this.expression}"`);
    return value;
  }

  private call(name: string): unknown {
    if (name === "contains") return this.contains();
    if (name === "toJSON") return this.json();
    const { hashFiles } = this.contexts;
    if (name === "hashFiles" && typeof hashFiles === "function") return hashFiles(String(this.or()));
    return this.status(name);
  }

  /** Of a list, or of a text; GitHub does not tell upper from lower case. */
  private contains(): boolean {
    const within = this.or();
    if (!this.take(",")) throw new Error(`contains() takes two values in "${this.expression}"`);
    const wanted = String(this.or() ?? "").toLowerCase();
    return Array.isArray(within)
      ? within.some((each) => String(each).toLowerCase() === wanted)
      : String(within ?? "")
          .toLowerCase()
          .includes(wanted);
  }

  private status(name: string): boolean {
    const { status } = this.contexts.job as { readonly status: string };
    if (name === "always") return true;
    if (["success", "failure", "cancelled"].includes(name)) return status === name;
    throw new Error(`the function ${name}() is not understood`);
  }

  private lookup(path: string): unknown {
    const [context = "", ...names] = path.split(".");
    if (!(context in this.contexts)) throw new Error(`no context "${context}" is given for "${path}"`);
    let value = this.contexts[context];
    for (const [index, name] of names.entries()) {
      if (name === "*") return all(value).map((each) => read(each, names.slice(index + 1)));
      value = read(value, [name]);
    }
    return value;
  }

  private take(token: string): boolean {
    if (this.tokens[0] !== token) return false;
    this.tokens.shift();
    return true;
  }
}

function read(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (each, name) => (each as Record<string, unknown> | undefined | null)?.[name],
    value,
  );
}

function all(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
