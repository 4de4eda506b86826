import type { Api } from "./api";
import { pagesOf } from "./pages";

/** GitHub's REST API for one repository. */
export class GitHub {
  public constructor(
    public readonly api: Api,
    /** "owner/name" */
    public readonly repository: string,
  ) {}

  /** The repository's owner. */
  public get owner(): string {
    return this.repository.split("/", 1)[0] ?? "";
  }

  /** GET below the repository: "/labels". */
  public async get<T>(path: string): Promise<T> {
    return this.api.call<T>("GET", this.path(path));
  }

  /** Like `get`, but undefined on 404. */
  public async find<T>(path: string): Promise<T | undefined> {
    return this.api.find<T>(this.path(path));
  }

  public async post<T>(path: string, body: unknown): Promise<T> {
    return this.api.call<T>("POST", this.path(path), body);
  }

  public async patch<T>(path: string, body: unknown): Promise<T> {
    return this.api.call<T>("PATCH", this.path(path), body);
  }

  /** Deletes; what is not there (404) is deleted already. */
  public async delete(path: string): Promise<void> {
    await this.api.remove(this.path(path));
  }

  /** A team of the repository's owner, by its slug. */
  public async team(slug: string): Promise<{ readonly id: number }> {
    return this.api.call("GET", `/orgs/${this.owner}/teams/${encodeURIComponent(slug)}`);
  }

  /** All items of a list below the repository. */
  public async list<T>(
    path: string,
    itemsOf: (body: unknown) => readonly T[] = asArray,
  ): Promise<readonly T[]> {
    return pagesOf<T>(this.api, this.path(path), itemsOf);
  }

  private path(path: string): string {
    return `/repos/${this.repository}${path}`;
  }
}

function asArray<T>(body: unknown): readonly T[] {
  return Array.isArray(body) ? (body as T[]) : [];
}
