import fc from "fast-check";
import type { Json } from "../../report/plan-json";

/** A value, and what of it is sensitive. */
export interface Marked {
  readonly value: Json;
  readonly mark: Json;
}

/** Any secret of a marked value. The short ones are known by their marks alone: long ones are veiled wherever they are. */
export const ANY_SECRET = /SECRET-VALUE-|s3cr3t-/;

/** A value with secrets somewhere in it, and the marks that say where. */
export function marked(names: readonly string[] = ["name", "key", "x", "url"]): fc.Arbitrary<Marked> {
  const secret = fc
    .tuple(fc.constantFrom("SECRET-VALUE-", "s3cr3t-"), fc.nat(9))
    .map(([text, number]): Marked => ({ value: `${text}${number}`, mark: true }));
  const plain = fc
    .oneof(fc.string({ maxLength: 5 }), fc.integer(), fc.boolean())
    .map((value): Marked => ({ value, mark: false }));
  const { tree } = fc.letrec<{ tree: Marked }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      secret,
      plain,
      fc.array(tie("tree"), { maxLength: 3 }).map(joined),
      fc.dictionary(fc.constantFrom(...names), tie("tree"), { maxKeys: 3 }).map(keyed),
      fc
        .array(tie("tree"), { maxLength: 2 })
        .map((items): Marked => ({ value: joined(items).value, mark: true })),
    ),
  }));
  return tree;
}

function joined(items: readonly Marked[]): Marked {
  return { value: items.map(({ value }) => value), mark: items.map(({ mark }) => mark) };
}

function keyed(entries: Record<string, Marked>): Marked {
  const pick = (part: keyof Marked) =>
    Object.fromEntries(Object.entries(entries).map(([name, each]) => [name, each[part]]));
  return { value: pick("value"), mark: pick("mark") };
}
