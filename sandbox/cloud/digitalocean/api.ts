import { CloudError } from "../cloud-error";
import type { CloudContext } from "../context";

const HOST = "https://api.digitalocean.com";

/** The door that every call of DigitalOcean's API goes through: faults, and refusals that name the call. */
export class Api {
  constructor(readonly context: CloudContext) {}

  /** Runs one API call. Whatever it throws of CloudErrors leaves with method, address and request id. */
  call<T>(method: string, path: string, work: () => T): T {
    try {
      this.context.faults.check("digitalocean", method, path);
      return work();
    } catch (error) {
      if (error instanceof CloudError && error.details.url === undefined) {
        throw error.at(method, `${HOST}${path}`, this.context.ids.uuid("request"));
      }
      throw error;
    }
  }
}

/** 404 as the API words it. */
export function notFound(): CloudError {
  return new CloudError(404, "The resource you were accessing could not be found.", { id: "not_found" });
}

/** 400: what was sent is wrong. */
export function badRequest(message: string): CloudError {
  return new CloudError(400, message, { id: "bad_request" });
}

/** 409: it cannot be done in the present state. */
export function conflict(message: string): CloudError {
  return new CloudError(409, message, { id: "conflict" });
}

/** 412: something must be done first. */
export function preconditionFailed(message: string): CloudError {
  return new CloudError(412, message, { id: "precondition_failed" });
}

/** 422: what was sent cannot be worked on. */
export function unprocessable(message: string): CloudError {
  return new CloudError(422, message, { id: "unprocessable_entity" });
}

/** Objects of one kind by id. */
export class Table<T> {
  private readonly rows: Map<string, T>;

  constructor(rows: Readonly<Record<string, T>> = {}) {
    this.rows = new Map(Object.entries(rows));
  }

  find(id: string): T | undefined {
    return this.rows.get(id);
  }

  /** Throws the API's 404. */
  require(id: string): T {
    const row = this.rows.get(id);
    if (row === undefined) throw notFound();
    return row;
  }

  set(id: string, row: T): T {
    this.rows.set(id, row);
    return row;
  }

  /** Throws the API's 404. */
  delete(id: string): void {
    if (!this.rows.delete(id)) throw notFound();
  }

  /** All objects, oldest first. */
  list(): T[] {
    return [...this.rows.values()];
  }

  toJSON(): Record<string, T> {
    return Object.fromEntries(this.rows);
  }
}
