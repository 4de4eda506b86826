import { CloudError, call, expectJson, expectStatus, type Reply, segment } from "./http";

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
  readonly envs?: readonly LiveVariable[];
  readonly instance_count?: number;
  readonly instance_size_slug?: string;
  readonly autoscaling?: unknown;
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
  /** @default - not told */
  readonly progress?: { readonly success_steps?: number; readonly total_steps?: number };
}

/** An app. */
export interface LiveApp {
  readonly id: string;
  readonly spec: LiveSpec;
  /** Empty or left out until a deployment was ACTIVE. */
  readonly live_url?: string;
  readonly default_ingress?: string;
  readonly active_deployment?: LiveDeployment;
  readonly in_progress_deployment?: LiveDeployment;
  readonly pending_deployment?: LiveDeployment;
  readonly pinned_deployment?: LiveDeployment;
}

/** Whom an alert tells. */
export interface LiveDestinations {
  readonly emails?: readonly string[];
  readonly slack_webhooks?: readonly { readonly channel: string; readonly url: string }[];
}

/** An alert of an app, or of one of its components. */
export interface LiveAlert extends LiveDestinations {
  readonly id: string;
  /** @default - the app's own */
  readonly component_name?: string;
  readonly spec: { readonly rule: string };
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
    const answer = call(this.url + path, { headers: this.headers });
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
    return this.pages<LiveDeployment>(`/v2/apps/${segment(app)}/deployments`, "deployments");
  }

  /** The newest deployment of an app; undefined when it has none. */
  public async newestDeployment(app: string): Promise<LiveDeployment | undefined> {
    const path = `/v2/apps/${segment(app)}/deployments`;
    const reply = await this.get(`${path}?page=1&per_page=1`);
    const { body } = expectJson(reply, `DigitalOcean's GET ${path}`, 200);
    return (body as { deployments?: readonly LiveDeployment[] }).deployments?.[0];
  }

  /** The alerts of an app and of its components, with whom they tell. */
  public async alerts(app: string): Promise<readonly LiveAlert[]> {
    const path = `/v2/apps/${segment(app)}/alerts`;
    const { body } = expectJson(await this.get(path), `DigitalOcean's GET ${path}`, 200);
    return (body as { alerts?: readonly LiveAlert[] }).alerts ?? [];
  }

  /** Has an alert tell these, and nobody else. What was asked before is asked anew afterwards. */
  public async setAlertDestinations(app: string, alert: string, body: LiveDestinations): Promise<void> {
    const path = `/v2/apps/${segment(app)}/alerts/${segment(alert)}/destinations`;
    const reply = await call(this.url + path, { method: "POST", headers: this.headers, body });
    this.answers.clear();
    expectStatus(reply, `DigitalOcean's POST ${path}`, 200);
  }

  /** The e-mail address of the account, which new alerts tell. */
  public async accountEmail(): Promise<string> {
    const { body } = expectJson(await this.get("/v2/account"), "DigitalOcean's GET /v2/account", 200);
    return (body as { account: { email: string } }).account.email;
  }

  /** The account's container registries. */
  public registries(): Promise<{ readonly name: string }[]> {
    return this.pages<{ readonly name: string }>("/v2/registries", "registries");
  }

  /** Tags of a repository; none when there is no such repository. */
  public async imageTags(registry: string, repository: string): Promise<LiveImageTag[]> {
    const path = `/v2/registries/${segment(registry)}/repositories/${segment(repository)}/tags`;
    if ((await this.get(`${path}?page=1&per_page=${PER_PAGE}`)).status === 404) return [];
    return this.pages<LiveImageTag>(path, "tags");
  }

  /** A list, whole. @param name key of the list in the answer */
  public async pages<T>(path: string, name: string): Promise<T[]> {
    const items: T[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const reply = await this.get(`${path}?page=${page}&per_page=${PER_PAGE}`);
      const { body } = expectJson(reply, `DigitalOcean's GET ${path}`, 200);
      const more = (body as Record<string, T[] | undefined>)[name] ?? [];
      items.push(...more);
      if (more.length < PER_PAGE) return items;
    }
    throw new CloudError(`DigitalOcean's GET ${path} has more than ${MOST_PAGES * PER_PAGE} entries`);
  }

  private get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
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
