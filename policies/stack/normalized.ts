import { isBlock, type StackConfiguration, type Values } from "./configuration";

/** How many labels stand before a block, by section. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  locals: 0,
};

/**
 * The configuration with objects where Terraform's JSON takes lists of objects as well: a section, or what is below a
 * label, in pieces. Of a block that is given more than once, a list is left.
 */
export function normalized(configuration: object): StackConfiguration {
  const given = configuration as Values;
  const sections = Object.entries(LABELS).filter(([section]) => given[section] !== undefined);
  return {
    ...given,
    ...Object.fromEntries(sections.map(([section, labels]) => [section, merged(given[section], labels)])),
  };
}

function merged(value: unknown, labels: number): Values {
  const pieces = new Map<string, unknown[]>();
  for (const block of [value].flat().filter(isBlock))
    for (const [name, piece] of Object.entries(block))
      if (name !== "//") pieces.set(name, [...(pieces.get(name) ?? []), piece]);
  return Object.fromEntries([...pieces].map(([name, piece]) => [name, together(piece, labels)]));
}

function together(pieces: readonly unknown[], labels: number): unknown {
  if (labels > 1) return merged(pieces.flat(), labels - 1);
  if (labels === 0) return pieces.at(-1);
  const blocks = pieces.flat();
  return blocks.length === 1 ? blocks[0] : blocks;
}
