import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";

/** Environment variables whose values must never be printed. */
const SECRETS = [
  "DO_ACCESS_TOKEN",
  "GITHUB_TOKEN",
  "PLATFORM_APP_TOKEN",
  "SLACK_WEBHOOK_URL",
  "REGISTRY_CREDENTIALS",
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything the tool says: log lines, annotations, step outputs and the job summary, with secrets masked. */
export class Output {
  private readonly secrets: readonly string[];

  /** @param write takes one line. @default - standard output */
  public constructor(
    private readonly env: Environment,
    private readonly write: (line: string) => void = console.log,
  ) {
    this.secrets = SECRETS.flatMap((name) => partsOf(env[name] ?? "")).filter((value) => value.length > 3);
  }

  /** One line in the log. */
  public info(text: string): void {
    this.write(this.mask(text));
  }

  /** An annotation that informs; the step stays green. */
  public notice(text: string): void {
    this.annotate("notice", text);
  }

  /** An annotation that warns; the step stays green. */
  public warning(text: string): void {
    this.annotate("warning", text);
  }

  /** An annotation that explains why the step is red. */
  public error(text: string): void {
    this.annotate("error", text);
  }

  /** Text of others (an app's log) in a fold, where GitHub must not take its lines for workflow commands. */
  public foreign(title: string, text: string): void {
    const token = randomUUID();
    this.write(`::group::${escapeData(title)}\n::stop-commands::${token}`);
    this.write(this.mask(text));
    this.write(`::${token}::\n::endgroup::`);
  }

  /** A step output; printed when not run by GitHub Actions. */
  public set(name: string, value: string): void {
    const line = `${name}=${value.replace(/[\r\n]+/g, " ")}`;
    if (this.env.GITHUB_OUTPUT) appendFileSync(this.env.GITHUB_OUTPUT, `${line}\n`);
    else this.write(line);
  }

  /** Markdown on the job's summary page; printed when not run by GitHub Actions. */
  public summary(markdown: string): void {
    if (this.env.GITHUB_STEP_SUMMARY)
      appendFileSync(this.env.GITHUB_STEP_SUMMARY, `${this.mask(markdown)}\n`);
    else this.write(this.mask(markdown));
  }

  private annotate(kind: "notice" | "warning" | "error", text: string): void {
    this.write(`::${kind}::${escapeData(this.mask(text))}`);
  }

  private mask(text: string): string {
    return this.secrets.reduce((masked, secret) => masked.replaceAll(secret, "***"), text);
  }
}

/** A secret as it was stored, and the token of `username:token` by itself. */
function partsOf(secret: string): readonly string[] {
  const whole = secret.trim();
  const token = whole.replace(/^[^:/]*:(?!\/)/, "");
  return [whole, token];
}

/** Newlines and percent signs in the form that workflow commands take. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
