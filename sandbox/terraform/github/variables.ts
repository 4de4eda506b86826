import type { SecretPlace } from "../../cloud/github";
import type { Context, ResourceType, Value, Values } from "../resource-type";
import { api, goTime, idParts, ifFound, owner, text } from "./support";

/** github_actions_variable. */
export const actionsVariable = variableResource(["repository", "variable_name"]);

/** github_actions_environment_variable. */
export const environmentVariable = variableResource(["repository", "environment", "variable_name"]);

function variableResource(parts: readonly string[]): ResourceType {
  const named = (id: Value | undefined): Values => {
    const values = idParts(id, ...parts);
    return Object.fromEntries(parts.map((part, index) => [part, values[index] ?? ""]));
  };
  const idOf = (values: Values) => parts.map((part) => text(values[part])).join(":");
  const state = (context: Context, base: Values): Values => {
    const names = named(base.id);
    const variable = api(context).variables.get(place(context, names), text(names.variable_name));
    return {
      ...base,
      ...names,
      value: variable.value,
      created_at: goTime(variable.created_at),
      updated_at: goTime(variable.updated_at),
    };
  };
  return {
    create(context, planned) {
      api(context).variables.create(
        place(context, planned),
        text(planned.variable_name),
        text(planned.value),
      );
      return state(context, { ...planned, id: idOf(planned) });
    },
    read: (context, before) => ifFound(() => state(context, before)),
    update(context, _prior, planned) {
      api(context).variables.update(
        place(context, planned),
        text(planned.variable_name),
        text(planned.value),
      );
      return state(context, { ...planned, id: idOf(planned) });
    },
    delete(context, before) {
      const names = named(before.id);
      api(context).variables.delete(place(context, names), text(names.variable_name));
    },
    import: (_context, id) => ({ id }),
  };
}

function place(context: Context, values: Values): SecretPlace {
  const environment = text(values.environment);
  const base = { owner: owner(context), repository: text(values.repository) };
  return environment === "" ? base : { ...base, environment };
}
