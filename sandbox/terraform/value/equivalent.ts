import { type Dynamic, isObject, sameValue, UNKNOWN } from "./dynamic";
import { sequenceElement, type Type } from "./type";

/** Whether two values are the same to the SDK, for which null and the zero value are one. */
export function sdkEquivalent(left: Dynamic, right: Dynamic, type: Type): boolean {
  if (sameValue(left, right, type)) return true;
  if (left === UNKNOWN || right === UNKNOWN) return left === right;
  const leftZero = isZero(left);
  const rightZero = isZero(right);
  if (leftZero || rightZero) return leftZero === rightZero;
  if (typeof type === "string") return false;
  if ("object" in type) return equivalentMembers(left, right, (name) => type.object[name] ?? "string");
  if ("map" in type) return equivalentMembers(left, right, () => type.map);
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  const element = sequenceElement(type) ?? "string";
  if ("set" in type) return equivalentSets(left, right, element);
  return left.every((item, index) => sdkEquivalent(item, right[index] ?? null, element));
}

function isZero(value: Dynamic): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === null || value === "" || value === 0 || value === false;
}

function equivalentMembers(left: Dynamic, right: Dynamic, typeOf: (name: string) => Type): boolean {
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every(
    (name) => name in right && sdkEquivalent(left[name] ?? null, right[name] ?? null, typeOf(name)),
  );
}

/** Elements of a set cannot be paired: each only needs a counterpart in the other. */
function equivalentSets(left: readonly Dynamic[], right: readonly Dynamic[], type: Type): boolean {
  const covers = (one: readonly Dynamic[], other: readonly Dynamic[]) =>
    one.every((item) => other.some((candidate) => sdkEquivalent(item, candidate, type)));
  return covers(left, right) && covers(right, left);
}
