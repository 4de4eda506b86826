import type { Construct } from "constructs";
import type { Secret } from "../app-environment/secret";
import type { Problem } from "../errors";
import { problemsOfPattern } from "../private/checks";

/** Where App Platform looks for an image. */
export interface ImageSource {
  /** How the registry is called by App Platform. */
  readonly registryType: "GHCR" | "DOCR";
  /** Host of the registry. */
  readonly server: string;
  /** Owner within the registry; App Platform knows it by the account for DOCR. @default - none */
  readonly owner?: string;
  readonly repository: string;
  /** `username:token` to pull with. @default - none needed */
  readonly pullCredential?: Secret;
  /** What must exist before the image can. @default - nothing */
  readonly registry?: Construct;
  /** Faults of the registry, told by whatever uses the image. @default - none */
  readonly problems?: readonly Problem[];
}

const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^sha256:[a-f0-9]{64}$/;

/** A repository of a registry, waiting to be told which image. */
export class ImageRepository {
  /** @internal made by a registry's `image` */
  public constructor(private readonly source: ImageSource) {}

  /** The image with this tag at the time of the deployment, 1 to 128 characters. */
  public byTag(tag: string): ContainerImage {
    return new ContainerImage(this.source, { tag });
  }

  /**
   * Exactly this image: "sha256:" and 64 hexadecimal digits. What is tested is what runs, and a rollback gets it back. An app
   * takes it at its first deployment; a digest that changes in the code later changes nothing, because the pipeline owns
   * what runs.
   */
  public byDigest(digest: string): ContainerImage {
    return new ContainerImage(this.source, { digest });
  }

  /** Host, owner and repository without tag or digest: what the pipeline pushes to. */
  public get reference(): string {
    return [this.source.server, this.source.owner, this.source.repository].filter(Boolean).join("/");
  }
}

/** An image of a registry: by tag or by digest, never both. linux/amd64 only (docs.digitalocean.com, container images). */
export class ContainerImage {
  public readonly tag: string | undefined;
  public readonly digest: string | undefined;
  private readonly problems: readonly Problem[];

  /** @internal made by `ImageRepository` */
  public constructor(
    private readonly source: ImageSource,
    version: { readonly tag: string } | { readonly digest: string },
  ) {
    this.tag = "tag" in version ? version.tag : undefined;
    this.digest = "digest" in version ? version.digest : undefined;
    this.problems = [...(source.problems ?? []), ...this.problemsOfTag(), ...this.problemsOfDigest()];
  }

  /** The full reference, for example "ghcr.io/lingobot/bot:staging-latest". */
  public get reference(): string {
    const repository = new ImageRepository(this.source).reference;
    return this.digest === undefined ? `${repository}:${this.tag}` : `${repository}@${this.digest}`;
  }

  /** `username:token` to pull with; undefined when none is needed. */
  public get pullCredential(): Secret | undefined {
    return this.source.pullCredential;
  }

  public toString(): string {
    return this.reference;
  }

  /** @internal where it is */
  public get _source(): ImageSource {
    return this.source;
  }

  /** @internal the same each time, so that they are told once for all that use the image */
  public _problems(): readonly Problem[] {
    return this.problems;
  }

  private problemsOfTag(): Problem[] {
    if (this.tag?.includes("@") || this.tag?.startsWith("sha256:")) return [tagAndDigest(this.tag)];
    return problemsOfPattern("image tag", this.tag, TAG, {
      allowed: "1 to 128 letters, digits, dots, hyphens or underscores, not beginning with a dot or hyphen",
      next: "correct the tag",
    });
  }

  private problemsOfDigest(): Problem[] {
    return problemsOfPattern("image digest", this.digest, DIGEST, {
      allowed: "sha256: and 64 hexadecimal digits in lower case",
      next: "copy it from the registry or from `docker buildx imagetools inspect`",
    });
  }
}

/** @internal what to say of an image that names both */
export function tagAndDigest(got: unknown): Problem {
  return {
    fault: "an image was given by tag and digest together, which App Platform refuses",
    got,
    allowed: "byTag(...) or byDigest(...)",
    next: "keep the digest: it names exactly one image",
  };
}
