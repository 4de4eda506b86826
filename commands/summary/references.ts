import type { TerraformConfiguration } from "../../tools/synthesized";

/** A Terraform expression in a text; quotes in it may hold braces. */
const EXPRESSION = /\$\{((?:[^{}"]|"[^"]*")*)\}/g;

/** What references to these attributes of data sources stand for. */
const KNOWN_BY = ["slug", "username", "name"];

/** Puts what references stand for in their place, as far as the configuration tells. */
export class References {
  public constructor(private readonly configuration: TerraformConfiguration) {}

  /** A value as a person reads it: names instead of references, lists with commas. */
  public text(value: unknown): string {
    if (Array.isArray(value)) return value.map((each) => this.text(each)).join(", ");
    if (typeof value === "object" && value !== null) return withoutHashes(JSON.stringify(value));
    return String(value).replace(EXPRESSION, (_, expression: string) => this.meaning(expression));
  }

  /** Where a secret comes from. A literal is not shown: it would be the secret. */
  public source(value: unknown): string {
    return /^\$\{[^}]*\}$/.test(String(value)) ? this.text(value) : "A LITERAL IN THE CODE";
  }

  private meaning(expression: string): string {
    const [, fallback] = /^try\(.*, "([^"]*)"\)$/.exec(expression) ?? [];
    if (fallback !== undefined) return fallback;
    const [, variable] = /^var\.([\w-]+)$/.exec(expression) ?? [];
    if (variable !== undefined) return variable;
    const [, data, type = "", id = "", attribute = ""] =
      /^(data\.)?(\w+)\.([\w-]+)\.(\w+)$/.exec(expression) ?? [];
    if (data !== undefined) return this.lookedUp(type, id) ?? withoutHashes(expression);
    const values = this.configuration.resource?.[type]?.[id];
    if (values === undefined) return withoutHashes(expression);
    const literal = values[attribute];
    return literal === undefined
      ? `${ATTRIBUTES[attribute] ?? attribute} of ${nameOf(values, id)}`
      : this.text(literal);
  }

  private lookedUp(type: string, id: string): string | undefined {
    const values = this.configuration.data?.[type]?.[id];
    return KNOWN_BY.map((name) => values?.[name]).find((value) => typeof value === "string") as
      | string
      | undefined;
  }
}

const ATTRIBUTES: Readonly<Record<string, string>> = { live_url: "URL" };

function nameOf(values: Readonly<Record<string, unknown>>, id: string): string {
  const [spec] = [values.spec].flat() as [{ readonly name?: unknown } | undefined];
  return String(values.name ?? spec?.name ?? withoutHashes(id));
}

/** cdktf makes names unique by a hash, which tells a reader nothing. */
export function withoutHashes(text: string): string {
  return text.replace(/_[0-9A-F]{8}\b/g, "");
}
