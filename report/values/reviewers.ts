import type { Json, PlanJson, ResourceChangeJson } from "../plan-json";
import { isRecord } from "./record";

/** Names of GitHub's teams and users by their numbers, as far as the plan looked them up. */
export interface KnownReviewers {
  readonly teams: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, string>;
}

/** Gathers the teams and users that the plan's data sources found. */
export function knownReviewers({ prior_state }: PlanJson): KnownReviewers {
  const found = (prior_state?.values?.root_module?.resources ?? []).filter(({ mode }) => mode === "data");
  const names = (type: string, name: string) =>
    new Map(
      found.flatMap((each): [string, string][] => {
        if (each.type !== type || !isRecord(each.values)) return [];
        const [id, known] = [each.values.id, each.values[name]];
        return typeof known === "string" && id !== undefined ? [[String(id), known]] : [];
      }),
    );
  return { teams: names("github_team", "slug"), users: names("github_user", "login") };
}

/** The change with the names of those who approve beside their numbers, which nobody knows. */
export function withReviewers(resource: ResourceChangeJson, known: KnownReviewers): ResourceChangeJson {
  if (resource.type !== "github_repository_environment") return resource;
  const { change } = resource;
  const sides = (["before", "after"] as const).flatMap((side) =>
    change[side] === undefined ? [] : [[side, named(change[side], known)] as const],
  );
  return { ...resource, change: { ...change, ...Object.fromEntries(sides) } };
}

function named(environment: Json, known: KnownReviewers): Json {
  if (!isRecord(environment) || !Array.isArray(environment.reviewers)) return environment;
  const reviewers = (environment.reviewers as readonly Json[]).map((block) => {
    if (!isRecord(block)) return block;
    return { ...block, ...namedIn(block, "teams", known), ...namedIn(block, "users", known) };
  });
  return { ...environment, reviewers };
}

function namedIn(block: Record<string, Json>, kind: keyof KnownReviewers, known: KnownReviewers) {
  const ids = block[kind];
  if (!Array.isArray(ids)) return {};
  const names = (ids as readonly Json[]).map((id) => {
    const name = known[kind].get(String(id));
    return name === undefined ? id : `${name} (${id})`;
  });
  return { [kind]: names };
}
