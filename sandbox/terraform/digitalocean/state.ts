import type { Values } from "../resource-type";

/**
 * The state after a call: what the provider read, over what it keeps of the plan or of the state before (attributes
 * that it never reads back). The engine fills in null, empty and zero as the provider's SDK does.
 */
export function stateOf(kept: Values, read: Values): Values {
  return { ...kept, ...read };
}
