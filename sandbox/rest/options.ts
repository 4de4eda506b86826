import type { Settle } from "../cloud/digitalocean";
import type { Caller } from "../cloud/github";

/** A token for GitHub and whose it is. */
export interface GitHubToken {
  readonly caller: Caller;
  /** Scopes of a classic token, told in X-OAuth-Scopes. @default - none are told, as with an App's token */
  readonly scopes?: readonly string[];
}

/** A token for DigitalOcean. */
export interface DigitalOceanToken {
  /** Custom scopes such as "app:read". @default - full access */
  readonly scopes?: readonly string[];
}

/** A GitHub App that can sign in. */
export interface GitHubApp {
  readonly id: string;
  /** Id of its installation. */
  readonly installation: string;
  /** What the installation may do: "contents" → "write". */
  readonly permissions: Readonly<Record<string, string>>;
}

/** One call, as an observer sees it. */
export interface ObservedCall {
  readonly method: string;
  readonly path: string;
}

/** How the REST face behaves. */
export interface RestOptions {
  /** Port on loopback. @default - any free one */
  readonly port?: number;
  /** Tokens that GitHub accepts, by their text. @default - `sandboxTokens` */
  readonly githubTokens?: Readonly<Record<string, GitHubToken>>;
  /** Tokens that DigitalOcean accepts, by their text. @default - `sandboxTokens` */
  readonly digitaloceanTokens?: Readonly<Record<string, DigitalOceanToken>>;
  /** The App that can sign in; its tokens are `sandboxTokens.app`. @default - none can */
  readonly githubApp?: GitHubApp;
  /** How deployments move on. @default "per-poll": one phase with each look */
  readonly settle?: Settle;
  /** Addresses at which apps really answer, by app name; shown in place of *.ondigitalocean.app. @default - none answers */
  readonly liveUrls?: Readonly<Record<string, string>>;
  /** What Insights answers, by PromQL query. @default - no data */
  readonly insights?: Readonly<Record<string, number>>;
  /** Files that a listed tree shows at most; beyond that it is told to be truncated. @default - all */
  readonly treeLimit?: number;
  /** Seconds told in Retry-After when a call is answered with 429. @default 1 */
  readonly retryAfterSeconds?: number;
  /**
   * Sees each call before it is answered, which waits for it; what it changes in the cloud, the answer shows.
   * @default - nobody looks
   */
  readonly observe?: (call: ObservedCall) => void | Promise<void>;
  /** Writes the sandbox's file after each call that changed something. @default false */
  readonly save?: boolean;
}
