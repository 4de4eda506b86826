import type { Report, ResourceChange } from "../../report";

/** Addresses that the plan changes for another reason than that somebody changed them outside Terraform. */
export function unappliedChanges({ changes, drift, outputs }: Report): string[] {
  const drifted = new Map(drift.map(({ stack, address, attributes }) => [`${stack} ${address}`, attributes]));
  const unapplied = changes.filter((change) => {
    const attributes = drifted.get(`${change.stack} ${change.address}`);
    return attributes === undefined ? change.vanished !== true : !isPutBack(change, attributes);
  });
  return [...unapplied.map(({ address }) => address), ...outputs.map(({ name }) => `output ${name}`)];
}

/** Whether all that the plan changes of an object is what was changed outside. */
function isPutBack(change: ResourceChange, drifted: readonly { readonly path: string }[]): boolean {
  if (change.vanished === true) return true;
  const paths = new Set(drifted.map(({ path }) => path));
  return change.attributes.every(({ path, settles }) => settles === true || paths.has(path));
}
