import { App as DigitalOceanApp } from "@cdktf/provider-digitalocean/lib/app";
import { Project } from "@cdktf/provider-digitalocean/lib/project";
import { DigitaloceanProvider } from "@cdktf/provider-digitalocean/lib/provider";
import { UptimeAlert } from "@cdktf/provider-digitalocean/lib/uptime-alert";
import { UptimeCheck } from "@cdktf/provider-digitalocean/lib/uptime-check";
import { ActionsEnvironmentSecret } from "@cdktf/provider-github/lib/actions-environment-secret";
import { ActionsEnvironmentVariable } from "@cdktf/provider-github/lib/actions-environment-variable";
import { DataGithubRestApi } from "@cdktf/provider-github/lib/data-github-rest-api";
import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { RepositoryEnvironment } from "@cdktf/provider-github/lib/repository-environment";
import { RepositoryEnvironmentDeploymentPolicy } from "@cdktf/provider-github/lib/repository-environment-deployment-policy";
import {
  type App,
  Fn,
  S3Backend,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from "cdktf";
import {
  APP_SECRETS,
  NO_TOKEN,
  PLACEHOLDER_GUARD,
  TOKEN_FORM,
  TOKEN_SECRET,
  UPTIME_ALERT_SECRETS,
} from "./placeholder-conditions";

const EMAILS = ["platform@lingobot.example"];
/** What an environment's app must ignore for an empty plan after an apply. */
const IGNORED = [
  "spec[0].env",
  "spec[0].alert[0].destinations",
  "spec[0].alert[1].destinations",
  "spec[0].service[0].alert[0].destinations",
  "spec[0].service[0].alert[1].destinations",
  "spec[0].service[0].alert[2].destinations",
  "spec[0].service[0].image[0].tag",
  "spec[0].service[0].image[0].digest",
  "spec[0].service[0].image[0].registry_credentials",
];
const VALUES_GIVEN =
  '${nonsensitive(alltrue([for value in [var.DO_ACCESS_TOKEN, var.GHCR_PULL_CREDENTIAL, var.LQBOT_ELEVENLABS_API_KEY, var.LQBOT_GROK_API_KEY, var.LQBOT_OPENAI_API_KEY] : value != ""]))}';
const VALUES_MISSING =
  'secrets without a value: export ${nonsensitive(join(", ", [for name, value in {TF_VAR_DO_ACCESS_TOKEN = var.DO_ACCESS_TOKEN, TF_VAR_GHCR_PULL_CREDENTIAL = var.GHCR_PULL_CREDENTIAL, TF_VAR_LQBOT_ELEVENLABS_API_KEY = var.LQBOT_ELEVENLABS_API_KEY, TF_VAR_LQBOT_GROK_API_KEY = var.LQBOT_GROK_API_KEY, TF_VAR_LQBOT_OPENAI_API_KEY = var.LQBOT_OPENAI_API_KEY} : name if value == ""]))}';
const SECRETS = ["LQBOT_ELEVENLABS_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_OPENAI_API_KEY"];

/** The resources of one of our environment stacks, written by hand with cdktf and nothing else: the baseline. */
export function bareEnvironment(app: App, name: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  bareTerraform(stack, name);
  const variables = Object.fromEntries(
    [...SECRETS, "DO_ACCESS_TOKEN", "GHCR_PULL_CREDENTIAL"].map((key) => {
      const description = `Secret; set TF_VAR_${key}.`;
      const variable = { type: "string", sensitive: true, nullable: false, default: "", description };
      return [key, new TerraformVariable(stack, key, variable).stringValue];
    }),
  );
  const found = '${try(lower(jsondecode(self.body).full_name), "") == "lingobot/lingobot"}';
  const missing = "repository lingobot/lingobot not found: run `cdktf deploy repository` first";
  const lookup = new DataGithubRestApi(stack, "Repository", {
    endpoint: "repos/lingobot/lingobot",
    lifecycle: {
      precondition: [{ condition: VALUES_GIVEN, errorMessage: VALUES_MISSING }],
      postcondition: [{ condition: found, errorMessage: missing }],
    },
  });
  const repository = Fn.try([Fn.lookup(Fn.jsondecode(lookup.body), "name"), "lingobot"]);
  const digitalOceanApp = bareApp(stack, name, variables, lookup);
  bareKeeper(stack, digitalOceanApp);
  bareWatch(stack, name, digitalOceanApp);
  bareDeployment(stack, name, repository, digitalOceanApp, variables);
  return stack;
}

function bareKeeper(stack: TerraformStack, app: DigitalOceanApp): void {
  const terraformResourceType = "terraform_data";
  const kept = new TerraformResource(stack, "Same", {
    terraformResourceType,
    lifecycle: { preventDestroy: true },
  });
  kept.addOverride("triggers_replace", [app.id]);
}

function bareTerraform(stack: TerraformStack, name: string): void {
  new DigitaloceanProvider(stack, "DigitalOcean", {});
  new GithubProvider(stack, "GitHub", { owner: "lingobot" });
  new S3Backend(stack, {
    bucket: "lingobot-terraform-state",
    key: `${name}/terraform.tfstate`,
    region: "us-east-1",
    endpoints: { s3: "https://nyc3.digitaloceanspaces.com" },
    skipCredentialsValidation: true,
    skipMetadataApiCheck: true,
    skipRegionValidation: true,
    skipRequestingAccountId: true,
    skipS3Checksum: true,
  });
  stack.addOverride("terraform.backend.s3.use_lockfile", true);
  stack.addOverride("terraform.required_version", ">= 1.10.0");
  stack.addOverride("terraform.required_providers.digitalocean.version", "2.71.0");
  stack.addOverride("terraform.required_providers.github.version", "6.9.0");
}

function bareApp(
  stack: TerraformStack,
  name: string,
  variables: Record<string, string>,
  lookup: DataGithubRestApi,
): DigitalOceanApp {
  const destinations = { emails: EMAILS };
  const measure = { disabled: false, operator: "GREATER_THAN", destinations };
  const credential = '${nonsensitive(can(regex("^[^: ]+:[^ ]+$", var.GHCR_PULL_CREDENTIAL)))}';
  const malformed = "GHCR_PULL_CREDENTIAL must be username:token: correct TF_VAR_GHCR_PULL_CREDENTIAL.";
  const plain = {
    LQBOT_ENVIRONMENT: name,
    LQBOT_LLM_PROVIDER: "openai",
    LQBOT_LOG_LEVEL: "DEBUG",
  };
  const app = new DigitalOceanApp(stack, "App", {
    dependsOn: [lookup],
    lifecycle: {
      preventDestroy: true,
      ignoreChanges: IGNORED,
      precondition: [{ condition: credential, errorMessage: malformed }],
      postcondition: [{ condition: APP_SECRETS, errorMessage: PLACEHOLDER_GUARD }],
    },
    spec: {
      name: `lingobot-${name}`,
      region: "nyc",
      disableEdgeCache: false,
      disableEmailObfuscation: false,
      enhancedThreatControlEnabled: false,
      ingress: { rule: [{ match: { path: { prefix: "/" } }, component: { name: "api" } }] },
      alert: ["DEPLOYMENT_FAILED", "DOMAIN_FAILED"].map((rule) => ({ rule, disabled: false, destinations })),
      env: SECRETS.map((key) => ({ key, scope: "RUN_TIME", type: "SECRET", value: variables[key] ?? "" })),
      service: [
        {
          name: "api",
          httpPort: 8081,
          instanceCount: 1,
          instanceSizeSlug: "apps-s-1vcpu-0.5gb",
          alert: [
            { ...measure, rule: "CPU_UTILIZATION", value: 80, window: "FIVE_MINUTES" },
            { ...measure, rule: "MEM_UTILIZATION", value: 80, window: "FIVE_MINUTES" },
            { ...measure, rule: "RESTART_COUNT", value: 3, window: "TEN_MINUTES" },
          ],
          env: Object.entries(plain).map(([key, value]) => ({
            key,
            scope: "RUN_TIME",
            type: "GENERAL",
            value,
          })),
          healthCheck: {
            httpPath: "/health",
            initialDelaySeconds: 10,
            periodSeconds: 10,
            timeoutSeconds: 5,
            successThreshold: 1,
            failureThreshold: 6,
          },
          image: {
            registryType: "GHCR",
            registry: "lingobot",
            repository: "lingobot",
            tag: `${name}-latest`,
            registryCredentials: variables.GHCR_PULL_CREDENTIAL ?? "",
          },
        },
      ],
    },
  });
  new Project(stack, "Project", {
    name: `lingobot-${name}`,
    description: `lingobot, environment ${name}`,
    purpose: "Web Application",
    environment: "Development",
    resources: [app.urn],
    timeouts: { delete: "10m" },
  });
  return app;
}

function bareWatch(stack: TerraformStack, name: string, app: DigitalOceanApp): void {
  const check = `lingobot-${name}-health`;
  const { id: checkId } = new UptimeCheck(stack, "Health", {
    name: check,
    target: `${app.liveUrl}/health`,
    type: "https",
    enabled: true,
    regions: ["eu_west", "us_east"],
  });
  const common = {
    checkId,
    notifications: [{ email: EMAILS }],
    lifecycle: { postcondition: [{ condition: UPTIME_ALERT_SECRETS, errorMessage: PLACEHOLDER_GUARD }] },
  };
  new UptimeAlert(stack, "Down", { ...common, name: `${check} is down`, type: "down", period: "2m" });
  new UptimeAlert(stack, "Latency", {
    ...common,
    name: `${check} is slow`,
    type: "latency",
    period: "5m",
    comparison: "greater_than",
    threshold: 1000,
  });
  new UptimeAlert(stack, "Certificate", {
    ...common,
    name: `${check} certificate expires`,
    type: "ssl_expiry",
    period: "1h",
    comparison: "less_than",
    threshold: 14,
  });
}

function bareDeployment(
  stack: TerraformStack,
  name: string,
  repository: string,
  app: DigitalOceanApp,
  variables: Record<string, string>,
): void {
  const made = new RepositoryEnvironment(stack, "Environment", {
    repository,
    environment: name,
    canAdminsBypass: false,
    preventSelfReview: false,
    deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
  });
  const place = { repository, environment: made.environment };
  const replaceTriggeredBy = [`${made.terraformResourceType}.${made.friendlyUniqueId}.id`];
  new RepositoryEnvironmentDeploymentPolicy(stack, "Policy", {
    ...place,
    branchPattern: "develop",
    lifecycle: { ignoreChanges: ["repository", "environment"], replaceTriggeredBy },
  });
  new ActionsEnvironmentSecret(stack, "Token", {
    ...place,
    secretName: "DO_ACCESS_TOKEN",
    plaintextValue: variables.DO_ACCESS_TOKEN ?? "",
    lifecycle: {
      ignoreChanges: ["plaintext_value"],
      precondition: [{ condition: TOKEN_FORM, errorMessage: NO_TOKEN }],
      postcondition: [{ condition: TOKEN_SECRET, errorMessage: PLACEHOLDER_GUARD }],
    },
  });
  const suffix = name.toUpperCase().replaceAll("-", "_");
  new ActionsEnvironmentSecret(stack, "AppId", {
    ...place,
    secretName: `DO_APP_ID_${suffix}`,
    plaintextValue: app.id,
  });
  new ActionsEnvironmentVariable(stack, "Url", {
    ...place,
    variableName: "APP_URL",
    value: app.liveUrl,
    lifecycle: { replaceTriggeredBy },
  });
  new TerraformOutput(stack, "app_id", { value: app.id, description: "Identifier of the app." });
  new TerraformOutput(stack, "url", { value: app.liveUrl, description: "Address of the app." });
  const description = "USD per month, at least and at most.";
  new TerraformOutput(stack, "monthly_price", { value: "$5", description });
}
