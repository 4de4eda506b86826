import { ApiGroup, type Method } from "./api-group";
import type { RepositoryRecord, Secrets, StoredSecret, Variables } from "./data";
import { environmentOf } from "./environments";
import { invalid, notFound, refuse } from "./errors";
import type { Secret, Variable } from "./types";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const VARIABLE_LIMIT = 48 * 1024;

/** Where secrets or variables hang: `environment` of a repository, or the repository itself. */
export interface SecretPlace {
  readonly owner: string;
  readonly repository: string;
  /** @default - the repository's Actions secrets and variables */
  readonly environment?: string;
  /** Dependabot's secrets instead of those of Actions. @default false */
  readonly dependabot?: boolean;
}

/** Secrets: once written, only workflows read them. Names are upper case, whatever was sent. */
export class SecretsApi extends ApiGroup {
  get(place: SecretPlace, name: string): Secret {
    return this.call("GET", secretPath(place, name), "write", () => {
      const secret = secretsOf(this.repo(place.owner, place.repository), place)[name.toUpperCase()];
      if (secret === undefined) throw notFound();
      return shown(secret);
    });
  }

  list(place: SecretPlace): Secret[] {
    return this.call("GET", secretPath(place), "write", () =>
      Object.values(secretsOf(this.repo(place.owner, place.repository), place)).map(shown),
    );
  }

  /** Creates or replaces a secret: the value that the client sealed. */
  put(place: SecretPlace, name: string, value: string): Secret {
    return this.call("PUT", secretPath(place, name), "admin", () => {
      const secrets = secretsOf(this.writable(place.owner, place.repository), place);
      requireName(name, "Secret");
      const key = name.toUpperCase();
      const now = this.store.now();
      const secret: StoredSecret = {
        name: key,
        value,
        created_at: secrets[key]?.created_at ?? now,
        updated_at: now,
      };
      secrets[key] = secret;
      return shown(secret);
    });
  }

  delete(place: SecretPlace, name: string): void {
    this.call("DELETE", secretPath(place, name), "admin", () => {
      const secrets = secretsOf(this.writable(place.owner, place.repository), place);
      if (secrets[name.toUpperCase()] === undefined) throw notFound();
      delete secrets[name.toUpperCase()];
    });
  }

  /** The value as a workflow run of the environment gets it. */
  reveal(place: SecretPlace, name: string): string | undefined {
    const record = this.store.repository(place.owner, place.repository);
    return record === undefined ? undefined : secretsOf(record, place)[name.toUpperCase()]?.value;
  }
}

/** Configuration variables. */
export class VariablesApi extends ApiGroup {
  get(place: SecretPlace, name: string): Variable {
    return this.access("GET", place, name, (variables) => variables[name.toUpperCase()] ?? missing());
  }

  list(place: SecretPlace): Variable[] {
    return this.access("GET", place, undefined, (variables) => Object.values(variables));
  }

  /** 409 if there is one of this name. */
  create(place: SecretPlace, name: string, value: string): Variable {
    return this.access("POST", place, undefined, (variables) => {
      requireName(name, "Variable");
      if (variables[name.toUpperCase()] !== undefined)
        throw refuse(409, "Already exists - Variable already exists");
      const now = this.store.now();
      return this.put(variables, { name: name.toUpperCase(), value, created_at: now, updated_at: now });
    });
  }

  update(place: SecretPlace, name: string, value: string): Variable {
    return this.access("PATCH", place, name, (variables) => {
      const before = variables[name.toUpperCase()] ?? missing();
      return this.put(variables, { ...before, value, updated_at: this.store.now() });
    });
  }

  delete(place: SecretPlace, name: string): void {
    this.access("DELETE", place, name, (variables) => {
      if (variables[name.toUpperCase()] === undefined) throw notFound();
      delete variables[name.toUpperCase()];
    });
  }

  private put(variables: Variables, variable: Variable): Variable {
    if (Buffer.byteLength(variable.value) > VARIABLE_LIMIT)
      throw invalid("Variable value is too long: at most 48 KB are allowed");
    variables[variable.name] = variable;
    return variable;
  }

  private access<R>(
    method: Method,
    place: SecretPlace,
    name: string | undefined,
    work: (variables: Variables) => R,
  ): R {
    return this.call(method, variablePath(place, name), method === "GET" ? "write" : "admin", () => {
      const { owner, repository, environment } = place;
      const record = method === "GET" ? this.repo(owner, repository) : this.writable(owner, repository);
      return work(
        environment === undefined ? record.actions.variables : environmentOf(record, environment).variables,
      );
    });
  }
}

function secretsOf(record: RepositoryRecord, { environment, dependabot }: SecretPlace): Secrets {
  if (dependabot === true) return record.dependabot_secrets;
  return environment === undefined ? record.actions.secrets : environmentOf(record, environment).secrets;
}

function secretPath(place: SecretPlace, name?: string): string {
  const base =
    place.dependabot === true
      ? `${root(place)}/dependabot/secrets`
      : `${root(place)}${inside(place)}/secrets`;
  return name === undefined ? base : `${base}/${name}`;
}

function variablePath(place: SecretPlace, name?: string): string {
  const base = `${root(place)}${inside(place)}/variables`;
  return name === undefined ? base : `${base}/${name}`;
}

function root({ owner, repository }: SecretPlace): string {
  return `/repos/${owner}/${repository}`;
}

function inside({ environment }: SecretPlace): string {
  return environment === undefined ? "/actions" : `/environments/${encodeURIComponent(environment)}`;
}

function requireName(name: string, kind: "Secret" | "Variable"): void {
  if (NAME.test(name) && !/^GITHUB_/i.test(name)) return;
  throw invalid(
    `${kind} names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. ` +
      "Must start with a letter ([a-z], [A-Z]) or underscores (_), and not with the GITHUB_ prefix.",
  );
}

function missing(): never {
  throw notFound();
}

function shown({ name, created_at, updated_at }: Secret): Secret {
  return { name, created_at, updated_at };
}
