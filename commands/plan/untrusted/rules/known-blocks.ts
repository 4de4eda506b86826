import { entriesOf, isObject } from "../json";
import type { Found, Rule } from "../rule";

const LABEL = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const NOT_AS_WRITTEN = "synthesize again, without changing what cdktf wrote";

/** Blocks, and how many names stand before their body; `undefined` for a list of bodies. */
const BLOCKS: Readonly<Record<string, number | undefined>> = {
  "//": 0,
  terraform: 0,
  provider: 1,
  resource: 2,
  data: 2,
  variable: 1,
  locals: 0,
  output: 1,
  moved: undefined,
  removed: undefined,
  import: undefined,
};

/** Only blocks that the other rules look into, in the one form in which they do. */
export const knownBlocks: Rule = {
  id: "known-blocks",
  reason:
    "modules, checks, ephemeral resources and actions run code or read from elsewhere; another form of a block would hide it from the other rules",
  check: ({ configuration }) =>
    Object.entries(configuration).flatMap(([block, body]): Found[] =>
      Object.hasOwn(BLOCKS, block) ? formProblems(block, body, BLOCKS[block]) : [unknownBlock(block)],
    ),
};

function unknownBlock(block: string): Found {
  return {
    place: block,
    fault: "this kind of block is not planned for a pull request",
    got: block,
    allowed: Object.keys(BLOCKS).join(", "),
    next: "plan it yourself: npm run plan -- --live",
  };
}

function formProblems(place: string, body: unknown, names: number | undefined): Found[] {
  if (names === undefined)
    return Array.isArray(body) && body.every(isObject) ? [] : [badForm(place, "a list of objects")];
  // Providers are lists of bodies below their name; their rule looks into them.
  if (place.startsWith("provider.")) return [];
  if (!isObject(body)) return [badForm(place, "an object")];
  if (names === 0) return [];
  return entriesOf(body).flatMap(([name, below]) => [
    ...(LABEL.test(name) ? [] : [badName(place, name)]),
    ...formProblems(`${place}.${name}`, below, names - 1),
  ]);
}

function badForm(place: string, allowed: string): Found {
  return { place, fault: "the block is not in the form that cdktf writes", allowed, next: NOT_AS_WRITTEN };
}

function badName(place: string, got: string): Found {
  return { place, fault: "the name is none that Terraform takes", got, next: NOT_AS_WRITTEN };
}
