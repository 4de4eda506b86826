import type { Clock } from "./clock";
import { sha256 } from "./ids";
import { parseImageReference } from "./image-reference";
import { own } from "./own";

/** One image of one repository: what a push made. */
export interface ImageVersion {
  /** "sha256:" and 64 hexadecimal digits. */
  readonly digest: string;
  /** When it was pushed, RFC 3339. */
  readonly pushedAt: string;
}

/** One repository of a registry. */
export interface ImageRepository {
  /** Pushed images, oldest first. */
  readonly versions: readonly ImageVersion[];
  /** Digest of the image that each tag names now. */
  readonly tags: Readonly<Record<string, string>>;
  /** The credential ("user:token") that a pull must show; without it anybody may pull. */
  readonly pullCredential?: string;
}

/** All repositories by "host/path". */
export type ImageRegistryData = Readonly<Record<string, ImageRepository>>;

/** How a push can differ from the plain one. */
export interface PushOptions {
  /** Makes the repository private: only this credential ("user:token") may pull. @default - stays as it is; new ones are public */
  readonly pullCredential?: string;
  /** What is in the image: the same content gives the same digest. @default - new content with every push */
  readonly content?: string;
  /** The digest itself ("sha256:…") instead of one computed from the content. @default - computed */
  readonly digest?: string;
}

/** The image registries of the world: what has been pushed, by tag and by digest. */
export class ImageRegistry {
  private readonly repositories: Map<string, ImageRepository>;

  constructor(
    data: ImageRegistryData,
    private readonly clock: Clock,
  ) {
    this.repositories = new Map(Object.entries(data));
  }

  /**
   * Puts an image into its registry, as `docker push` does, and gives its digest.
   * Throws ImageReferenceError if `reference` is not an image reference or names a digest.
   */
  push(reference: string, options: PushOptions = {}): string {
    const { repository, tag } = parseImageReference(reference, "push");
    const known = this.repositories.get(repository);
    const versions = known?.versions ?? [];
    const digest =
      options.digest ?? `sha256:${sha256(options.content ?? `${repository}#${versions.length}`)}`;
    const pullCredential = options.pullCredential ?? known?.pullCredential;
    this.repositories.set(repository, {
      versions: versions.some((each) => each.digest === digest)
        ? versions
        : [...versions, { digest, pushedAt: this.clock.tick() }],
      tags: { ...known?.tags, [tag]: digest },
      ...(pullCredential === undefined ? {} : { pullCredential }),
    });
    return digest;
  }

  /** The digest that a reference (by tag or by digest) names now; undefined if there is no such image. */
  resolve(reference: string): string | undefined {
    const { repository, tag, digest } = parseImageReference(reference, "resolve");
    const known = this.repositories.get(repository);
    if (digest === undefined) return own(known?.tags ?? {}, tag);
    return known?.versions.find((each) => each.digest === digest)?.digest;
  }

  /** Whether a pull with this credential ("user:token") is let in; what does not exist is let in nowhere. */
  mayPull(reference: string, credential?: string): boolean {
    const known = this.repositories.get(parseImageReference(reference, "pull").repository);
    if (known === undefined) return false;
    return known.pullCredential === undefined || known.pullCredential === credential;
  }

  /** One repository by "host/path"; undefined if nothing was ever pushed to it. */
  repository(name: string): ImageRepository | undefined {
    return this.repositories.get(name);
  }

  /** Names ("host/path") of all repositories, sorted. */
  list(): string[] {
    return [...this.repositories.keys()].sort();
  }

  toJSON(): ImageRegistryData {
    return Object.fromEntries(this.repositories);
  }
}
