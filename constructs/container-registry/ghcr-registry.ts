import { problemsOfSecret, type Secret } from "../app-environment/secret";
import type { Problem } from "../errors";
import { problemsOfPattern } from "../private/checks";
import { ImageRepository } from "./container-image";
import type { PullAccess, RegistryLogin } from "./registry-login";

/** How GitHub's registry is used. */
export interface GhcrProps {
  /**
   * `username:token` for private packages, the token being a classic personal access token with `read:packages`
   * that does not expire (docs.digitalocean.com, deploy from container images). @default - the packages are public
   */
  readonly pullCredential?: Secret;
}

/** The workflow's own token pushes: no secret to keep. */
export const GHCR_LOGIN: RegistryLogin = {
  server: "ghcr.io",
  username: `\${{ github.actor }}`,
  password: `\${{ github.token }}`,
  permissions: { packages: "write" },
  secrets: [],
};

const OWNER = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

/** Images at ghcr.io. Nothing is created: a package comes to be by the first push. */
export class GhcrRegistry {
  public readonly server = "ghcr.io";
  /** Who may pull. */
  public readonly pullAccess: PullAccess;
  /** `username:token` to pull with; undefined for public packages. */
  public readonly pullCredential: Secret | undefined;
  public readonly login: RegistryLogin = GHCR_LOGIN;
  /** Owner in lower case, as image references demand. */
  public readonly owner: string;
  private readonly repository: string;

  /** @internal made by `ContainerRegistry.ghcr` */
  public constructor(owner: string, repository: string, props: GhcrProps) {
    this.owner = owner.toLowerCase();
    this.repository = repository;
    this.pullCredential = props.pullCredential;
    this.pullAccess = props.pullCredential === undefined ? "everybody" : "credential";
  }

  /** A repository of images. @param name @default - the repository that the registry was made with */
  public image(name: string = this.repository): ImageRepository {
    const repository = name.toLowerCase();
    return new ImageRepository({
      registryType: "GHCR",
      server: this.server,
      owner: this.owner,
      repository,
      ...(this.pullCredential === undefined ? {} : { pullCredential: this.pullCredential }),
      problems: this.problems(repository),
    });
  }

  private problems(repository: string): Problem[] {
    return [
      ...problemsOfPattern("owner of the GHCR package", this.owner, OWNER, {
        allowed: "a GitHub user or organisation: 1 to 39 letters, digits and single hyphens",
        next: "correct the owner",
      }),
      ...problemsOfPattern("image repository", repository, REPOSITORY, {
        allowed: "lower-case letters and digits, separated by . _ - or /",
        next: "give the name without registry, owner, tag or digest",
      }),
      ...(this.pullCredential === undefined
        ? []
        : problemsOfSecret(this.pullCredential, "the pull credential of the registry")),
    ];
  }
}
