import { InstanceSize, NotificationTarget, Python, RemoteState, Scaling, Secret } from "./constructs";
import type { PolicySettings } from "./policies";
import type { PlatformSettings } from "./stacks";

const secretNames = ["LQBOT_OPENAI_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_ELEVENLABS_API_KEY"];
const secrets = secretNames.map(Secret.named);
const notify = [NotificationTarget.email("platform@lingobot.example")];

/** LingoBot as its team sees it: the one file to edit. */
export const lingobot: PlatformSettings = {
  name: "lingobot",
  state: RemoteState.spaces({ bucket: "lingobot-terraform-state", region: "nyc3" }),
  github: {
    owner: "lingobot",
    repository: "lingobot",
    plan: "enterprise",
    visibility: "private",
    securityProducts: ["secret-protection", "code-security"],
    description: "LingoBot, a language-learning bot",
    topics: ["fastapi", "python"],
    teams: { platform: "maintain", developers: "push" },
  },
  pipeline: {
    language: Python.uv({ application: "lingobot.main:app" }),
    updatesBranch: "develop",
    localEnvironment: {
      variables: { LQBOT_ENVIRONMENT: "local", LQBOT_LOG_LEVEL: "DEBUG", LQBOT_LLM_PROVIDER: "openai" },
      secrets: secretNames,
    },
    codeOwners: { "/.github/": ["@lingobot/platform"], "/Dockerfile": ["@lingobot/platform"] },
  },
  environments: [
    {
      name: "staging",
      branch: "staging",
      size: InstanceSize.XXS,
      variables: { LQBOT_ENVIRONMENT: "staging", LQBOT_LOG_LEVEL: "DEBUG", LQBOT_LLM_PROVIDER: "openai" },
      secrets,
      delivery: { smokePaths: ["/health"] },
      notify,
      monthlyBudget: 5,
    },
    {
      name: "production",
      branch: "main",
      size: InstanceSize.XS,
      scaling: Scaling.fixed(2),
      variables: { LQBOT_ENVIRONMENT: "production", LQBOT_LOG_LEVEL: "INFO", LQBOT_LLM_PROVIDER: "openai" },
      secrets,
      approval: { teams: ["platform"] },
      delivery: {
        movingTags: ["production-latest", "latest"],
        commitTagPrefix: "prod-",
        promoteFrom: "staging",
        smokePaths: ["/health", "/docs"],
        monitor: {},
      },
      notify,
      monthlyBudget: 24,
    },
  ],
};

/** What LingoBot's team adds to the platform's policies, and what it is excused from: see docs/policies.md. */
export const policies: PolicySettings = { everywhere: ["health-check"] };
