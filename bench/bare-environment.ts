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
import { type App, Fn, S3Backend, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";

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
const SECRETS = ["LQBOT_ELEVENLABS_API_KEY", "LQBOT_GROK_API_KEY", "LQBOT_OPENAI_API_KEY"];

/** The resources of one of our environment stacks, written by hand with cdktf and nothing else: the baseline. */
export function bareEnvironment(app: App, name: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  new DigitaloceanProvider(stack, "DigitalOcean", {});
  new GithubProvider(stack, "GitHub", { owner: "lingobot" });
  new S3Backend(stack, { bucket: "lingobot-terraform-state", key: `${name}.tfstate`, region: "us-east-1" });
  stack.addOverride("terraform.required_version", ">= 1.10.0");
  const variables = Object.fromEntries(
    [...SECRETS, "DO_ACCESS_TOKEN", "GHCR_PULL_CREDENTIAL"].map((key) => [
      key,
      new TerraformVariable(stack, key, { type: "string", sensitive: true, nullable: false }).stringValue,
    ]),
  );
  const found = '${try(lower(jsondecode(self.body).full_name), "") == "lingobot/lingobot"}';
  const lookup = new DataGithubRestApi(stack, "Repository", {
    endpoint: "repos/lingobot/lingobot",
    lifecycle: { postcondition: [{ condition: found, errorMessage: "the repository was not found" }] },
  });
  const repository = Fn.try([Fn.lookup(Fn.jsondecode(lookup.body), "name"), "lingobot"]);
  const digitalOceanApp = bareApp(stack, name, variables, lookup);
  bareWatch(stack, name, digitalOceanApp);
  bareDeployment(stack, name, repository, digitalOceanApp, variables);
  return stack;
}

function bareApp(
  stack: TerraformStack,
  name: string,
  variables: Record<string, string>,
  lookup: DataGithubRestApi,
): DigitalOceanApp {
  const destinations = { emails: EMAILS };
  const measure = { disabled: false, operator: "GREATER_THAN", destinations };
  const app = new DigitalOceanApp(stack, "App", {
    dependsOn: [lookup],
    lifecycle: { preventDestroy: true, ignoreChanges: IGNORED },
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
          env: ["LQBOT_ENVIRONMENT", "LQBOT_LLM_PROVIDER", "LQBOT_LOG_LEVEL"].map((key) => ({
            key,
            scope: "RUN_TIME",
            type: "GENERAL",
            value: name,
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
  const projectName = `lingobot-${name}`;
  new Project(stack, "Project", { name: projectName, environment: "Development", resources: [app.urn] });
  return app;
}

function bareWatch(stack: TerraformStack, name: string, app: DigitalOceanApp): void {
  const target = `${app.liveUrl}/health`;
  const check = new UptimeCheck(stack, "Health", {
    name,
    target,
    type: "https",
    regions: ["eu_west", "us_east"],
  });
  for (const type of ["down", "latency", "ssl_expiry"])
    new UptimeAlert(stack, type, {
      name: `${name} ${type}`,
      checkId: check.id,
      type,
      period: "5m",
      notifications: [{ email: EMAILS }],
    });
}

function bareDeployment(
  stack: TerraformStack,
  name: string,
  repository: string,
  app: DigitalOceanApp,
  variables: Record<string, string>,
): void {
  const { environment } = new RepositoryEnvironment(stack, "Environment", {
    repository,
    environment: name,
    deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
  });
  const place = { repository, environment };
  new RepositoryEnvironmentDeploymentPolicy(stack, "Policy", { ...place, branchPattern: name });
  const token = variables.DO_ACCESS_TOKEN ?? "";
  new ActionsEnvironmentSecret(stack, "Token", {
    ...place,
    secretName: "DO_ACCESS_TOKEN",
    plaintextValue: token,
  });
  new ActionsEnvironmentSecret(stack, "AppId", { ...place, secretName: "DO_APP_ID", plaintextValue: app.id });
  new ActionsEnvironmentVariable(stack, "Url", { ...place, variableName: "APP_URL", value: app.liveUrl });
  new TerraformOutput(stack, "app_id", { value: app.id });
  new TerraformOutput(stack, "url", { value: app.liveUrl });
  new TerraformOutput(stack, "monthly_price", { value: "$5" });
}
