import { request as plainRequest } from "node:http";
import { request } from "node:https";
import type { TLSSocket } from "node:tls";

const TIME_LIMIT = 15_000;

/** Where a host is really asked, for tests. */
export interface Reach {
  /** @default - the host's own */
  readonly address?: string;
  /** @default 443 */
  readonly securePort?: number;
  /** @default 80 */
  readonly plainPort?: number;
  /** Certificate of an authority to trust, PEM. @default - those that Node.js trusts */
  readonly ca?: string;
}

/** The certificate that a host answers with, or why there is no good answer. */
export type SecureAnswer =
  | { readonly validTo: Date; readonly fault?: undefined }
  | { readonly fault: string; readonly validTo?: undefined };

/** The first answer to plain HTTP; `fault` where there is none. */
export interface PlainAnswer {
  readonly status: number;
  readonly location?: string;
  readonly fault?: string;
}

/** Asks a host by TLS, trusting nothing that a browser would not. */
export function secureAnswerOf(host: string, reach: Reach): Promise<SecureAnswer> {
  const { address = host, securePort = 443, ca } = reach;
  const options = {
    host: address,
    port: securePort,
    servername: host,
    headers: { host },
    timeout: TIME_LIMIT,
  };
  return new Promise((resolve) => {
    const asked = request({ ...options, ...(ca === undefined ? {} : { ca }), agent: false }, (response) => {
      const { valid_to } = (response.socket as TLSSocket).getPeerCertificate();
      response.destroy();
      resolve({ validTo: new Date(valid_to) });
    });
    asked.on("timeout", () => asked.destroy(new Error(`no answer within ${TIME_LIMIT / 1000} s`)));
    asked.on("error", (error: NodeJS.ErrnoException) => resolve({ fault: error.code ?? error.message }));
    asked.end();
  });
}

/** Asks a host by plain HTTP, and follows nothing. */
export function redirectOf(host: string, reach: Reach): Promise<PlainAnswer> {
  const { address = host, plainPort = 80 } = reach;
  return new Promise((resolve) => {
    const options = { host: address, port: plainPort, headers: { host }, timeout: TIME_LIMIT, agent: false };
    const asked = plainRequest(options, (response) => {
      const { location } = response.headers;
      response.destroy();
      resolve({ status: response.statusCode ?? 0, ...(location === undefined ? {} : { location }) });
    });
    asked.on("timeout", () => asked.destroy(new Error("timeout")));
    asked.on("error", (error: NodeJS.ErrnoException) =>
      resolve({ status: 0, fault: error.code ?? error.message }),
    );
    asked.end();
  });
}
