import { head, shorten, tail } from "./code";

/** Two texts as they differ, each shown in at most `longest` characters. */
export interface Excerpts {
  readonly before: string;
  readonly after: string;
  /** Where they begin to differ, for texts that are not shown whole; 1 is the first character. */
  readonly from?: number;
}

/** Both texts, or, where one of them is too long, the part of each in which they differ. */
export function excerpts(before: string, after: string, longest: number): Excerpts {
  if (before.length <= longest && after.length <= longest)
    return { before: shorten(before, longest), after: shorten(after, longest) };
  const start = alike(before, after, (text, at) => text.charCodeAt(at));
  const most = Math.min(before.length, after.length) - start;
  const end = Math.min(
    most,
    alike(before, after, (text, at) => text.charCodeAt(text.length - 1 - at)),
  );
  const part = (text: string) => shorten(around(text, start, text.length - end, longest), longest);
  return { before: part(before), after: part(after), from: start + 1 };
}

/** How many characters are the same, one after the other. */
function alike(before: string, after: string, character: (text: string, at: number) => number): number {
  const most = Math.min(before.length, after.length);
  for (let at = 0; at < most; at += 1) if (character(before, at) !== character(after, at)) return at;
  return most;
}

/** A part of a text, with a little of what is beside it. */
function around(text: string, start: number, end: number, longest: number): string {
  const beside = Math.floor(longest / 5);
  const before = tail(text.slice(0, start), beside);
  const after = head(text.slice(end), beside);
  return [
    before.length < start ? "…" : "",
    before,
    text.slice(start, end),
    after,
    after.length < text.length - end ? "…" : "",
  ].join("");
}
