import { type AppCredentials, installationToken } from "./github-app";
import { CloudError, call, expectJson, type Reply, segment } from "./http";

/** A secret, as GitHub tells it: never its value. */
export interface LiveGitHubSecret {
  readonly name: string;
  readonly updated_at: string;
}

/** An organization or a user, as GitHub tells it. */
export interface LiveAccount {
  readonly plan?: { readonly name: string };
}

const PER_PAGE = 100;

/** OWNER/NAME as parts of an address. @throws CloudError when one of them would lead elsewhere */
export function repositoryPath(repository: string): string {
  const [owner = "", ...name] = repository.split("/");
  return `${segment(owner)}/${segment(name.join("/"))}`;
}

/** GitHub's API, as far as it is asked here. Each question is asked once. */
export class GitHub {
  private readonly answers = new Map<string, Promise<Reply>>();
  private signedIn: Promise<string> | undefined;

  /**
   * @param env GITHUB_API_URL (or GITHUB_BASE_URL), and GITHUB_TOKEN
   * @param app sign in as this App instead of by GITHUB_TOKEN
   */
  public constructor(
    private readonly env: NodeJS.ProcessEnv,
    private readonly app?: AppCredentials,
  ) {}

  /** Address of the API, without a slash at the end. GITHUB_BASE_URL is the provider's: of a server, not of its API. */
  public get url(): string {
    const { GITHUB_API_URL, GITHUB_BASE_URL } = this.env;
    if (GITHUB_API_URL) return GITHUB_API_URL.replace(/\/+$/, "");
    const base = (GITHUB_BASE_URL || "https://api.github.com").replace(/\/+$/, "");
    const isPlain = /^https:\/\/(api\.github\.com|[^/]+\.ghe\.com)$/.test(base) || base.endsWith("/api/v3");
    return isPlain ? base : `${base}/api/v3`;
  }

  public get isApp(): boolean {
    return this.app !== undefined;
  }

  public get hasToken(): boolean {
    return this.isApp || Boolean(this.env.GITHUB_TOKEN);
  }

  /** Asks one thing. @throws CloudError when there is no answer */
  public get(path: string): Promise<Reply> {
    const known = this.answers.get(path);
    if (known !== undefined) return known;
    const answer = this.ask(path);
    this.answers.set(path, answer);
    return answer;
  }

  /** Whether something exists. @throws CloudError for any answer but yes and no */
  public async has(path: string): Promise<boolean> {
    return (await this.reading(path)).status === 200;
  }

  /** What is at a path; undefined when it does not exist. @throws CloudError for any other answer */
  public async find<T>(path: string): Promise<T | undefined> {
    const { status, body } = await this.reading(path);
    return status === 404 ? undefined : (body as T);
  }

  /**
   * The account of an organization, or else of a user; undefined when there is none. It tells its plan only to its own.
   * @throws CloudError
   */
  public async account(name: string): Promise<LiveAccount | undefined> {
    return (await this.find<LiveAccount>(`/orgs/${name}`)) ?? this.find<LiveAccount>(`/users/${name}`);
  }

  /** A list, whole. @param name key of the list in the answer; undefined when the answer is the list */
  public async list<T>(path: string, name?: string): Promise<T[]> {
    const items: T[] = [];
    for (let page = 1; ; page += 1) {
      const reply = await this.get(
        `${path}${path.includes("?") ? "&" : "?"}per_page=${PER_PAGE}&page=${page}`,
      );
      const { body } = expectJson(reply, `GitHub's GET ${path}`, 200);
      const more = (name === undefined ? body : (body as Record<string, unknown>)[name]) as T[];
      items.push(...more);
      if (more.length < PER_PAGE) return items;
    }
  }

  /**
   * Names of an environment's secrets; undefined when there is no such environment or repository.
   * @throws CloudError for names that would lead elsewhere
   */
  public async environmentSecrets(
    repository: string,
    environment: string,
  ): Promise<LiveGitHubSecret[] | undefined> {
    const path = `/repos/${repositoryPath(repository)}/environments/${segment(environment)}`;
    if (!(await this.has(path))) return undefined;
    return this.list<LiveGitHubSecret>(`${path}/secrets`, "secrets");
  }

  /** The token to call with: GITHUB_TOKEN, or the App's, which is made once. @throws CloudError when there is none */
  public token(): Promise<string> {
    if (this.app !== undefined) {
      this.signedIn ??= installationToken(this.url, this.app);
      return this.signedIn;
    }
    const { GITHUB_TOKEN } = this.env;
    if (GITHUB_TOKEN) return Promise.resolve(GITHUB_TOKEN);
    throw new CloudError("GitHub was not asked: GITHUB_TOKEN is not set");
  }

  private async reading(path: string): Promise<Reply> {
    return expectJson(await this.get(path), `GitHub's GET ${path}`, 200, 404);
  }

  private async ask(path: string): Promise<Reply> {
    const authorization = `Bearer ${await this.token()}`;
    return call(this.url + path, { headers: { authorization, accept: "application/vnd.github+json" } });
  }
}
