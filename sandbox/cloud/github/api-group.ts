import { CloudError } from "../cloud-error";
import { type Access, type Caller, may } from "./caller";
import type { RepositoryRecord } from "./data";
import { notFound, refuse } from "./errors";
import { API_URL, type Store } from "./store";

/** HTTP methods of the API. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Whose calls these are, and how often a call that meets a server error is tried again. */
export interface Client {
  readonly caller: Caller;
  readonly retries: number;
}

const RETRIED = [500, 502, 503, 504];

/** A group of API calls made by one client. */
export abstract class ApiGroup {
  constructor(
    protected readonly store: Store,
    protected readonly client: Client,
  ) {}

  protected get caller(): Caller {
    return this.client.caller;
  }

  /** One API call: what was asked to fail fails, writes need a token with `access`, a refusal tells method and address. */
  protected call<R>(method: Method, path: string, access: Access, work: () => R): R {
    try {
      this.checkFaults(method, path);
      this.authorize(method, access);
      if (method !== "GET") this.store.context.clock.tick();
      return work();
    } catch (error) {
      throw error instanceof CloudError ? error.at(method, `${API_URL}${path}`) : error;
    }
  }

  private checkFaults(method: Method, path: string): void {
    for (let attempt = 0; ; attempt++) {
      try {
        this.store.context.faults.check("github", method, path);
        return;
      } catch (error) {
        const again =
          error instanceof CloudError && RETRIED.includes(error.status) && attempt < this.client.retries;
        if (!again) throw error;
      }
    }
  }

  private authorize(method: Method, access: Access): void {
    if (method === "GET" && access === "none") return;
    if (this.caller.login === "") throw refuse(401, "Requires authentication");
    if (!may(this.caller, access)) throw refuse(403, "Resource not accessible by personal access token");
  }

  /** The repository, or 404 when it is missing or the caller may not know of it. */
  protected repo(owner: string, name: string): RepositoryRecord {
    const record = this.store.repository(owner, name);
    if (record === undefined) throw notFound();
    if (record.repository.private && !may(this.caller, "read")) throw notFound();
    return record;
  }

  /** The repository, to change it: 403 when it is archived. */
  protected writable(owner: string, name: string): RepositoryRecord {
    const record = this.repo(owner, name);
    if (record.repository.archived) throw refuse(403, "Repository was archived so is read-only.");
    record.repository.updated_at = this.store.now();
    return record;
  }
}

/** The element of `list` that `wanted` accepts, or 404. */
export function found<R>(list: readonly R[], wanted: (each: R) => boolean): R {
  const match = list.find(wanted);
  if (match === undefined) throw notFound();
  return match;
}

/** Takes the element of `list` that `wanted` accepts out of it, or 404. */
export function remove<R>(list: R[], wanted: (each: R) => boolean): R {
  const match = found(list, wanted);
  list.splice(list.indexOf(match), 1);
  return match;
}

/** Puts `next` in the place of `previous`. */
export function replace<R>(list: R[], previous: R, next: R): R {
  list[list.indexOf(previous)] = next;
  return next;
}
