/** What is known of the call that was refused, beyond status and reason. */
export interface CloudErrorDetails {
  /** HTTP method of the refused call. @default - unknown */
  readonly method?: string;
  /** Full address of the refused call. @default - unknown */
  readonly url?: string;
  /** Machine-readable id of the error, as DigitalOcean sends it ("not_found", "conflict"). @default - from the status */
  readonly id?: string;
  /** Request id that the API would log. @default - none */
  readonly requestId?: string;
  /** Further members of the answer's JSON body (GitHub: `errors`, `documentation_url`). @default - none */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A refusal by one of the two clouds: an HTTP status and the reason as the API words it. */
export class CloudError extends Error {
  constructor(
    /** HTTP status: 4xx or 5xx. */
    readonly status: number,
    /** The reason alone, as the API's JSON body has it in `message`. */
    readonly reason: string,
    readonly details: CloudErrorDetails = {},
  ) {
    super(describe(status, reason, details));
    this.name = "CloudError";
  }

  /** The same refusal with what only the caller knows: method and address. */
  at(method: string, url: string, requestId?: string): CloudError {
    const request = requestId === undefined ? {} : { requestId };
    return new CloudError(this.status, this.reason, { method, url, ...request, ...this.details });
  }
}

/** The form in which the API clients of both providers print a refusal: `POST https://…: 409 (request "…") reason`. */
function describe(status: number, reason: string, { method, url, requestId }: CloudErrorDetails): string {
  const call = method === undefined || url === undefined ? "" : `${method} ${url}: `;
  const request = requestId === undefined ? "" : `(request "${requestId}") `;
  return `${call}${status} ${request}${reason}`;
}
