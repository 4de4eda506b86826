/**
 * Checks a configuration against a schema as helper/schema does, with its words.
 */
import { Config } from "../plan/config";
import type { AttributePath } from "../plan/paths";
import type { Block } from "../schema/core";
import { type Field, type Fields, isPrimitive } from "../schema/field";
import { type Dynamic, isObject, isWhollyKnown } from "../value/dynamic";
import type { Diagnostic } from "./diagnostic";
import { combinationFaults, conflictFault, requiredWithFault } from "./relations";

/** The faults (and deprecations) of a configuration. */
export function validateConfig(config: Dynamic, fields: Fields, block: Block): Diagnostic[] {
  const validation = new Validation(Config.of(config, block));
  return validation.fields("", fields, []);
}

class Validation {
  constructor(private readonly config: Config) {}

  fields(prefix: string, fields: Fields, path: AttributePath): Diagnostic[] {
    return Object.entries(fields).flatMap(([name, field]) =>
      this.field(prefix + name, field, [...path, { name }]),
    );
  }

  private field(key: string, field: Field, path: AttributePath): Diagnostic[] {
    const fault = combinationFaults(key, field, this.config);
    if (fault !== undefined) return [{ ...fault, path }];
    const value = this.config.get(key) as Dynamic | undefined;
    if (value === undefined) {
      if (!field.required) return [];
      const detail = `The argument "${key}" is required, but no definition was found.`;
      return [{ severity: "error", summary: "Missing required argument", detail, path }];
    }
    if (!field.required && !field.optional) return [unconfigurable(key, path)];
    const lacking = requiredWithFault(key, field, this.config);
    if (lacking !== undefined) return [{ ...lacking, path }];
    if (!isWhollyKnown(value)) return [];
    const conflict = conflictFault(key, field, this.config);
    return conflict === undefined ? this.value(key, value, field, path) : [{ ...conflict, path }];
  }

  private value(key: string, value: Dynamic, field: Field, path: AttributePath): Diagnostic[] {
    const faults = isPrimitive(field)
      ? primitiveFaults(key, value, field, path)
      : this.collection(key, value, field, path);
    if (field.deprecated === undefined) return faults;
    return [
      ...faults,
      { severity: "warning", summary: "Argument is deprecated", detail: field.deprecated, path },
    ];
  }

  private collection(key: string, value: Dynamic, field: Field, path: AttributePath): Diagnostic[] {
    if (!Array.isArray(value)) return [];
    const length = lengthFault(key, value.length, field);
    if (length !== undefined) return [{ ...length, path }];
    const faults = value.flatMap((item, index) =>
      this.element(`${key}.${index}`, item, field, [...path, { index }]),
    );
    return field.kind === "set" ? faults.map((fault) => ({ ...fault, path })) : faults;
  }

  private element(key: string, value: Dynamic, collection: Field, path: AttributePath): Diagnostic[] {
    if (collection.fields === undefined) {
      return collection.element === undefined ? [] : this.value(key, value, collection.element, path);
    }
    return isObject(value) ? this.fields(`${key}.`, collection.fields, path) : [];
  }
}

function unconfigurable(key: string, path: AttributePath): Diagnostic {
  const detail =
    `Can't configure a value for "${key}": its value will be decided automatically based on the result of ` +
    "applying this configuration.";
  return { severity: "error", summary: "Value for unconfigurable attribute", detail, path };
}

function lengthFault(key: string, length: number, field: Field): Diagnostic | undefined {
  if (field.maxItems > 0 && length > field.maxItems) {
    const detail = `Attribute ${key} supports ${field.maxItems} item maximum, but config has ${length} declared.`;
    return { severity: "error", summary: "Too many list items", detail };
  }
  if (field.minItems > 0 && length < field.minItems) {
    const detail = `Attribute ${key} requires ${field.minItems} item minimum, but config has only ${length} declared.`;
    return { severity: "error", summary: "Not enough list items", detail };
  }
  return undefined;
}

function primitiveFaults(key: string, value: Dynamic, field: Field, path: AttributePath): Diagnostic[] {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return [];
  if (field.kind === "int" && !Number.isInteger(value)) {
    return [{ severity: "error", summary: `Attribute must be a whole number, got ${String(value)}`, path }];
  }
  return field.validators
    .flatMap((validator) => validator(value, key))
    .map((summary) => refusal(summary, path));
}

/** A refusal of more than one line is a summary and its detail. */
function refusal(text: string, path: AttributePath): Diagnostic {
  const [summary = text, ...detail] = text.split("\n");
  return { severity: "error", summary, ...(detail.length > 0 ? { detail: detail.join("\n") } : {}), path };
}
