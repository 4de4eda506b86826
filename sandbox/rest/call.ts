import type { Cloud } from "../cloud/cloud";
import type { Caller, GitHubApi } from "../cloud/github";
import type { RestOptions } from "./options";

/** One request, ready to be answered. */
export interface Call {
  readonly cloud: Cloud;
  readonly options: RestOptions;
  /** Address of the REST face, without a slash at the end. */
  readonly url: string;
  readonly method: string;
  /** Path without query, as the API knows it. */
  readonly path: string;
  /** The Authorization header as it came in. */
  readonly authorization: string;
  /** Decoded parts of the path by the route's names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; an empty object without a body. */
  readonly body: object;
  /** Who calls GitHub; anonymous for DigitalOcean's paths. */
  readonly caller: Caller;
  /** GitHub as the caller sees it. */
  readonly github: GitHubApi;
}

/** What goes back. */
export class Answer {
  public constructor(
    public readonly status: number,
    /** JSON, or text where `headers` says so; undefined: no body. */
    public readonly body: unknown,
    public readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** Answers a call: with an Answer, or with a body for status 200 (undefined: 204). Throws CloudError to refuse. */
export type Handler = (call: Call) => unknown;

/** One line of the route table. */
export interface Route {
  readonly method: string;
  /** Path with names for its variable parts: "/v2/apps/:app"; "*name" takes the rest. */
  readonly path: string;
  readonly handler: Handler;
  /** Scope that a token needs which has scopes: "app:read". Empty: any token; "none": no token (signed addresses); "app": a GitHub App's own. */
  readonly scope: string;
}

/** A line of the route table. */
export function route(method: string, path: string, scope: string, handler: Handler): Route {
  return { method, path, scope, handler };
}

/** 201 with what was made. */
export function created(body: unknown): Answer {
  return new Answer(201, body);
}

/** The part of a path or query by name; "" when the route has no such part. */
export function param({ params }: Call, name: string): string {
  return params[name] ?? "";
}

/** A number in the path. */
export function id(call: Call, name: string): number {
  return Number(param(call, name));
}

/** The page of a list that the call asks for. */
export function page<T>({ query }: Call, items: readonly T[], usual: number): readonly T[] {
  const size = Math.min(Math.max(Number(query.get("per_page") ?? usual) || usual, 1), 200);
  const number = Math.max(Number(query.get("page") ?? 1) || 1, 1);
  return items.slice((number - 1) * size, number * size);
}
