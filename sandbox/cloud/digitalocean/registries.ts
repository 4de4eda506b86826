import { type Api, conflict, notFound, Table, unprocessable } from "./api";
import { DATA_CENTERS } from "./regions";

/** `GET /v2/registries/{name}`. */
export interface Registry {
  readonly name: string;
  readonly region: string;
  readonly storage_usage_bytes: number;
  readonly created_at: string;
}

export interface RegistriesData {
  readonly registries: Readonly<Record<string, Registry>>;
  /** Tier of the account's one subscription, "" before the first registry. */
  readonly tier: string;
}

/** Subscription tiers with their price in US dollars a month and how many repositories they hold. */
export const REGISTRY_TIERS: readonly { readonly slug: string; readonly usd_per_month: number }[] = [
  { slug: "starter", usd_per_month: 0 },
  { slug: "basic", usd_per_month: 5 },
  { slug: "professional", usd_per_month: 20 },
];

const NAME = /^[a-z0-9-]{1,63}$/;
const DEFAULT_REGION = "nyc3";

/** Container registries: `/v2/registries` (and `/v2/registry` for creating). */
export class Registries {
  private readonly table: Table<Registry>;
  private tier: string;

  constructor(
    data: RegistriesData,
    private readonly api: Api,
  ) {
    this.table = new Table(data.registries);
    this.tier = data.tier;
  }

  /** Throws 409 for a name in use, 422 for a malformed name, unknown region or tier. */
  create(request: {
    readonly name: string;
    readonly subscription_tier_slug: string;
    readonly region?: string;
  }): Registry {
    return this.api.call("POST", "/v2/registry", () => {
      const { name, subscription_tier_slug: tier, region = DEFAULT_REGION } = request;
      if (!NAME.test(name)) throw unprocessable(`registry name "${name}" must match ${NAME.source}`);
      if (this.table.find(name) !== undefined) throw conflict(`registry name "${name}" is already in use`);
      if (!DATA_CENTERS.includes(region)) {
        throw unprocessable(`region "${region}" is invalid, must be one of ${DATA_CENTERS.join(", ")}`);
      }
      this.setTier(tier);
      const created_at = this.api.context.clock.tick();
      return this.table.set(name, { name, region, storage_usage_bytes: 0, created_at });
    });
  }

  /** Throws 404. */
  get(name: string): Registry {
    return this.api.call("GET", `/v2/registries/${name}`, () => this.table.require(name));
  }

  list(): Registry[] {
    return this.api.call("GET", "/v2/registries", () => this.table.list());
  }

  /** Throws 404. */
  delete(name: string): void {
    this.api.call("DELETE", `/v2/registries/${name}`, () => this.table.delete(name));
  }

  /** Throws 404 before the first registry. */
  getSubscription(): { readonly tier: { readonly slug: string } } {
    return this.api.call("GET", "/v2/registries/subscription", () => {
      if (this.tier === "") throw notFound();
      return { tier: { slug: this.tier } };
    });
  }

  /** Throws 422 for an unknown tier. */
  updateSubscription(tier_slug: string): { readonly tier: { readonly slug: string } } {
    return this.api.call("POST", "/v2/registries/subscription", () => {
      this.setTier(tier_slug);
      return { tier: { slug: this.tier } };
    });
  }

  /** Credentials for `docker login`, as a Docker configuration. Throws 404. */
  dockerCredentials(
    name: string,
    expirySeconds: number,
    write: boolean,
  ): { readonly auths: Record<string, { readonly auth: string }> } {
    return this.api.call("GET", `/v2/registries/${name}/docker-credentials`, () => {
      this.table.require(name);
      const token = `dop_v1_${this.api.context.ids.hex("docker-credential", 64)}`;
      const auth = Buffer.from(`${token}:${token}:${write ? "rw" : "ro"}:${expirySeconds}`).toString(
        "base64",
      );
      return { auths: { "registry.digitalocean.com": { auth } } };
    });
  }

  /** Names of all registries, the first made first. No API call. */
  names(): string[] {
    return this.table.list().map(({ name }) => name);
  }

  /** Name of the first registry, "" without one. No API call. */
  firstName(): string {
    return this.names()[0] ?? "";
  }

  toJSON(): RegistriesData {
    return { registries: this.table.toJSON(), tier: this.tier };
  }

  private setTier(slug: string): void {
    const tiers = REGISTRY_TIERS.map((tier) => tier.slug);
    if (!tiers.includes(slug)) {
      throw unprocessable(`subscription tier "${slug}" is invalid, must be one of ${tiers.join(", ")}`);
    }
    this.tier = slug;
  }
}
