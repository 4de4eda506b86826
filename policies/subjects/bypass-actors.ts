import { isBlock } from "../stack/configuration";
import { referenceOf } from "../stack/expression";
import type { Place } from "../stack/place";
import type { StackView } from "../stack/stack-view";

/** Who may step around a ruleset, by GitHub's type and id, a team by its slug: "Team:platform", "RepositoryRole:5". */
export function bypassActorsOf(ruleset: Place, stack: StackView): string[] {
  return ruleset.blocks("bypass_actors").map((actor) => {
    const type = String(actor.known("actor_type"));
    const id = actor.value("actor_id");
    // There is one of these, whatever id is given.
    return id === undefined || type === "OrganizationAdmin"
      ? type
      : `${type}:${teamOf(id, stack) ?? String(id)}`;
  });
}

/** The slug of a team that a data source looks up. */
function teamOf(id: unknown, stack: StackView): unknown {
  const [head, type = "", name = ""] = referenceOf(String(id).replace(/\.id\}$/, "}")) ?? [];
  const team =
    head === "data" && type === "github_team" ? stack.configuration.data?.[type]?.[name] : undefined;
  return isBlock(team) ? stack.resolve(team.slug) : undefined;
}
