/** Longer texts are cut in the middle: both ends tell most. */
export const LONGEST = 200;

/** Printable ASCII without backticks, which is nearly all there is. */
const ORDINARY = /^[ -_a-~]+$/;

/** Text as inline code, whatever it holds: nothing in it is taken for Markdown, HTML or a mention. */
export function code(text: string): string {
  if (ORDINARY.test(text)) return `\`${text}\``;
  const line = visible(text);
  const longestRun = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longestRun + 1);
  const pad = line === "" || line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Shortens a text, as it is written, to what is worth reading, and says what it leaves out. */
export function shorten(text: string, longest = LONGEST): string {
  const kept = Math.floor((longest - 20) / 2);
  if (text.length <= longest) {
    const line = visible(text);
    if (line.length <= longest) return line;
  }
  const [start, end] = [visible(head(text, kept)), visible(tail(text, kept))];
  return `${head(start, kept)}… (${text.length} characters) …${tail(end, kept)}`;
}

/** The beginning of a text, in at most so many characters; none is cut in two. */
export function head(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
}

/** The end of a text, in at most so many characters; none is cut in two. */
export function tail(text: string, most: number): string {
  return text.slice(Math.max(0, text.length - most)).replace(/^[\udc00-\udfff]/, "");
}

/** Plain prose in which Markdown and HTML mean nothing, nobody is mentioned, and nothing is a link or closes an issue. */
export function prose(text: string): string {
  return unlinked(visible(text))
    .replace(/[\\`*_{}[\]<>#|~@]/g, (character) => `\\${character}`)
    .replaceAll("&", "&amp;");
}

/** Prose of our own in which names are code: what is between backticks stays so, and is nothing else. */
export function withCode(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : prose(part)))
    .join("");
}

/** Text inside an HTML element. */
export function inHtml(text: string): string {
  return unlinked(visible(text)).replace(/[&<>]/g, (character) => `&#${character.codePointAt(0)};`);
}

/** Where GitHub sees a mention, a link or an issue: between the two parts. */
const LINKS =
  /(?<=@)(?=\w)|(?<=:)(?=\/\/)|(?<=\bwww\.)(?=\S)|(?<=\b(?:mailto|xmpp):)(?=\S)|(?<=#|\bgh-)(?=\d)/gi;

/**
 * GitHub looks for links and mentions in what is rendered, where no escape is left: something must stand between, which is
 * not seen.
 */
function unlinked(text: string): string {
  return text.replace(LINKS, "\u200b");
}

/** Control, format and separator characters: they would break the line or hide text. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The text with each invisible character written out. */
export function visible(text: string): string {
  if (ORDINARY.test(text)) return text;
  return text.replace(INVISIBLE, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}
