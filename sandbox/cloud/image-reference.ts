/** An image reference taken apart. */
export interface ImageReference {
  /** "host/path", host included ("ghcr.io/lingobot/lingobot"). */
  readonly repository: string;
  /** Tag; "latest" when the reference has neither tag nor digest. */
  readonly tag: string;
  /** "sha256:…" when the reference is by digest. */
  readonly digest?: string;
}

/** The text is not an image reference, or not one for this purpose. */
export class ImageReferenceError extends Error {
  constructor(
    intent: string,
    reference: string,
    readonly fault: string,
  ) {
    const forms = intent === "push" ? "HOST/PATH:TAG" : "HOST/PATH:TAG or HOST/PATH@sha256:DIGEST";
    super(
      `Cannot ${intent} image "${reference}": ${fault}. ` +
        `Give ${forms}, for example "ghcr.io/lingobot/lingobot:staging-latest".`,
    );
    this.name = "ImageReferenceError";
  }
}

/** Why no registry can hold an image of this name; undefined when one can. */
export function referenceFault(reference: string): string | undefined {
  try {
    parseImageReference(reference, "pull");
    return undefined;
  } catch (error) {
    if (error instanceof ImageReferenceError) return error.fault;
    throw error;
  }
}

const NAME = /^(?=.*\/)[a-z0-9]+(?:[.\-:_][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)+$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Takes a reference apart. `intent` is the verb for the message: "push", "resolve". Throws ImageReferenceError. */
export function parseImageReference(reference: string, intent: string): ImageReference {
  const [name = "", digest] = reference.split("@", 2);
  if (digest !== undefined) {
    if (intent === "push")
      throw new ImageReferenceError(intent, reference, "a digest is the result of a push");
    if (!DIGEST.test(digest)) throw new ImageReferenceError(intent, reference, `"${digest}" is not a digest`);
    return { repository: requireName(name, reference, intent), tag: "latest", digest };
  }
  const colon = name.lastIndexOf(":");
  const tagged = colon > name.lastIndexOf("/");
  const tag = tagged ? name.slice(colon + 1) : "latest";
  if (!TAG.test(tag)) throw new ImageReferenceError(intent, reference, `"${tag}" is not a tag`);
  return { repository: requireName(tagged ? name.slice(0, colon) : name, reference, intent), tag };
}

function requireName(name: string, reference: string, intent: string): string {
  if (NAME.test(name)) return name;
  throw new ImageReferenceError(
    intent,
    reference,
    `"${name}" is not a repository with its host, in lower case`,
  );
}
