import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { type RestOptions, sandboxTokens, startRest } from "../../../sandbox/rest";

/** What came back. */
export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  readonly body: any;
  readonly headers: Headers;
}

/** A REST face over a new sandbox, and ways to call it. */
export interface Face {
  readonly cloud: Cloud;
  readonly file: string;
  readonly url: string;
  /** DigitalOcean with full access. */
  digitalocean(method: string, path: string, body?: unknown): Promise<Reply>;
  /** GitHub as the organisation's owner, or with another token. */
  github(method: string, path: string, body?: unknown, token?: string): Promise<Reply>;
  call(method: string, path: string, body?: unknown, token?: string): Promise<Reply>;
  close(): Promise<void>;
}

export async function openFace(options: RestOptions = {}): Promise<Face> {
  const directory = mkdtempSync(join(tmpdir(), "rest-"));
  const file = join(directory, "cloud.json");
  const cloud = Cloud.open(file);
  const rest = await startRest(cloud, options);
  const call = (method: string, path: string, body?: unknown, token?: string) =>
    send(rest.url, method, path, body, token);
  return {
    cloud,
    file,
    url: rest.url,
    call,
    digitalocean: (method, path, body) => call(method, path, body, sandboxTokens.digitalocean),
    github: (method, path, body, token = sandboxTokens.owner) => call(method, path, body, token),
    close: async () => {
      await rest.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function send(
  url: string,
  method: string,
  path: string,
  body: unknown,
  token?: string,
): Promise<Reply> {
  const response = await fetch(url + path, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return {
    status: response.status,
    body: isJson && text !== "" ? JSON.parse(text) : text,
    headers: response.headers,
  };
}
