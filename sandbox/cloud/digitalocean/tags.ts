import { type Api, Table, unprocessable } from "./api";

/** `GET /v2/tags/{name}`; nothing in this sandbox can be tagged, so the counts stay 0. */
export interface Tag {
  readonly name: string;
  readonly resources: { readonly count: number };
}

const NAME = /^[a-zA-Z0-9:\-_]{1,255}$/;

/** `/v2/tags`. */
export class Tags {
  private readonly table: Table<Tag>;

  constructor(
    rows: Readonly<Record<string, Tag>>,
    private readonly api: Api,
  ) {
    this.table = new Table(rows);
  }

  /** Gives the tag that exists under the name, or makes it. Throws 422 for a malformed name. */
  create(name: string): Tag {
    return this.api.call("POST", "/v2/tags", () => {
      if (!NAME.test(name)) throw unprocessable(`tag name "${name}" must match ${NAME.source}`);
      return this.table.find(name) ?? this.table.set(name, { name, resources: { count: 0 } });
    });
  }

  /** Throws 404. */
  get(name: string): Tag {
    return this.api.call("GET", `/v2/tags/${name}`, () => this.table.require(name));
  }

  /** Throws 404. */
  delete(name: string): void {
    this.api.call("DELETE", `/v2/tags/${name}`, () => this.table.delete(name));
  }

  toJSON(): Record<string, Tag> {
    return this.table.toJSON();
  }
}
