import { InvalidValueError } from "../errors";
import committed from "./pins.json";
import { ActionReference } from "./workflow/action-reference";

/** A pinned action as the file of pins holds it. */
export interface ActionPin {
  readonly commit: string;
  readonly version: string;
}

/** A pinned image as the file of pins holds it. */
export interface ImagePin {
  readonly tag: string;
  readonly digest: string;
  /** Where the digest was read. @default - pulled from a checkout */
  readonly source?: string;
}

/** What the file of pins holds: actions by name, images by repository. */
export interface PinsFile {
  readonly actions: Readonly<Record<string, ActionPin>>;
  readonly images: Readonly<Record<string, ImagePin>>;
}

/**
 * The versions of everything that the rendered files take from elsewhere. One committed file holds them, so that
 * rendering needs no network; Dependabot bumps them in the repository and `pipeline pins pull` copies the bumps back.
 */
export class Pins {
  /** The pins of the committed file `constructs/delivery-pipeline/pins.json`. */
  public static committed(): Pins {
    return new Pins(committed);
  }

  /** Pins of the caller's own, for example read from a file beside the caller's settings. */
  public static of(file: PinsFile): Pins {
    return new Pins(file);
  }

  private constructor(private readonly file: PinsFile) {}

  /** These pins and more; of two pins for one name, the given one counts. */
  public with(more: Partial<PinsFile>): Pins {
    return new Pins({
      actions: { ...this.file.actions, ...more.actions },
      images: { ...this.file.images, ...more.images },
    });
  }

  /**
   * An action at its pinned commit.
   * @throws InvalidValueError when the file of pins does not hold it
   */
  public action(name: string): ActionReference {
    const pin = this.file.actions[name];
    if (pin === undefined) throw unknown("action", name, Object.keys(this.file.actions));
    return ActionReference.pinned(name, pin.commit, pin.version);
  }

  /**
   * `repository:tag@digest`, as a container file's FROM takes it.
   * @throws InvalidValueError when the file of pins does not hold the image, or holds no digest for it
   */
  public image(repository: string): string {
    return `${repository}:${this.imageVersion(repository)}`;
  }

  /**
   * `tag@digest` of an image, for actions that take a version and not an image.
   * @throws InvalidValueError as `image`
   */
  public imageVersion(repository: string): string {
    const pin = this.imagePin(repository);
    return `${pin.tag}@${pin.digest}`;
  }

  /**
   * The tag alone, for example the version of a tool that is installed otherwise too.
   * @throws InvalidValueError as `image`
   */
  public imageTag(repository: string): string {
    return this.imagePin(repository).tag;
  }

  private imagePin(repository: string): ImagePin {
    const pin = this.file.images[repository];
    if (pin === undefined) throw unknown("image", repository, Object.keys(this.file.images));
    if (!/^sha256:[0-9a-f]{64}$/.test(pin.digest)) {
      throw new InvalidValueError({
        fault: `the image ${repository} must be pinned by digest`,
        got: pin.digest,
        allowed: "sha256: and 64 hexadecimal digits",
        next: `read it with \`docker buildx imagetools inspect ${repository}:${pin.tag}\``,
      });
    }
    return pin;
  }
}

function unknown(kind: string, name: string, known: readonly string[]): InvalidValueError {
  return new InvalidValueError({
    fault: `no pin is known for the ${kind}`,
    got: name,
    allowed: known.join(", "),
    next: "add it to the file of pins with its commit or digest",
  });
}
