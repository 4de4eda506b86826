import { type ResolveOptions, Token, Tokenization } from "cdktf";
import { Construct } from "constructs";

/** What cdktf writes for a token: a mark, or a number so great that it has an exponent; and what stands for a map. */
const MARK = /TfToken\[|\de[+-]?\d|Map Token Value/i;

/**
 * Runs a part of cdktf in which it resolves what is going to be written. It looks for tokens in every value three times,
 * which takes a third of a synthesis; meanwhile it does so only in those that can hold one.
 */
export function resolvingQuickly<T>(run: () => T): T {
  const resolve = Tokenization.resolve;
  const quickly = (value: unknown, options: ResolveOptions): unknown => {
    if (mayHoldToken(value)) return resolve(value, options);
    if (typeof value !== "object" || value === null || value instanceof Date) return value;
    if (Array.isArray(value))
      return value.map((each) => quickly(each, options)).filter((each) => each !== undefined);
    const result: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const resolved = quickly((value as Record<string, unknown>)[key], options);
      if (resolved !== undefined) result[key] = resolved;
    }
    return result;
  };
  Tokenization.resolve = (value: unknown, options: ResolveOptions): unknown => {
    try {
      return quickly(value, options);
    } catch {
      // cdktf tells what is wrong, and where.
      return resolve(value, options);
    }
  };
  try {
    return run();
  } finally {
    Tokenization.resolve = resolve;
  }
}

/** Whether cdktf has to look at the value as a whole: lists and maps can be tokens by one of their entries or keys. */
function mayHoldToken(value: unknown): boolean {
  if (typeof value === "string") return MARK.test(value);
  if (typeof value === "number") return MARK.test(String(value)) || value === Token.NUMBER_MAP_TOKEN_VALUE;
  if (Array.isArray(value)) return value.some((each) => typeof each !== "object" && mayHoldToken(each));
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null) return false;
  return (
    Tokenization.isResolvable(value) || Construct.isConstruct(value) || Object.keys(value).some(mayHoldToken)
  );
}
