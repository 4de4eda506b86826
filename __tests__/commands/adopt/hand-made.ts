import { CLASSIC_PROTECTION } from "../../sandbox/cloud/github/classic-protection";
import type { ExistingThings } from "./existing";

const PULL = "sandbox:sandbox-pull-token";

const IMAGE = {
  registry_type: "GHCR",
  registry: "lingobot",
  repository: "chatty-image",
  tag: "v7",
  registry_credentials: PULL,
};

/** A repository, an environment and an app as somebody made them who never saw this project. @returns the app's id */
export async function makeByHand(things: ExistingThings): Promise<string> {
  const bound: Bound = { cloud: things.cloud, call: things.call.bind(things) };
  await makeRepository(bound);
  const app = await makeApp(bound);
  await makeEnvironment(bound);
  return app;
}

async function makeRepository({ call, cloud }: Bound): Promise<void> {
  await call("POST", "/orgs/lingobot/repos", {
    name: "chatty",
    private: true,
    auto_init: true,
    description: "Chats",
  });
  await call("PATCH", "/repos/lingobot/chatty", {
    has_wiki: true,
    homepage: "https://chatty.example",
    delete_branch_on_merge: false,
    allow_rebase_merge: true,
  });
  await call("POST", "/repos/lingobot/chatty/labels", {
    name: "urgent",
    color: "ff0000",
    description: "now",
  });
  await call("POST", "/repos/lingobot/chatty/rulesets", {
    name: "guard the trunk",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["refs/heads/main"], exclude: [] } },
    bypass_actors: [],
    rules: [
      { type: "deletion" },
      { type: "non_fast_forward" },
      {
        type: "pull_request",
        parameters: {
          required_approving_review_count: 2,
          dismiss_stale_reviews_on_push: false,
          require_code_owner_review: true,
          require_last_push_approval: false,
          required_review_thread_resolution: true,
        },
      },
      {
        type: "required_status_checks",
        parameters: {
          strict_required_status_checks_policy: true,
          required_status_checks: [{ context: "build", integration_id: 15368 }],
        },
      },
    ],
  });
  await call("POST", "/repos/lingobot/chatty/rulesets", {
    name: "nobody pushes to old",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["refs/heads/old/*"], exclude: [] } },
    bypass_actors: [],
    rules: [{ type: "update" }],
  });
  const { access, organizations, branchProtections, integrations, secrets } = cloud.github.as(
    cloud.github.tokenOwner,
  );
  branchProtections.create("lingobot", "chatty", CLASSIC_PROTECTION);
  integrations.createHook("lingobot", "chatty", {
    active: true,
    events: ["push"],
    config: { url: "https://ci.example/hook?token=hush", content_type: "json", insecure_ssl: "0" },
  });
  integrations.createKey("lingobot", "chatty", {
    title: "the old server",
    key: "ssh-ed25519 AAAA old",
    read_only: false,
  });
  secrets.put({ owner: "lingobot", repository: "chatty" }, "PYPI_TOKEN", "hush");
  await call("PUT", "/repos/lingobot/chatty/environments/preview", {});
  access.setTeamPermission(organizations.team("lingobot", "platform").id, "lingobot", "chatty", "admin");
  access.addCollaborator("lingobot", "chatty", "octocat", "triage");
}

async function makeApp({ call, cloud }: Bound): Promise<string> {
  cloud.images.push("ghcr.io/lingobot/chatty-image:v7", { pullCredential: PULL });
  const { app } = await call<{ app: { id: string } }>("POST", "/v2/apps", {
    spec: {
      name: "chatty-prod",
      region: "fra",
      services: [
        {
          name: "web",
          instance_size_slug: "apps-d-1vcpu-1gb",
          autoscaling: { min_instance_count: 2, max_instance_count: 4, metrics: { cpu: { percent: 70 } } },
          http_port: 3000,
          image: IMAGE,
          envs: [
            { key: "GREETING", value: 'say "hi" ${APP_URL}' },
            { key: "MODE", value: "live" },
          ],
          health_check: {
            http_path: "/ping",
            period_seconds: 20,
            timeout_seconds: 3,
            success_threshold: 1,
            failure_threshold: 3,
            initial_delay_seconds: 5,
          },
          alerts: [{ rule: "MEM_UTILIZATION", operator: "GREATER_THAN", value: 90, window: "TEN_MINUTES" }],
        },
      ],
      workers: [
        {
          name: "queue",
          instance_size_slug: "apps-s-1vcpu-1gb",
          instance_count: 2,
          run_command: "work --fast",
          image: IMAGE,
          envs: [
            { key: "GREETING", value: 'say "hi" ${APP_URL}' },
            { key: "MODE", value: "slow" },
          ],
        },
      ],
      jobs: [
        {
          name: "migrate",
          kind: "PRE_DEPLOY",
          instance_size_slug: "apps-d-1vcpu-1gb",
          instance_count: 1,
          image: IMAGE,
          envs: [
            { key: "GREETING", value: 'say "hi" ${APP_URL}' },
            { key: "MODE", value: "live" },
          ],
        },
      ],
      envs: [{ key: "API_KEY", value: "hush", type: "SECRET", scope: "RUN_TIME" }],
      alerts: [{ rule: "DOMAIN_FAILED" }, { rule: "DEPLOYMENT_FAILED" }],
      domains: [{ domain: "chatty.example", type: "PRIMARY" }],
    },
  });
  const { project } = await call<{ project: { id: string } }>("POST", "/v2/projects", {
    name: "Chatty, live",
    purpose: "Chatting",
    environment: "Production",
    description: "what people chat with",
  });
  await call("POST", `/v2/projects/${project.id}/resources`, { resources: [`do:app:${app.id}`] });
  const { check } = await call<{ check: { id: string } }>("POST", "/v2/uptime/checks", {
    name: "is it up",
    type: "https",
    target: "https://chatty.example/ping",
    regions: ["us_west"],
    enabled: true,
  });
  await call("POST", `/v2/uptime/checks/${check.id}/alerts`, {
    name: "all of it is down",
    type: "down_global",
    period: "3m",
    notifications: {
      email: ["ops@lingobot.example"],
      slack: [{ channel: "#ops", url: "https://hooks.slack.com/services/T1/B1/real" }],
    },
  });
  return app.id;
}

async function makeEnvironment({ call, cloud }: Bound): Promise<void> {
  const github = cloud.github.as(cloud.github.tokenOwner);
  const platform = github.organizations.team("lingobot", "platform").id;
  await call("PUT", "/repos/lingobot/chatty/environments/live", {
    wait_timer: 5,
    prevent_self_review: true,
    reviewers: [{ type: "Team", id: platform }],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
  await call("POST", "/repos/lingobot/chatty/environments/live/deployment-branch-policies", { name: "main" });
  await call("POST", "/repos/lingobot/chatty/environments/live/deployment-branch-policies", {
    name: "v*",
    type: "tag",
  });
  const place = { owner: "lingobot", repository: "chatty", environment: "live" };
  github.secrets.put(place, "DEPLOY_KEY", "hush");
  github.variables.create(place, "COLOUR", "blue");
}

type Bound = Pick<ExistingThings, "call" | "cloud">;
