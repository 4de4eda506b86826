import type { CloudError } from "../cloud/cloud-error";
import { Answer } from "./call";
import type { RestOptions } from "./options";

const RETRY_AFTER_SECONDS = 1;

/** What a refusal of the model looks like over HTTP: each cloud has its own form. */
export function refusal(
  { status, reason, details }: CloudError,
  isGitHub: boolean,
  options: RestOptions,
): Answer {
  const headers =
    status === 429 ? { "retry-after": String(options.retryAfterSeconds ?? RETRY_AFTER_SECONDS) } : undefined;
  const body = isGitHub
    ? { message: reason, ...details.body, status: String(status) }
    : { id: details.id ?? idOf(status), message: reason, ...requestId(details.requestId) };
  return new Answer(status, body, headers);
}

/** A fault of the sandbox itself: told in full, because whoever reads it is testing against the sandbox. */
export function unforeseen(error: unknown): Answer {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Answer(500, { id: "sandbox_error", message: `the sandbox failed: ${text}` });
}

function requestId(id: string | undefined): { readonly request_id?: string } {
  return id === undefined ? {} : { request_id: id };
}

const IDS: Readonly<Record<number, string>> = {
  400: "bad_request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "not_found",
  409: "conflict",
  412: "precondition_failed",
  422: "unprocessable_entity",
  429: "too_many_requests",
};

function idOf(status: number): string {
  return IDS[status] ?? "server_error";
}
