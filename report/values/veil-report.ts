import type {
  AttributeChange,
  DeferredChange,
  DriftedResource,
  NoiseFinding,
  OutputChange,
  ResourceChange,
} from "../model";
import type { Json } from "../plan-json";
import type { Shown } from "./show";
import type { Veil } from "./veil";

/** What of a report holds texts of the plan. */
export interface Told {
  readonly changes: readonly ResourceChange[];
  readonly outputs: readonly OutputChange[];
  readonly drift: readonly DriftedResource[];
  readonly noise: readonly NoiseFinding[];
  readonly deferred: readonly DeferredChange[];
}

/** The same without secrets, also where they are a part of a longer text, of a name, or of a path. */
export function veiled({ changes, outputs, drift, noise, deferred }: Told, veil: Veil): Told {
  return {
    changes: changes.map((change) => veiledChange(change, veil)),
    outputs: outputs.map((output) => ({ ...veiledSides(output, veil), name: veil.text(output.name) })),
    drift: drift.map((each) => ({
      ...each,
      address: veil.text(each.address),
      attributes: each.attributes.map((attribute) => veiledAttribute(attribute, veil)),
    })),
    noise: noise.map((each) => ({
      ...each,
      address: veil.text(each.address),
      paths: each.paths.map((path) => veil.text(path)),
    })),
    deferred: deferred.map((each) => ({
      ...each,
      address: veil.text(each.address),
      reason: veil.message(each.reason),
    })),
  };
}

function veiledChange(change: ResourceChange, veil: Veil): ResourceChange {
  const { reason, successor, movedFrom, importedId } = change;
  return {
    ...change,
    address: veil.text(change.address),
    ...(reason === undefined ? {} : { reason: veil.text(reason) }),
    ...(successor === undefined ? {} : { successor: veil.text(successor) }),
    ...(movedFrom === undefined ? {} : { movedFrom: veil.text(movedFrom) }),
    ...(importedId === undefined ? {} : { importedId: veil.text(importedId) }),
    attributes: change.attributes.map((attribute) => veiledAttribute(attribute, veil)),
  };
}

function veiledAttribute<T extends AttributeChange>(attribute: T, veil: Veil): T {
  return { ...veiledSides(attribute, veil), path: veil.text(attribute.path) };
}

function veiledSides<T extends { readonly before: Shown; readonly after: Shown }>(sides: T, veil: Veil): T {
  return { ...sides, before: veiledShown(sides.before, veil), after: veiledShown(sides.after, veil) };
}

function veiledShown(shown: Shown, veil: Veil): Shown {
  return shown.kind === "value" ? { kind: "value", value: veiledJson(shown.value, veil) } : shown;
}

function veiledJson(value: Json, veil: Veil): Json {
  if (typeof value === "string") return veil.text(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => veiledJson(each, veil));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [veil.text(name), veiledJson(each as Json, veil)]),
  );
}
