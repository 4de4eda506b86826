import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A web server in the place of the deployed app. */
export interface AppServer {
  readonly url: string;
  /** Statuses to answer with, first to last; the last one stays. */
  answer(...statuses: readonly number[]): void;
  /** Paths asked for so far. */
  readonly asked: readonly string[];
  /** JSON bodies posted so far. */
  readonly posted: readonly string[];
  close(): Promise<void>;
}

export async function startApp(): Promise<AppServer> {
  let statuses: readonly number[] = [200];
  const asked: string[] = [];
  const posted: string[] = [];
  const server = createServer(async (request, response) => {
    asked.push(request.url ?? "");
    let body = "";
    for await (const chunk of request) body += String(chunk);
    if (request.method === "POST") posted.push(body);
    const [status = 200, ...rest] = statuses;
    if (rest.length > 0) statuses = rest;
    response.writeHead(status).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (...next) => {
      statuses = next;
    },
    asked,
    posted,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
