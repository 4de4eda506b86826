import { ContainerRegistry as ContainerRegistryResource } from "@cdktf/provider-digitalocean/lib/container-registry";
import { Construct } from "constructs";
import type { Problem } from "../errors";
import { problemsOfChoice, problemsOfPattern } from "../private/checks";
import { Problems } from "../private/problems";
import { keepSame } from "../private/same-object";
import { ImageRepository } from "./container-image";
import type { PullAccess, RegistryLogin } from "./registry-login";

/** Subscription of DigitalOcean's registry. */
export type DocrTier = "starter" | "basic" | "professional";

/** Regions of DigitalOcean's registry (docs.digitalocean.com, API reference, registries create). */
export const DOCR_REGIONS = ["nyc3", "sfo2", "sfo3", "ams3", "sgp1", "fra1", "blr1", "syd1"] as const;

/** A region of DigitalOcean's registry. */
export type DocrRegion = (typeof DOCR_REGIONS)[number];

/** DigitalOcean's registry, of which an account has one. */
export interface DocrProps {
  /** Name of the registry, unique at DigitalOcean: 1 to 63 lower-case letters, digits and hyphens, beginning with a letter. */
  readonly name: string;
  /** `starter`: one repository, 500 MiB, free. `basic`: five, 5 GiB, $5. `professional`: any, 100 GiB, $20. @default "basic" */
  readonly tier?: DocrTier;
  /** @default - DigitalOcean chooses */
  readonly region?: DocrRegion;
  /** Whether Terraform refuses to delete the registry and the images in it. @default true */
  readonly deletionProtection?: boolean;
}

const TIER_PRICES: Readonly<Record<DocrTier, number>> = { starter: 0, basic: 5, professional: 20 };
const NAME = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const REPOSITORY = /^[a-z0-9](?:[a-z0-9._/-]{0,254}[a-z0-9])?$/;
const SERVER = "registry.digitalocean.com";
const NAME_ADVICE = {
  allowed: "1 to 63 lower-case letters, digits and hyphens, beginning with a letter",
  next: "correct the name",
};

/** The pipeline logs in with the token it deploys with, as user and password. */
const LOGIN: RegistryLogin = {
  server: SERVER,
  username: `\${{ secrets.DO_ACCESS_TOKEN }}`,
  password: `\${{ secrets.DO_ACCESS_TOKEN }}`,
  permissions: {},
  secrets: ["DO_ACCESS_TOKEN"],
};

/** Images in the registry of the DigitalOcean account that the app runs in; no credential is needed to pull. */
export interface IDocrRegistry {
  readonly name: string;
  readonly server: string;
  readonly pullAccess: PullAccess;
  readonly pullCredential: undefined;
  readonly login: RegistryLogin;
  /** A repository of images in the registry. */
  image(name: string): ImageRepository;
}

/** Creates DigitalOcean's registry of the account. Put it into a stack that is deployed before the apps: an app's first deployment needs its image. */
export class DocrRegistry extends Construct implements IDocrRegistry {
  public readonly name: string;
  public readonly server = SERVER;
  public readonly pullAccess: PullAccess = "account";
  public readonly pullCredential = undefined;
  public readonly login = LOGIN;
  /** USD per month; $0 for `starter`. */
  public readonly monthlyPrice: number;

  public constructor(scope: Construct, id: string, props: DocrProps) {
    super(scope, id);
    const tier = props.tier ?? "basic";
    this.name = props.name;
    this.monthlyPrice = TIER_PRICES[tier] ?? 0;
    new Problems(this).add(
      ...problemsOfPattern("name of the container registry", props.name, NAME, NAME_ADVICE),
      ...problemsOfChoice("tier of the container registry", tier, Object.keys(TIER_PRICES) as DocrTier[]),
      ...problemsOfChoice("region of the container registry", props.region, DOCR_REGIONS),
    );
    const { deletionProtection = true } = props;
    const registry = new ContainerRegistryResource(this, "Resource", {
      name: props.name,
      subscriptionTierSlug: tier,
      ...(props.region === undefined ? {} : { region: props.region }),
      lifecycle: { preventDestroy: deletionProtection },
    });
    if (deletionProtection) keepSame(this, { kind: "registry", name: props.name, id: registry.id });
  }

  public image(name: string): ImageRepository {
    return docrImage(this.name, name, this);
  }
}

/** @internal a registry that something else creates */
export class ExistingDocrRegistry implements IDocrRegistry {
  public readonly server = SERVER;
  public readonly pullAccess: PullAccess = "account";
  public readonly pullCredential = undefined;
  public readonly login = LOGIN;

  public constructor(public readonly name: string) {}

  public image(name: string): ImageRepository {
    const problems = problemsOfPattern("name of the container registry", this.name, NAME, NAME_ADVICE);
    return docrImage(this.name, name, undefined, problems);
  }
}

function docrImage(
  registry: string,
  repository: string,
  resource?: Construct,
  problems: readonly Problem[] = [],
): ImageRepository {
  return new ImageRepository({
    registryType: "DOCR",
    server: `${SERVER}/${registry}`,
    repository,
    ...(resource === undefined ? {} : { registry: resource }),
    problems: [
      ...problems,
      ...problemsOfPattern("image repository", repository, REPOSITORY, {
        allowed: "lower-case letters and digits, separated by . _ - or /",
        next: "give the name without registry, tag or digest",
      }),
    ],
  });
}
