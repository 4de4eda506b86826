import type { Clock } from "./clock";
import type { Output } from "./output";
import { waitBeforeRetry } from "./retry";

const ATTEMPTS = 5;
const REQUEST_SECONDS = 30;
/** Characters of an answer that is not understood. */
const MOST_TOLD = 200;

/** An API answered with an error, or did not answer. */
export class ApiError extends Error {
  public constructor(
    /** HTTP status; 0 when no answer came. */
    public readonly status: number,
    /** What the API said. */
    public readonly reason: string,
    method: string,
    url: string,
  ) {
    super(`${method} ${url}: ${status === 0 ? "no answer" : status} ${reason}`);
    this.name = "ApiError";
  }

  /** Whether the API itself is in trouble: then it is not known whether a write was carried out. */
  public get isOutage(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

/** How to reach one of the two APIs. */
export interface ApiAddress {
  /** Address without a slash at the end. */
  readonly url: string;
  /** Bearer token. */
  readonly token: string;
  /** Further headers. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A JSON API over HTTP. Rate limits (429, and GitHub's 403 that says so) are waited for; server errors and
 * lost answers are tried again only where a second call does no harm (GET, PUT, DELETE).
 */
export class Api {
  public constructor(
    private readonly address: ApiAddress,
    private readonly clock: Clock,
    private readonly out: Output,
  ) {}

  /** Calls the API and gives the body, undefined when it is empty. Throws ApiError. */
  public async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.send(method, path, body);
      const error = this.errorOf(answer, method, path);
      if (error === undefined) return parsed(answer) as T;
      const wait =
        attempt < ATTEMPTS ? waitBeforeRetry(method, error.status, headersOf(answer), attempt) : undefined;
      if (wait === undefined) throw error;
      this.out.info(`${error.message}; trying again in ${wait} s (${attempt} of ${ATTEMPTS - 1})`);
      await this.clock.sleep(wait);
    }
  }

  /** Like `call`, but undefined when the API says that there is no such thing (404). */
  public async find<T>(path: string): Promise<T | undefined> {
    try {
      return await this.call<T>("GET", path);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Deletes; what is not there (404) is deleted already, perhaps by a call whose answer was lost. */
  public async remove(path: string): Promise<void> {
    try {
      await this.call("DELETE", path);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  }

  private async send(method: string, path: string, body: unknown): Promise<Answer | Error> {
    const { url, token, headers } = this.address;
    try {
      const response = await fetch(url + path, {
        method,
        headers: {
          accept: "application/json",
          ...headers,
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        signal: AbortSignal.timeout(this.clock.requestLimit(REQUEST_SECONDS)),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      return error as Error;
    }
  }

  /** Why the answer is none to the call; undefined when it is one. */
  private errorOf(answer: Answer | Error, method: string, path: string): ApiError | undefined {
    const url = this.address.url + path;
    if (answer instanceof Error) {
      const cause =
        answer.cause instanceof Error ? `${answer.message}: ${answer.cause.message}` : answer.message;
      return new ApiError(0, `(${cause})`, method, url);
    }
    const { status, text } = answer;
    if (status < 200 || status > 299) return new ApiError(status, reasonOf(text), method, url);
    if (isJson(text)) return undefined;
    return new ApiError(status, `with what is no JSON: ${text.slice(0, MOST_TOLD)}`, method, url);
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

function parsed(answer: Answer | Error): unknown {
  return answer instanceof Error || answer.text === "" ? undefined : JSON.parse(answer.text);
}

function isJson(text: string): boolean {
  if (text === "") return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function headersOf(answer: Answer | Error): Headers {
  return answer instanceof Error ? new Headers() : answer.headers;
}

function reasonOf(text: string): string {
  if (text === "" || !isJson(text)) return text.slice(0, MOST_TOLD);
  const { message, errors } = (JSON.parse(text) ?? {}) as { message?: unknown; errors?: unknown };
  const details = errors === undefined ? "" : ` ${JSON.stringify(errors)}`;
  return typeof message === "string" ? message + details : text.slice(0, MOST_TOLD);
}
