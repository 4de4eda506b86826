import { canonical, entriesOf, isObject } from "../json";
import type { Found, Rule } from "../rule";

const ADDRESS = /^(?!module\.|data\.)[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*$/;
const PLAN_YOURSELF = "plan it yourself: npm run plan -- --live";

/** Moves and removals name two plain addresses; what is imported is what the base imports. */
export const plainMoves: Rule = {
  id: "plain-moves",
  reason: "an import reads whatever object its id names into the report; a removal can carry a provisioner",
  check: ({ configuration: { moved, removed, import: imports } }, base) => [
    ...problems(moved, "moved", isMove, '{ "from": "TYPE.NAME", "to": "TYPE.NAME" }'),
    ...problems(
      removed,
      "removed",
      isRemoval,
      '{ "from": "TYPE.NAME", "lifecycle": { "destroy": true or false } }',
    ),
    ...problems(imports, "import", (block) => base.imports.has(canonical(block)), "what the base imports"),
  ],
};

function problems(
  blocks: unknown,
  place: string,
  isFine: (block: unknown) => boolean,
  allowed: string,
): Found[] {
  const all = Array.isArray(blocks) ? blocks : [];
  return all.flatMap((got, index) =>
    isFine(got)
      ? []
      : [
          {
            place: `${place}[${index}]`,
            fault: "the block is not planned for a pull request",
            got,
            allowed,
            next: PLAN_YOURSELF,
          },
        ],
  );
}

function hasOnly(block: unknown, keys: readonly string[]): boolean {
  return entriesOf(block).every(([key]) => key === "//" || keys.includes(key));
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && ADDRESS.test(value);
}

function isMove(block: unknown): boolean {
  return isObject(block) && hasOnly(block, ["from", "to"]) && isAddress(block.from) && isAddress(block.to);
}

function isRemoval(block: unknown): boolean {
  if (!isObject(block) || !hasOnly(block, ["from", "lifecycle"]) || !isAddress(block.from)) return false;
  const { lifecycle = {} } = block;
  return isObject(lifecycle) && hasOnly(lifecycle, ["destroy"]);
}
