import type { Secret, SecretPlace } from "../../cloud/github";
import type { Context, ResourceType, Values } from "../resource-type";
import { api, flag, goTime, idParts, ifFound, owner, text } from "./support";

/** Where the three kinds of secrets are, and what their provider makes of a change behind its back. */
interface SecretKind {
  place(context: Context, state: Values): SecretPlace;
  id(state: Values): string;
  /** Names of the parts of the id. */
  readonly parts: readonly string[];
  /** The state after somebody else wrote the secret; undefined: it counts as gone. */
  drifted(state: Values, secret: Secret): Values | undefined;
  /** Absent when the resource cannot be imported. */
  readonly importable: boolean;
}

/** github_actions_secret: recreated when written outside, unless destroy_on_drift is off. */
export const actionsSecret = secretResource({
  place: (context, state) => ({ owner: owner(context), repository: text(state.repository) }),
  id: (state) => `${text(state.repository)}:${text(state.secret_name)}`,
  parts: ["repository", "secret_name"],
  drifted: (state, secret) =>
    flag(state.destroy_on_drift) ? undefined : { ...cleared(state), updated_at: goTime(secret.updated_at) },
  importable: true,
});

/** github_dependabot_secret: recreated when written outside. */
export const dependabotSecret = secretResource({
  place: (context, state) => ({
    owner: owner(context),
    repository: text(state.repository),
    dependabot: true,
  }),
  id: (state) => `${text(state.repository)}:${text(state.secret_name)}`,
  parts: ["repository", "secret_name"],
  drifted: () => undefined,
  importable: true,
});

/** github_actions_environment_secret: its values are cleared when written outside, and the plan replaces it. */
export const environmentSecret = secretResource({
  place: (context, state) => ({
    owner: owner(context),
    repository: text(state.repository),
    environment: text(state.environment),
  }),
  id: (state) => `${text(state.repository)}:${text(state.environment)}:${text(state.secret_name)}`,
  parts: ["repository", "environment", "secret_name"],
  drifted: (state) => cleared(state),
  importable: false,
});

function secretResource(kind: SecretKind): ResourceType {
  const named = (state: Values): Values => {
    const values = idParts(state.id, ...kind.parts);
    return Object.fromEntries(kind.parts.map((part, index) => [part, values[index] ?? ""]));
  };
  return {
    create(context, planned) {
      const value = text(planned.encrypted_value) || text(planned.plaintext_value);
      const secret = api(context).secrets.put(kind.place(context, planned), text(planned.secret_name), value);
      return { ...withValues(planned), ...times(secret), id: kind.id(planned) };
    },

    read(context, state) {
      const { secret_name: name, ...place } = named(state);
      const secret = ifFound(() => api(context).secrets.get(kind.place(context, place), text(name)));
      if (secret === undefined) return undefined;
      const known = { ...withValues(state), created_at: goTime(secret.created_at) };
      const isOurs = text(state.updated_at) === "" || state.updated_at === goTime(secret.updated_at);
      return isOurs ? { ...known, updated_at: goTime(secret.updated_at) } : kind.drifted(known, secret);
    },

    delete(context, state) {
      api(context).secrets.delete(kind.place(context, state), text(state.secret_name));
    },

    ...(kind.importable ? { import: (context: Context, id: string) => importSecret(kind, context, id) } : {}),
  };
}

function importSecret(kind: SecretKind, context: Context, id: string): Values {
  const parts = id.split("/");
  if (parts.length !== 2) {
    throw new Error("invalid ID specified: supplied ID must be written as <repository>/<secret_name>");
  }
  const state = { repository: parts[0] ?? "", secret_name: parts[1] ?? "" };
  const secret = api(context).secrets.get(kind.place(context, state), state.secret_name);
  return { ...state, ...times(secret), id: kind.id(state) };
}

function times(secret: Secret): Values {
  return { created_at: goTime(secret.created_at), updated_at: goTime(secret.updated_at) };
}

/** Of the two values, the one not configured is "" in the state. */
function withValues(state: Values): Values {
  return {
    ...state,
    encrypted_value: text(state.encrypted_value),
    plaintext_value: text(state.plaintext_value),
  };
}

function cleared(state: Values): Values {
  return { ...state, encrypted_value: "", plaintext_value: "" };
}
