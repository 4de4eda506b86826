import { type Api, conflict, Table, unprocessable } from "./api";

/** One lifecycle rule of a bucket. */
export interface LifecycleRule {
  readonly id: string;
  readonly prefix: string;
  readonly enabled: boolean;
  readonly abort_incomplete_multipart_upload_days?: number;
  readonly expiration?: {
    readonly date?: string;
    readonly days?: number;
    readonly expired_object_delete_marker?: boolean;
  };
  readonly noncurrent_version_expiration?: { readonly days?: number };
}

/** One bucket, with what S3 calls its sub-resources. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly acl: string;
  readonly versioning: boolean;
  readonly lifecycle: readonly LifecycleRule[];
  readonly cors: readonly Readonly<Record<string, unknown>>[];
  readonly policy: string;
  readonly objects: number;
}

/** One access key; the secret is shown once, when it is made. */
export interface SpacesKey {
  readonly access_key: string;
  readonly name: string;
  readonly grants: readonly { readonly bucket: string; readonly permission: string }[];
  readonly created_at: string;
}

export interface SpacesData {
  readonly buckets: Readonly<Record<string, Bucket>>;
  readonly keys: Readonly<Record<string, SpacesKey>>;
}

/** What buckets need of the account: projects. */
export interface SpacesAccount {
  assign(urn: string): void;
  release(urn: string): void;
}

const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const PERMISSIONS = ["read", "readwrite", "fullaccess"];

/** Object storage: buckets over the S3 API, keys over `/v2/spaces/keys`. Bucket names are unique in the world. */
export class Spaces {
  private readonly buckets: Table<Bucket>;
  private readonly keys: Table<SpacesKey>;

  constructor(
    data: SpacesData,
    private readonly api: Api,
    private readonly account: SpacesAccount,
  ) {
    this.buckets = new Table(data.buckets);
    this.keys = new Table(data.keys);
  }

  /** Throws 409 for a name in use, 422 for a malformed one. */
  createBucket(request: { readonly name: string; readonly region: string; readonly acl: string }): Bucket {
    return this.api.call("PUT", `/${request.name}`, () => {
      const { name, region, acl } = request;
      if (!BUCKET_NAME.test(name))
        throw unprocessable(`InvalidBucketName: "${name}" must match ${BUCKET_NAME.source}`);
      if (this.buckets.find(name) !== undefined) throw conflict(`BucketAlreadyExists: "${name}"`);
      this.account.assign(spaceUrn(name));
      const empty = { versioning: false, lifecycle: [], cors: [], policy: "", objects: 0 };
      return this.buckets.set(name, { name, region, acl, ...empty });
    });
  }

  /** Throws 404. */
  getBucket(name: string): Bucket {
    return this.api.call("GET", `/${name}`, () => this.buckets.require(name));
  }

  listBuckets(): Bucket[] {
    return this.api.call("GET", "/", () => this.buckets.list());
  }

  /** Changes what is given. Throws 404. */
  updateBucket(name: string, change: Partial<Omit<Bucket, "name" | "region">>): Bucket {
    return this.api.call("PUT", `/${name}`, () => {
      return this.buckets.set(name, { ...this.buckets.require(name), ...change });
    });
  }

  /** Throws 404, 409 while it holds objects. */
  deleteBucket(name: string): void {
    this.api.call("DELETE", `/${name}`, () => {
      const { objects } = this.buckets.require(name);
      if (objects > 0) throw conflict(`BucketNotEmpty: "${name}" holds ${objects} objects`);
      this.buckets.delete(name);
      this.account.release(spaceUrn(name));
    });
  }

  /** Throws 422 for an unknown permission. */
  createKey(request: Pick<SpacesKey, "name" | "grants">): SpacesKey & { readonly secret_key: string } {
    return this.api.call("POST", "/v2/spaces/keys", () => {
      requireGrants(request.grants);
      const { ids, clock } = this.api.context;
      const access_key = `DO00${ids.hex("spaces-key", 16).toUpperCase()}`;
      const key = { access_key, name: request.name, grants: request.grants, created_at: clock.tick() };
      this.keys.set(access_key, key);
      return { ...key, secret_key: ids.hex("spaces-secret", 43) };
    });
  }

  /** Throws 404. */
  getKey(accessKey: string): SpacesKey {
    return this.api.call("GET", `/v2/spaces/keys/${accessKey}`, () => this.keys.require(accessKey));
  }

  /** Throws 404, 422. */
  updateKey(accessKey: string, change: Pick<SpacesKey, "name" | "grants">): SpacesKey {
    return this.api.call("PUT", `/v2/spaces/keys/${accessKey}`, () => {
      requireGrants(change.grants);
      return this.keys.set(accessKey, { ...this.keys.require(accessKey), ...change });
    });
  }

  /** Throws 404. */
  deleteKey(accessKey: string): void {
    this.api.call("DELETE", `/v2/spaces/keys/${accessKey}`, () => this.keys.delete(accessKey));
  }

  toJSON(): SpacesData {
    return { buckets: this.buckets.toJSON(), keys: this.keys.toJSON() };
  }
}

/** Name of a bucket among all resources. */
export function spaceUrn(name: string): string {
  return `do:space:${name}`;
}

function requireGrants(grants: SpacesKey["grants"]): void {
  const wrong = grants.find(({ permission }) => !PERMISSIONS.includes(permission));
  if (wrong === undefined) return;
  throw unprocessable(
    `permission "${wrong.permission}" is invalid, must be one of ${PERMISSIONS.join(", ")}`,
  );
}
