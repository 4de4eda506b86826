import type { Value, Values } from "../resource-type";

/** A text; undefined when it is unset or "", which the SDK cannot tell apart. */
export function text(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number; undefined when it is unset or 0. */
export function number(value: Value | undefined): number | undefined {
  return typeof value === "number" && value !== 0 ? value : undefined;
}

/** True; undefined when it is unset or false. */
export function flag(value: Value | undefined): true | undefined {
  return value === true ? true : undefined;
}

/** The texts of a list or set. */
export function texts(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

/** The blocks of a list or set; an empty block is an empty record. */
export function blocks(value: Value | undefined): Values[] {
  return Array.isArray(value) ? value.map((each) => (isRecord(each) ? each : {})) : [];
}

/** The only block of a list; undefined when there is none. */
export function block(value: Value | undefined): Values | undefined {
  return blocks(value)[0];
}

/** A record without its undefined members. */
export function compact<T extends object>(record: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

/** A list; undefined when it is empty. */
export function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The list of one block, or none. */
export function maybe(value: Values | undefined): Values[] {
  return value === undefined ? [] : [value];
}

/** RFC 3339 as Go prints a time: "2026-01-05 09:00:00 +0000 UTC". */
export function goTime(time: string): string {
  return `${time.replace("T", " ").replace("Z", "")} +0000 UTC`;
}

function isRecord(value: Value): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
