import type { SuppressText } from "../schema/field";

/** Texts that differ in case only are the same. */
export const ignoreCase: SuppressText = (_key, old, next) => old.toLowerCase() === next.toLowerCase();

/** The provider decides alone: no configured or read value is ever a difference. */
export const always: SuppressText = () => true;
