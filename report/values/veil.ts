import { SENSITIVE } from "./show";

/** Web addresses that let whoever has them post, and DigitalOcean's ciphertext, in any text. */
const SECRET_ADDRESS = /https:\/\/hooks\.slack\.com\/\S+|EV\[\d+:[^\]]*\]/g;

const WORD = /\w/;

/** Takes secrets out of texts. */
export class Veil {
  /** Secrets by their first two characters, the longest first. */
  private readonly anywhere: ReadonlyMap<number, readonly string[]>;
  private readonly words: ReadonlyMap<number, readonly string[]>;

  /**
   * @param anywhere texts that are veiled wherever they are
   * @param words short texts that are veiled where they are a word of a message
   */
  public constructor(anywhere: Iterable<string>, words: Iterable<string>) {
    this.anywhere = byStart(anywhere);
    this.words = byStart(words);
  }

  /** The text without secrets: a value, a path, an address. */
  public text(text: string): string {
    return replaced(text.replace(SECRET_ADDRESS, SENSITIVE), this.anywhere, false);
  }

  /** The text without secrets, short ones too: messages are free text, in which a provider may quote a value. */
  public message(text: string): string {
    return replaced(this.text(text), this.words, true);
  }
}

/** Two characters as one number. */
function startAt(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}

function byStart(secrets: Iterable<string>): Map<number, string[]> {
  const starts = new Map<number, string[]>();
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    const start = startAt(secret, 0);
    starts.set(start, [...(starts.get(start) ?? []), secret]);
  }
  return starts;
}

function replaced(text: string, secrets: ReadonlyMap<number, readonly string[]>, asWords: boolean): string {
  if (secrets.size === 0) return text;
  let result = "";
  let kept = 0;
  for (let at = 0; at + 1 < text.length; at += 1) {
    const found = secrets
      .get(startAt(text, at))
      ?.find((secret) => text.startsWith(secret, at) && (!asWords || isWord(text, at, secret.length)));
    if (found === undefined) continue;
    result += text.slice(kept, at) + SENSITIVE;
    kept = at + found.length;
    at = kept - 1;
  }
  return kept === 0 ? text : result + text.slice(kept);
}

function isWord(text: string, at: number, length: number): boolean {
  return !WORD.test(text[at - 1] ?? " ") && !WORD.test(text[at + length] ?? " ");
}
