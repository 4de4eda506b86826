import { CloudError, call, expectStatus, type Reply } from "./http";

/** An environment variable of an app, as the API shows it: SECRETs as `EV[…]`. */
export interface LiveVariable {
  readonly key: string;
  readonly value?: string;
  readonly scope?: string;
  readonly type?: string;
}

/** The image of a component, as the API shows it. */
export interface LiveImage {
  readonly registry_type?: string;
  readonly registry?: string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly registry_credentials?: string;
}

/** A component of an app. */
export interface LiveComponent {
  readonly name: string;
  readonly image?: LiveImage;
}

/** The spec of an app, as far as it is read here. */
export interface LiveSpec {
  readonly name: string;
  readonly envs?: readonly LiveVariable[];
  readonly services?: readonly LiveComponent[];
  readonly workers?: readonly LiveComponent[];
  readonly jobs?: readonly LiveComponent[];
}

/** A deployment of an app. */
export interface LiveDeployment {
  readonly id: string;
  readonly phase: string;
  readonly created_at: string;
  readonly spec: LiveSpec;
}

/** An app. */
export interface LiveApp {
  readonly id: string;
  readonly spec: LiveSpec;
  readonly in_progress_deployment?: LiveDeployment;
  readonly pending_deployment?: LiveDeployment;
  readonly pinned_deployment?: LiveDeployment;
}

/** A tag of an image in a container registry. */
export interface LiveImageTag {
  readonly tag: string;
  readonly manifest_digest: string;
}

const PER_PAGE = 100;
const MOST_PAGES = 20;

/** DigitalOcean's API, as far as it is asked here. Each question is asked once. */
export class DigitalOcean {
  private readonly url: string;
  private readonly answers = new Map<string, Promise<Reply>>();

  /** Where and who: DIGITALOCEAN_API_URL, DIGITALOCEAN_TOKEN. */
  public constructor(private readonly env: NodeJS.ProcessEnv) {
    this.url = (env.DIGITALOCEAN_API_URL ?? "https://api.digitalocean.com").replace(/\/+$/, "");
  }

  public get hasToken(): boolean {
    return this.token !== "";
  }

  /** Asks one thing. @throws CloudError when there is no answer */
  public get(path: string): Promise<Reply> {
    const known = this.answers.get(path);
    if (known !== undefined) return known;
    const answer = call(this.url + path, { headers: { authorization: `Bearer ${this.token}` } });
    this.answers.set(path, answer);
    return answer;
  }

  /** The app of this name; undefined when the account has none. */
  public async app(name: string): Promise<LiveApp | undefined> {
    return (await this.apps()).find(({ spec }) => spec.name === name);
  }

  /** All apps of the account. */
  public apps(): Promise<LiveApp[]> {
    return this.pages<LiveApp>("/v2/apps", "apps");
  }

  /** Deployments of an app, newest first; no more than the API keeps. */
  public deployments(app: string): Promise<LiveDeployment[]> {
    return this.pages<LiveDeployment>(`/v2/apps/${app}/deployments`, "deployments");
  }

  /** The account's container registries. */
  public registries(): Promise<{ readonly name: string }[]> {
    return this.pages<{ readonly name: string }>("/v2/registries", "registries");
  }

  /** Tags of a repository; none when there is no such repository. */
  public async imageTags(registry: string, repository: string): Promise<LiveImageTag[]> {
    const path = `/v2/registries/${registry}/repositories/${encodeURIComponent(repository)}/tags`;
    if ((await this.get(`${path}?page=1&per_page=${PER_PAGE}`)).status === 404) return [];
    return this.pages<LiveImageTag>(path, "tags");
  }

  /** A list, whole. @param name key of the list in the answer */
  public async pages<T>(path: string, name: string): Promise<T[]> {
    const items: T[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const reply = await this.get(`${path}?page=${page}&per_page=${PER_PAGE}`);
      const { body } = expectStatus(reply, `DigitalOcean's GET ${path}`, 200);
      const more = (body as Record<string, T[] | undefined>)[name] ?? [];
      items.push(...more);
      if (more.length < PER_PAGE) return items;
    }
    throw new CloudError(`DigitalOcean's GET ${path} has more than ${MOST_PAGES * PER_PAGE} entries`);
  }

  private get token(): string {
    return this.env.DIGITALOCEAN_TOKEN || this.env.DIGITALOCEAN_ACCESS_TOKEN || "";
  }
}

/** Services, workers and jobs of an app; none of an app that does not exist. */
export function liveComponents(app: { readonly spec: LiveSpec } | undefined): readonly LiveComponent[] {
  const { services = [], workers = [], jobs = [] } = app?.spec ?? {};
  return [...services, ...workers, ...jobs];
}
