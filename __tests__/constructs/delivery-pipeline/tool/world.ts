import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../../../sandbox/cloud/cloud";
import type { App } from "../../../../sandbox/cloud/digitalocean";
import { type RestFace, type RestOptions, sandboxTokens, startRest } from "../../../../sandbox/rest";
import { type AppServer, startApp } from "./app-server";

export const IMAGE = "ghcr.io/lingobot/lingobot";
export const ALERTS = ["DEPLOYMENT_FAILED", "DOMAIN_FAILED", "CPU_UTILIZATION"] as const;

/** LingoBot in a sandbox: its app, repository, REST face and a web server in the app's place. */
export interface World {
  readonly cloud: Cloud;
  readonly app: App;
  /** Digest that the app was created with. */
  readonly first: string;
  readonly server: AppServer;
  readonly rest: RestFace;
  readonly directory: string;
  /** Environment of the tool. */
  readonly env: Readonly<Record<string, string>>;
  /** Sees the path of every call before it is answered. */
  onCall(see: (path: string, method: string) => void): void;
  /** Pushes a new image and gives its digest. */
  push(tag: string): string;
  close(): Promise<void>;
}

/** Makes a world before each test, and closes it afterwards. @param take is given it */
export function worldForEachTest(take: (world: World) => void): void {
  let world: World | undefined;
  beforeEach(async () => {
    world = await createWorld();
    take(world);
  });
  afterEach(async () => {
    await world?.close();
  });
}

/** GitHub as the token of a workflow sees it. */
export function asWorkflow({ cloud }: World) {
  return cloud.github.as({ login: "github-actions[bot]", access: "write", integrationId: 15368 });
}

export async function createWorld(options: RestOptions = {}): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), "platform-tool-"));
  const cloud = Cloud.open(join(directory, "cloud.json"));
  const server = await startApp();
  const first = cloud.images.push(`${IMAGE}:first`);
  const app = cloud.digitalocean.apps.create({ spec: spec(first) });
  createRepository(cloud);
  let see: (path: string, method: string) => void = () => {};
  const rest = await startRest(cloud, {
    liveUrls: { "lingobot-production": server.url },
    retryAfterSeconds: 0,
    observe: ({ path, method }) => see(path, method),
    ...options,
  });
  return {
    cloud,
    app,
    first,
    server,
    rest,
    directory,
    env: environment(rest, app.id),
    onCall: (next) => {
      see = next;
    },
    push: (tag) => cloud.images.push(`${IMAGE}:${tag}`),
    close: async () => {
      await rest.close();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function environment(rest: RestFace, appId: string): Record<string, string> {
  return {
    ...rest.env,
    DO_ACCESS_TOKEN: sandboxTokens.digitalocean,
    DO_APP_ID: appId,
    IMAGE,
    GITHUB_TOKEN: sandboxTokens.workflow,
    GITHUB_REPOSITORY: "lingobot/lingobot",
    GITHUB_RUN_ID: "77",
    PLATFORM_TIME_SCALE: "0.001",
  };
}

function spec(digest: string) {
  return {
    name: "lingobot-production",
    region: "nyc",
    alerts: [{ rule: "DEPLOYMENT_FAILED" }, { rule: "DOMAIN_FAILED" }],
    envs: [{ key: "LQBOT_OPENAI_API_KEY", value: "sk-plain", type: "SECRET", scope: "RUN_TIME" }],
    services: [
      {
        name: "web",
        image: { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", digest },
        instance_size_slug: "apps-s-1vcpu-1gb",
        instance_count: 2,
        http_port: 8081,
        health_check: { http_path: "/health" },
        alerts: [{ rule: "CPU_UTILIZATION", operator: "GREATER_THAN", value: 80, window: "TEN_MINUTES" }],
      },
    ],
    /** A field that no client of this project models: it must survive. */
    inactivity_sleep: { after_seconds: 600 },
  };
}

function createRepository(cloud: Cloud): void {
  const github = cloud.github.as(cloud.github.tokenOwner);
  const [owner, name] = ["lingobot", "lingobot"] as const;
  github.repositories.create(owner, { name, private: true, auto_init: true });
  const team = github.organizations.team(owner, "platform");
  github.access.setTeamPermission(team.id, owner, name, "push");
  github.environments.put(owner, name, "production", {
    wait_timer: 5,
    reviewers: [{ type: "Team", id: team.id }],
    prevent_self_review: true,
    can_admins_bypass: false,
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
  github.environments.addPolicy(owner, name, "production", { name: "main", type: "branch" });
  github.rulesets.create(owner, name, {
    name: "main",
    target: "branch",
    enforcement: "active",
    bypass_actors: [{ actor_id: team.id, actor_type: "Team", bypass_mode: "pull_request" }],
    conditions: { ref_name: { include: ["refs/heads/main"], exclude: [] } },
    rules: [...RULES],
  });
}

export const RULES = [
  { type: "deletion" },
  { type: "non_fast_forward" },
  { type: "required_signatures" },
  {
    type: "code_scanning",
    parameters: {
      code_scanning_tools: [
        { tool: "CodeQL", alerts_threshold: "errors", security_alerts_threshold: "high_or_higher" },
      ],
    },
  },
  {
    type: "pull_request",
    parameters: {
      required_approving_review_count: 1,
      dismiss_stale_reviews_on_push: true,
      require_last_push_approval: true,
      require_code_owner_review: true,
      required_review_thread_resolution: true,
    },
  },
  {
    type: "required_status_checks",
    parameters: {
      strict_required_status_checks_policy: true,
      required_status_checks: [
        { context: "All Pass", integration_id: 15368 },
        { context: "Licenses", integration_id: 57789 },
      ],
    },
  },
] as const;
