import { type BypassActor, etag, type NewRuleset } from "../../cloud/github";
import type { Context, ResourceType, Value, Values } from "../resource-type";
import { expandRules, flattenRules } from "./ruleset-rules";
import { api, block, blocks, idParts, ifFound, number, owner, strings, text } from "./support";

/** github_repository_ruleset. */
export const ruleset: ResourceType = {
  create(context, planned) {
    const name = text(planned.repository);
    if (api(context).repositories.get(owner(context), name).archived) {
      throw new Error(`cannot create ruleset on archived repository ${owner(context)}/${name}`);
    }
    const { id } = api(context).rulesets.create(owner(context), name, expand(planned));
    return rulesetState(context, { ...planned, id: String(id) });
  },

  read: (context, state) => ifFound(() => rulesetState(context, state)),

  update(context, prior, planned) {
    const name = text(planned.repository);
    if (api(context).repositories.get(owner(context), name).archived) return planned;
    api(context).rulesets.update(owner(context), name, number(prior.id), expand(planned));
    return rulesetState(context, { ...planned, id: prior.id ?? null });
  },

  delete(context, state) {
    const name = text(state.repository);
    if (api(context).repositories.get(owner(context), name).archived) return;
    api(context).rulesets.delete(owner(context), name, number(state.id));
  },

  import(context, id) {
    const [name = "", rulesetId = ""] = idParts(id, "repository", "ruleset");
    const { name: repository } = api(context).repositories.get(owner(context), name);
    const found = api(context).rulesets.get(owner(context), repository, number(rulesetId));
    return { id: String(found.id), repository };
  },
};

function expand(planned: Values): NewRuleset {
  const condition = block(block(planned.conditions)?.ref_name);
  return {
    name: text(planned.name),
    target: text(planned.target) as NewRuleset["target"],
    enforcement: text(planned.enforcement) as NewRuleset["enforcement"],
    bypass_actors: blocks(planned.bypass_actors).map(expandActor),
    ...(condition === undefined
      ? {}
      : {
          conditions: {
            ref_name: { include: strings(condition.include), exclude: strings(condition.exclude) },
          },
        }),
    rules: expandRules(block(planned.rules) ?? {}),
  };
}

function expandActor(actor: Values): BypassActor {
  return {
    actor_id: number(actor.actor_id) === 0 ? null : number(actor.actor_id),
    actor_type: text(actor.actor_type) as BypassActor["actor_type"],
    bypass_mode: text(actor.bypass_mode) as BypassActor["bypass_mode"],
  };
}

function rulesetState(context: Context, base: Values): Values {
  const found = api(context).rulesets.get(owner(context), text(base.repository), number(base.id));
  return {
    ...base,
    etag: etag(found),
    name: found.name,
    target: found.target,
    enforcement: found.enforcement,
    bypass_actors: (found.bypass_actors ?? []).map((actor) => ({ ...actor, actor_id: actor.actor_id ?? 0 })),
    conditions: conditionsBlock(found.conditions),
    rules: flattenRules(found.rules),
    node_id: found.node_id,
    ruleset_id: found.id,
  };
}

function conditionsBlock(conditions: NewRuleset["conditions"]): Value[] {
  if (conditions === undefined) return [];
  const { include, exclude } = conditions.ref_name;
  return [{ ref_name: [{ include: [...include], exclude: [...exclude] }] }];
}
