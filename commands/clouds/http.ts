/** What came back. */
export interface Reply {
  readonly status: number;
  /** Parsed JSON; undefined for an empty body or another kind of text. */
  readonly body: unknown;
  readonly headers: Headers;
}

/** How a call is made. */
export interface CallOptions {
  /** @default "GET" */
  readonly method?: string;
  /** @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. @default - none */
  readonly body?: unknown;
  /** Milliseconds until the call is given up. @default 15000, or PLATFORM_TIME_LIMIT */
  readonly timeLimit?: number;
}

const TIME_LIMIT = 15_000;

/** A cloud could not be asked, or answered something that is no answer to the question. */
export class CloudError extends Error {
  public constructor(
    message: string,
    /** HTTP status. @default - there was no answer */
    public readonly status?: number,
  ) {
    super(message);
    this.name = "CloudError";
  }
}

/** Calls a cloud. @throws CloudError when there is no answer, never for a status */
export async function call(url: string, options: CallOptions = {}): Promise<Reply> {
  const { method = "GET", body, timeLimit = configuredLimit() } = options;
  if (leadsElsewhere(url))
    throw new CloudError(`${method} ${withoutQuery(url)} was not sent: it leads to another address`);
  const headers = {
    ...options.headers,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  try {
    const signal = AbortSignal.timeout(timeLimit);
    const response = await fetch(url, { method, headers, ...sent, signal });
    const text = await response.text();
    return { status: response.status, body: parsed(text), headers: response.headers };
  } catch (error) {
    throw new CloudError(`${method} ${withoutQuery(url)} got no answer: ${reasonOf(error, timeLimit)}`);
  }
}

/** A name as one part of an address. @throws CloudError for one that would lead elsewhere */
export function segment(name: string): string {
  if (!/^\.{0,2}$/.test(name)) return encodeURIComponent(name);
  throw new CloudError(
    `"${name}" cannot be part of an address: it would lead elsewhere; rename what is called so`,
  );
}

/** @throws CloudError unless the status is one of `allowed` */
export function expectStatus(reply: Reply, what: string, ...allowed: readonly number[]): Reply {
  if (allowed.includes(reply.status)) return reply;
  const message = (reply.body as { message?: unknown } | undefined)?.message;
  const said = typeof message === "string" ? ` (${message})` : "";
  throw new CloudError(`${what} answered ${reply.status}${said}`, reply.status);
}

/** A proxy's page says 200 too. @throws CloudError unless the status is one of `allowed`, and 200 has something in JSON */
export function expectJson(reply: Reply, what: string, ...allowed: readonly number[]): Reply {
  const { status, body } = expectStatus(reply, what, ...allowed);
  if (status !== 200 || body !== undefined) return reply;
  throw new CloudError(`${what} answered 200 without JSON: something between answers in its place`, status);
}

/** Whether steps up, or signs that part as a slash does, are in the path. */
function leadsElsewhere(url: string): boolean {
  const parts = withoutQuery(url).split("/").slice(3);
  return new URL(url).pathname.split("/").slice(1).length !== Math.max(parts.length, 1);
}

function configuredLimit(): number {
  return Number(process.env.PLATFORM_TIME_LIMIT ?? TIME_LIMIT);
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*/s, "");
}

function reasonOf(error: unknown, timeLimit: number): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === "TimeoutError") return `none came within ${timeLimit / 1000} s`;
  return cause?.code ?? cause?.message ?? message;
}
