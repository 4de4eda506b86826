import type { Json } from "./plan-json";

/**
 * Reads JSON. Two large numbers that differ in the last digits would be equal: they are read as texts.
 * @throws SyntaxError when the text is no JSON
 */
export function parseJson(text: string): Json {
  return JSON.parse(/[:[,]\s*-?[\d.]{16,}/.test(text) ? withLongNumbersAsTexts(text) : text) as Json;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A number of more digits than every number of JavaScript holds. */
const LONG = /^-?(?=[\d.]{16,})\d+(?:\.\d+)?$/;

/** Leaves texts alone, however long they are. */
function withLongNumbersAsTexts(text: string): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const start = quote < 0 ? text.length : quote;
    const end = endOfText(text, start + 1);
    parts.push(
      text.slice(at, start).replace(NUMBER, (number) => (LONG.test(number) ? `"${number}"` : number)),
      text.slice(start, end),
    );
    at = end;
  }
  return parts.join("");
}

/** Behind the quotation mark that ends a text, which no backslash stands before. */
function endOfText(text: string, start: number): number {
  for (let from = start; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return text.length;
    let first = quote;
    while (first > start && text[first - 1] === "\\") first -= 1;
    if ((quote - first) % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}
