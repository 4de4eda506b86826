import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cloud } from "../cloud/cloud";
import { respond } from "./exchange";
import type { RestOptions } from "./options";
import { sandboxTokens } from "./tokens";

const LARGEST_BODY = 32 * 1024 * 1024;

/** A REST face that is listening. */
export interface RestFace {
  /** Address on loopback, without a slash at the end. */
  readonly url: string;
  /** What a program needs in its environment to talk to the sandbox in place of both clouds. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops listening; calls under way are ended. */
  close(): Promise<void>;
}

/**
 * Serves both clouds' REST APIs over the model, on loopback: DigitalOcean's paths begin with /v2/, GitHub's are the
 * rest. Deployments move on by one phase with each look unless `settle` says otherwise.
 */
export async function startRest(cloud: Cloud, options: RestOptions = {}): Promise<RestFace> {
  const settleBefore = cloud.digitalocean.settle;
  cloud.digitalocean.settle = options.settle ?? "per-poll";
  const server = createServer();
  await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on("request", (request, response) => serve(cloud, options, url, request, response));
  return {
    url,
    env: {
      DIGITALOCEAN_API_URL: url,
      GITHUB_API_URL: url,
      DIGITALOCEAN_TOKEN: sandboxTokens.digitalocean,
      GITHUB_TOKEN: sandboxTokens.owner,
    },
    close: async () => {
      cloud.digitalocean.settle = settleBefore;
      server.closeAllConnections();
      await new Promise<void>((resolve, reject) =>
        server.close((error) => (error ? reject(error) : resolve())),
      );
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}

async function serve(
  cloud: Cloud,
  options: RestOptions,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = await readBody(request);
  const answer = await respond(cloud, options, {
    url,
    method: request.method ?? "GET",
    target: new URL(request.url ?? "/", url),
    authorization: request.headers.authorization ?? "",
    text,
  });
  const isText = typeof answer.body === "string";
  const body = answer.body === undefined ? "" : isText ? String(answer.body) : JSON.stringify(answer.body);
  const type = isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  response.writeHead(
    answer.status,
    body === "" ? answer.headers : { "content-type": type, ...answer.headers },
  );
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY) break;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
