import { createHash } from "node:crypto";

/** Last number given out, by kind. */
export type IdsData = Readonly<Record<string, number>>;

/** Ids that look like the clouds' and are the same in every run: each is derived from a counter of its kind. */
export class Ids {
  private readonly counters: Map<string, number>;

  constructor(data: IdsData = {}) {
    this.counters = new Map(Object.entries(data));
  }

  /** The next whole number of a kind, counting from `first`. */
  number(kind: string, first = 1): number {
    const next = (this.counters.get(kind) ?? first - 1) + 1;
    this.counters.set(kind, next);
    return next;
  }

  /** The next UUID of a kind. */
  uuid(kind: string): string {
    const hex = sha256(`${kind}:${this.number(kind)}`);
    const variant = "89ab"[Number.parseInt(hex.slice(16, 17), 16) % 4];
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join("-");
  }

  /** The next text of `length` lower-case hexadecimal digits of a kind. */
  hex(kind: string, length: number): string {
    const seed = `${kind}:${this.number(kind)}`;
    let digits = "";
    while (digits.length < length) digits += sha256(`${seed}:${digits.length}`);
    return digits.slice(0, length);
  }

  toJSON(): IdsData {
    return Object.fromEntries(this.counters);
  }
}

/** SHA-256 of a text, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
