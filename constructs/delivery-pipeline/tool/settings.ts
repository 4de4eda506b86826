import { Misuse } from "./failure";

/** The environment variables the tool was started with. */
export class Settings {
  public constructor(private readonly env: Readonly<Record<string, string | undefined>>) {}

  /** The value; undefined when unset or empty, as GitHub Actions passes a secret that does not exist. */
  public optional(name: string): string | undefined {
    const value = this.env[name]?.trim();
    return value === "" ? undefined : value;
  }

  /** The value. Throws Misuse when it is unset or empty. */
  public required(name: string): string {
    const value = this.optional(name);
    if (value !== undefined) return value;
    throw new Misuse({
      intent: "start",
      fault: `the environment variable ${name} is not set`,
      next: `set ${name} in the step's env; if it comes from a secret, check that the job names the environment that holds it`,
    });
  }

  /** "owner/name" of the repository that the workflow runs in. Throws Misuse. */
  public repository(): string {
    const value = this.required("GITHUB_REPOSITORY");
    if (/^[\w.-]+\/[\w.-]+$/.test(value)) return value;
    throw new Misuse({
      intent: "start",
      fault: "GITHUB_REPOSITORY is not a repository",
      got: value,
      allowed: "OWNER/NAME",
      next: "let GitHub Actions set it",
    });
  }

  /** An image digest. Throws Misuse when it is anything else. */
  public digest(): string {
    const value = this.required("DIGEST");
    if (/^sha256:[0-9a-f]{64}$/.test(value)) return value;
    throw new Misuse({
      intent: "name the image",
      fault: "DIGEST is not an image digest",
      got: value,
      allowed: "sha256: and 64 hexadecimal digits",
      next: "pass the `digest` output of the build step",
    });
  }

  /** Address of an API without a slash at the end. */
  public url(name: string, otherwise: string): string {
    return (this.optional(name) ?? otherwise).replace(/\/+$/, "");
  }

  /** The factor of PLATFORM_TIME_SCALE, 1 when unset. Throws Misuse. */
  public timeScale(): number {
    const text = this.optional("PLATFORM_TIME_SCALE") ?? "1";
    const scale = Number(text);
    if (scale > 0) return scale;
    throw new Misuse({
      intent: "start",
      fault: "PLATFORM_TIME_SCALE is not a factor",
      got: text,
      allowed: "a number above 0",
      next: "unset it",
    });
  }
}
