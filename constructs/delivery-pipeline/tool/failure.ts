/** What a person needs to know to mend it. */
export interface FailureParts {
  /** What was about to be done: "deploy lingobot-production". */
  readonly intent: string;
  /** What went wrong. */
  readonly fault: string;
  /** The value that was met. @default - not printed */
  readonly got?: unknown;
  /** The values that would be accepted. @default - not printed */
  readonly allowed?: string;
  /** What to do next. */
  readonly next: string;
}

/** The thing asked for failed or was refused: exit code 1. */
export class Failure extends Error {
  public readonly exitCode: number = 1;
  /** What went wrong, without the rest, for a failure that another one tells about. */
  public readonly fault: string;

  public constructor(parts: FailureParts) {
    super(describe(parts));
    this.fault = `cannot ${parts.intent}: ${parts.fault}`;
    this.name = "Failure";
  }
}

/** The tool was called wrongly (command, flag, environment variable, configuration): exit code 2. */
export class Misuse extends Failure {
  public override readonly exitCode: number = 2;
}

function describe({ intent, fault, got, allowed, next }: FailureParts): string {
  const value = got === undefined ? "" : `; got ${JSON.stringify(got)}`;
  const choice = allowed === undefined ? "" : `; allowed: ${allowed}`;
  return `cannot ${intent}: ${fault}${value}${choice}. Next: ${next}`;
}
