import type { Json } from "../plan-json";

/** Whether the value is an object with names. */
export function isRecord(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
