import type { ProjectEnvironment } from "./project";

/** Last words of the names that say development or staging; a number may follow: "preview-12". */
const LOWER: Readonly<Record<"development" | "staging", RegExp>> = {
  development: /(?:^|[-_])(?:dev|develop|development|test|testing|qa|uat|preview|sandbox)(?:[-_]?\d+)?$/i,
  staging: /(?:^|[-_])(?:stage|staging)(?:[-_]?\d+)?$/i,
};

/**
 * What kind of environment a name says: "staging" for stage and staging; "development" for dev, develop, development,
 * test, testing, qa, uat, preview and sandbox; alone, or as the last word: "shop-staging", "preview-12". Every other
 * name is production, so that nothing escapes production's rules by being called "live" or "eu".
 */
export function environmentKind(name: string): ProjectEnvironment {
  if (LOWER.staging.test(name)) return "staging";
  return LOWER.development.test(name) ? "development" : "production";
}
