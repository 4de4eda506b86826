/**
 * Rules between arguments: conflicts_with, required_with, exactly_one_of, at_least_one_of.
 */
import type { Config } from "../plan/config";
import type { Field } from "../schema/field";
import { UNKNOWN } from "../value/dynamic";
import type { Diagnostic } from "./diagnostic";

export function conflictFault(key: string, field: Field, config: Config): Diagnostic | undefined {
  for (const other of field.conflictsWith) {
    const value = config.get(other);
    if (value === undefined || value === UNKNOWN) continue;
    const detail = `"${key}": conflicts with ${other}`;
    return { severity: "error", summary: "Conflicting configuration arguments", detail };
  }
  return undefined;
}

export function requiredWithFault(key: string, field: Field, config: Config): Diagnostic | undefined {
  if (field.requiredWith.length === 0) return undefined;
  const keys = allKeys(field.requiredWith, key);
  if (keys.every((name) => config.get(name) !== undefined)) return undefined;
  const detail = `"${key}": all of \`${keys.join(",")}\` must be specified`;
  return { severity: "error", summary: "Missing required argument", detail };
}

export function combinationFaults(key: string, field: Field, config: Config): Diagnostic | undefined {
  return exactlyOneFault(key, field, config) ?? atLeastOneFault(key, field, config);
}

function exactlyOneFault(key: string, field: Field, config: Config): Diagnostic | undefined {
  if (field.exactlyOneOf.length === 0) return undefined;
  const keys = allKeys(field.exactlyOneOf, key);
  const unknown = keys.filter((name) => config.isComputed(name));
  const given = keys.filter((name) => !unknown.includes(name) && config.get(name) !== undefined);
  const summary = "Invalid combination of arguments";
  if (given.length === 0 && unknown.length === 0) {
    return { severity: "error", summary, detail: `"${key}": one of \`${keys.join(",")}\` must be specified` };
  }
  if (given.length <= 1) return undefined;
  const which = `only one of \`${keys.join(",")}\` can be specified, but \`${given.join(",")}\` were specified.`;
  return { severity: "error", summary, detail: `"${key}": ${which}` };
}

function atLeastOneFault(key: string, field: Field, config: Config): Diagnostic | undefined {
  if (field.atLeastOneOf.length === 0) return undefined;
  const keys = allKeys(field.atLeastOneOf, key);
  if (keys.some((name) => config.get(name) !== undefined)) return undefined;
  const detail = `"${key}": one of \`${keys.join(",")}\` must be specified`;
  return { severity: "error", summary: "Missing required argument", detail };
}

function allKeys(others: readonly string[], key: string): string[] {
  return [...new Set([...others, key])].sort();
}
