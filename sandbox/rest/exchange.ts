import type { Cloud } from "../cloud/cloud";
import { CloudError } from "../cloud/cloud-error";
import { anonymous, type Caller } from "../cloud/github";
import { authorizeDigitalOcean, authorizeGitHub } from "./authorize";
import { Answer, type Call } from "./call";
import type { GitHubToken, RestOptions } from "./options";
import { refusal, unforeseen } from "./refusal";
import { Router } from "./router";
import { routes } from "./routes";

/** A request as it came in. */
export interface Incoming {
  readonly url: string;
  readonly method: string;
  readonly target: URL;
  readonly authorization: string;
  readonly text: string;
}

const router = new Router(routes);

/** Answers one request. Never throws: what goes wrong is an answer too. */
export async function respond(cloud: Cloud, options: RestOptions, incoming: Incoming): Promise<Answer> {
  const path = incoming.target.pathname.replace(/^\/api\/v3(?=\/)/, "");
  const isGitHub = !/^\/(v2|sandbox|registry)\//.test(path);
  try {
    return await answer(cloud, options, incoming, path, isGitHub);
  } catch (error) {
    if (error instanceof CloudError) return refusal(error, isGitHub, options);
    return unforeseen(error);
  }
}

async function answer(
  cloud: Cloud,
  options: RestOptions,
  incoming: Incoming,
  path: string,
  isGitHub: boolean,
): Promise<Answer> {
  const { method } = incoming;
  const match = router.find(method, path);
  const token = authorize(cloud, options, incoming.authorization, isGitHub, match?.route.scope ?? "");
  if (match === undefined) throw new CloudError(404, isGitHub ? "Not Found" : NOT_FOUND, { id: "not_found" });
  await options.observe?.({ method, path });
  const given = match.route.handler(callOf(cloud, options, incoming, path, match.params, token?.caller));
  if (options.save === true && method !== "GET") cloud.save();
  return withHeaders(
    given instanceof Answer ? given : new Answer(given === undefined ? 204 : 200, given),
    token,
  );
}

/** Whose GitHub token it is; undefined for DigitalOcean, which only knows what a token may do. */
function authorize(
  cloud: Cloud,
  options: RestOptions,
  header: string,
  isGitHub: boolean,
  scope: string,
): GitHubToken | undefined {
  const token = header.replace(/^(bearer|token)\s+/i, "");
  if (isGitHub) return scope === "app" ? undefined : authorizeGitHub(cloud, options, token);
  if (scope !== "none") authorizeDigitalOcean(options, token, scope);
  return undefined;
}

function callOf(
  cloud: Cloud,
  options: RestOptions,
  { method, target, text, url, authorization }: Incoming,
  path: string,
  params: Readonly<Record<string, string>>,
  caller: Caller = anonymous,
): Call {
  const [query, github] = [target.searchParams, cloud.github.as(caller)];
  return {
    cloud,
    options,
    url,
    authorization,
    method,
    path,
    params,
    query,
    body: parse(text),
    caller,
    github,
  };
}

const NOT_FOUND = "The resource you were accessing could not be found.";

/** A call without a body is one with an empty object: what is missing in it is told by whoever needs it. */
function parse(text: string): object {
  if (text.trim() === "") return {};
  const value = parseJson(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new CloudError(400, "Body should be a JSON object", { id: "bad_request" });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CloudError(400, "Problems parsing JSON", { id: "bad_request" });
  }
}

/** GitHub tells a classic token's scopes with every answer. */
function withHeaders(given: Answer, token: GitHubToken | undefined): Answer {
  if (token?.scopes === undefined) return given;
  return new Answer(given.status, given.body, {
    ...given.headers,
    "x-oauth-scopes": token.scopes.join(", "),
  });
}
