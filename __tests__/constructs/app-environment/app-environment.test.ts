import { App, TerraformResource, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { InstanceSize, Maintenance, Scaling, Secret } from "../../../constructs/app-environment";
import { ContainerRegistry } from "../../../constructs/container-registry";
import { onlyResource, resolved, resourcesOf, synthesize, testStack } from "../synthesize";
import { appOf, first, lingobot, serviceOf, specOf, stack } from "./lingobot";

const OPENAI = Secret.named("LQBOT_OPENAI_API_KEY");
const GROK = Secret.named("LQBOT_GROK_API_KEY");

describe("an app of nothing but its defaults", () => {
  test("sets everything that the API would fill in", () => {
    expect(specOf()).toEqual({
      name: "lingobot-staging",
      region: "fra",
      alert: [
        { rule: "DEPLOYMENT_FAILED", disabled: false },
        { rule: "DOMAIN_FAILED", disabled: false },
      ],
      disable_edge_cache: false,
      disable_email_obfuscation: false,
      enhanced_threat_control_enabled: false,
      ingress: { rule: [{ match: { path: { prefix: "/" } }, component: { name: "api" } }] },
      service: [
        {
          name: "api",
          instance_size_slug: "apps-s-1vcpu-1gb",
          instance_count: 1,
          http_port: 8081,
          image: {
            registry_type: "GHCR",
            registry: "lingobot",
            repository: "lingobot",
            tag: "staging-latest",
          },
          health_check: {
            http_path: "/health",
            initial_delay_seconds: 10,
            period_seconds: 10,
            timeout_seconds: 5,
            success_threshold: 1,
            failure_threshold: 6,
          },
        },
      ],
    });
  });

  test("is protected from deletion, and leaves the running image to the pipeline", () => {
    const scope = stack();
    lingobot(scope);
    expect(appOf(scope).lifecycle).toEqual({
      prevent_destroy: true,
      ignore_changes: [
        "spec[0].env",
        "spec[0].service[0].image[0].tag",
        "spec[0].service[0].image[0].digest",
      ],
    });
  });

  test("keeps its Terraform address", () => {
    const scope = stack();
    lingobot(scope, { project: { name: "LingoBot staging", environment: "staging" } });
    const json = synthesize(scope);
    expect(Object.keys(json.resource?.digitalocean_app ?? {})).toEqual(["App_F1B96344"]);
    expect(Object.keys(json.resource?.digitalocean_project ?? {})).toEqual(["App_Project_3E86E6E3"]);
  });
});

test("without deletion protection, nothing prevents the deletion", () => {
  const scope = stack();
  lingobot(scope, { deletionProtection: false });
  expect(appOf(scope).lifecycle).not.toHaveProperty("prevent_destroy");
});

describe("scaling", () => {
  test("a fixed number is the instance count", () => {
    expect(serviceOf({ scaling: Scaling.fixed(2) })).toMatchObject({ instance_count: 2 });
  });

  test("on CPU, the instance count is left out, which the API demands", () => {
    const service = serviceOf({
      size: InstanceSize.DEDICATED_1VCPU_1GB,
      scaling: Scaling.onCpu({ min: 2, max: 5, percent: 70 }),
    });
    expect(service).not.toHaveProperty("instance_count");
    expect(service.autoscaling).toEqual({
      min_instance_count: 2,
      max_instance_count: 5,
      metrics: { cpu: { percent: 70 } },
    });
  });
});

describe("variables and secrets", () => {
  test("plain variables stand at the component, sorted by key", () => {
    const service = serviceOf({ variables: { LQBOT_LOG_LEVEL: "DEBUG", LQBOT_ENVIRONMENT: "staging" } });
    expect(service.env).toEqual([
      { key: "LQBOT_ENVIRONMENT", value: "staging", scope: "RUN_TIME", type: "GENERAL" },
      { key: "LQBOT_LOG_LEVEL", value: "DEBUG", scope: "RUN_TIME", type: "GENERAL" },
    ]);
  });

  test("secrets stand at the app, sorted by key, as sensitive variables without a default", () => {
    const scope = stack();
    lingobot(scope, { secrets: [OPENAI, GROK] });
    const json = synthesize(scope);
    expect(onlyResource(json, "digitalocean_app").spec).toMatchObject({
      env: [
        { key: "LQBOT_GROK_API_KEY", value: `\${var.LQBOT_GROK_API_KEY}`, scope: "RUN_TIME", type: "SECRET" },
        {
          key: "LQBOT_OPENAI_API_KEY",
          value: `\${var.LQBOT_OPENAI_API_KEY}`,
          scope: "RUN_TIME",
          type: "SECRET",
        },
      ],
    });
    expect(json.variable).toMatchObject({
      LQBOT_OPENAI_API_KEY: { type: "string", sensitive: true, nullable: false },
      LQBOT_GROK_API_KEY: { type: "string", sensitive: true },
    });
    expect(json.variable?.LQBOT_OPENAI_API_KEY).not.toHaveProperty("default");
  });

  test("a secret may have another key in the app, and is one variable for two apps of a stack", () => {
    const scope = stack();
    lingobot(scope).addSecret(OPENAI, { key: "OPENAI_API_KEY" });
    expect(resolved(scope, OPENAI.in(scope))).toBe(`\${var.LQBOT_OPENAI_API_KEY}`);
    const json = synthesize(scope);
    expect(onlyResource(json, "digitalocean_app").spec).toMatchObject({
      env: [{ key: "OPENAI_API_KEY", value: `\${var.LQBOT_OPENAI_API_KEY}` }],
    });
    expect(Object.keys(json.variable ?? {})).toEqual(["LQBOT_OPENAI_API_KEY"]);
  });

  test("App Platform's and the shell's own variables pass through Terraform, tokens become references", () => {
    const scope = stack();
    const other = new TerraformVariable(scope, "other", {});
    const variables = { A: `\${APP_URL}/x $\${B} 100%{c}`, B: `${other.stringValue}-\${PORT}` };
    lingobot(scope, { variables, runCommand: `uvicorn --port \${PORT}` });
    expect(first(appOf(scope).spec.service)).toMatchObject({
      env: [
        { key: "A", value: `$\${APP_URL}/x $\${B} 100%%{c}` },
        { key: "B", value: `\${var.other}-$\${PORT}` },
      ],
      run_command: `uvicorn --port $\${PORT}`,
    });
  });

  test("what is added later counts", () => {
    const scope = stack();
    lingobot(scope).addVariable("LATE", "1").addSecret(OPENAI);
    const { spec, lifecycle } = appOf(scope);
    expect(first(spec.service).env).toMatchObject([{ key: "LATE" }]);
    expect(lifecycle.ignore_changes).toContain("spec[0].env");
  });

  test("a worker has the app's variables, and its own win", () => {
    const scope = stack();
    lingobot(scope, { variables: { A: "app", B: "app" } }).addWorker("queue", {
      size: InstanceSize.XXS,
      variables: { B: "worker" },
    });
    expect(first(appOf(scope).spec.worker).env).toMatchObject([
      { key: "A", value: "app" },
      { key: "B", value: "worker" },
    ]);
  });
});

describe("workers and jobs", () => {
  test("a worker is sized and counted, and runs the app's image unless it has its own", () => {
    const scope = stack();
    const image = ContainerRegistry.ghcr("lingobot", "worker")
      .image()
      .byDigest(`sha256:${"a".repeat(64)}`);
    lingobot(scope)
      .addWorker("queue", { size: InstanceSize.XXS, runCommand: "celery worker" })
      .addWorker("other", {
        size: InstanceSize.DEDICATED_1VCPU_1GB,
        scaling: Scaling.onCpu({ min: 1, max: 2 }),
        image,
      });
    expect(appOf(scope).spec.worker).toEqual([
      {
        name: "queue",
        instance_size_slug: "apps-s-1vcpu-0.5gb",
        instance_count: 1,
        run_command: "celery worker",
        image: { registry_type: "GHCR", registry: "lingobot", repository: "lingobot", tag: "staging-latest" },
      },
      {
        name: "other",
        instance_size_slug: "apps-d-1vcpu-1gb",
        autoscaling: { min_instance_count: 1, max_instance_count: 2, metrics: { cpu: { percent: 80 } } },
        image: {
          registry_type: "GHCR",
          registry: "lingobot",
          repository: "worker",
          digest: `sha256:${"a".repeat(64)}`,
        },
      },
    ]);
  });

  test("a job runs before the deployment unless told otherwise, with the size of the service", () => {
    const scope = stack();
    lingobot(scope)
      .addJob("migrate", { runCommand: "alembic upgrade head", termination: { graceSeconds: 60 } })
      .addJob("warm-up", { kind: "post-deploy" })
      .addJob("tell", { kind: "failed-deploy", size: InstanceSize.XXS });
    expect(appOf(scope).spec.job).toMatchObject([
      {
        name: "migrate",
        kind: "PRE_DEPLOY",
        instance_size_slug: "apps-s-1vcpu-1gb",
        instance_count: 1,
        run_command: "alembic upgrade head",
        termination: { grace_period_seconds: 60 },
      },
      { name: "warm-up", kind: "POST_DEPLOY" },
      { name: "tell", kind: "FAILED_DEPLOY", instance_size_slug: "apps-s-1vcpu-0.5gb" },
    ]);
  });

  test("the names of all components are told in order", () => {
    const app = lingobot(stack(), { serviceName: "bot" });
    app.addJob("migrate").addWorker("queue", { size: InstanceSize.XXS });
    expect(app.componentNames).toEqual(["bot", "queue", "migrate"]);
  });
});

describe("the rest of the spec", () => {
  test("domains: the first is primary, the others are aliases", () => {
    const scope = stack();
    lingobot(scope, { domains: [{ name: "bot.example.com", zone: "example.com" }] }).addDomain({
      name: "www.example.com",
      wildcard: true,
    });
    expect(appOf(scope).spec.domain).toEqual([
      { name: "bot.example.com", type: "PRIMARY", wildcard: false, zone: "example.com" },
      { name: "www.example.com", type: "ALIAS", wildcard: true },
    ]);
  });

  test("domains: a primary named later leaves the first an alias", () => {
    const domains = [{ name: "a.example.com" }, { name: "b.example.com", type: "primary" as const }];
    expect(specOf({ domains }).domain).toMatchObject([{ type: "ALIAS" }, { type: "PRIMARY" }]);
  });

  test("termination is written whole, since the API fills in the rest", () => {
    expect(serviceOf({ termination: { graceSeconds: 30 } }).termination).toEqual({
      grace_period_seconds: 30,
      drain_seconds: 15,
    });
  });

  test("a TCP health check has no path", () => {
    expect(serviceOf({ healthCheck: { kind: "tcp", port: 9000 } }).health_check).toEqual({
      port: 9000,
      initial_delay_seconds: 10,
      period_seconds: 10,
      timeout_seconds: 5,
      success_threshold: 1,
      failure_threshold: 6,
    });
  });

  test("maintenance, VPC, egress and the switches of the CDN", () => {
    const spec = specOf({
      maintenance: Maintenance.page({ offlinePageUrl: "https://status.example.com" }),
      vpc: "c0fcb4a5-5d4e-4c58-9c11-1f1f3e6f4f11",
      egress: "dedicated-ip",
      domains: [{ name: "bot.example.com" }],
      edgeCache: false,
      emailObfuscation: false,
      enhancedThreatControl: true,
    });
    expect(spec).toMatchObject({
      maintenance: { enabled: true, archive: false, offline_page_url: "https://status.example.com" },
      vpc: [{ id: "c0fcb4a5-5d4e-4c58-9c11-1f1f3e6f4f11" }],
      egress: [{ type: "DEDICATED_IP" }],
      disable_edge_cache: true,
      disable_email_obfuscation: true,
      enhanced_threat_control_enabled: true,
    });
    expect(specOf({ maintenance: Maintenance.archive() }).maintenance).toEqual({
      enabled: true,
      archive: true,
    });
  });

  test("what a project says is text, not a template of Terraform", () => {
    const scope = stack();
    const [name, escaped] = ["$" + "{NAME}", "$$" + "{NAME}"];
    lingobot(scope, { project: { name, environment: "staging", purpose: "%{if}", description: name } });

    expect(onlyResource(synthesize(scope), "digitalocean_project")).toMatchObject({
      name: escaped,
      purpose: "%%{if}",
      description: escaped,
    });
  });

  test("the project takes the app in by its URN, and waits long enough when it is deleted", () => {
    const scope = stack();
    lingobot(scope, {
      project: { name: "LingoBot", environment: "production", purpose: "Chatbot", description: "The bot." },
    });
    const json = synthesize(scope);
    expect(onlyResource(json, "digitalocean_project")).toEqual({
      name: "LingoBot",
      environment: "Production",
      purpose: "Chatbot",
      description: "The bot.",
      resources: [`\${digitalocean_app.App_F1B96344.urn}`],
      timeouts: { delete: "10m" },
    });
    expect(onlyResource(json, "digitalocean_app")).not.toHaveProperty("project_id");
  });
});

test("results name the app for others to use", () => {
  const scope = stack();
  const app = lingobot(scope);
  expect(app.appName).toBe("lingobot-staging");
  expect(resolved(scope, [app.appId, app.appUrn, app.liveUrl, app.defaultIngress])).toEqual([
    `\${digitalocean_app.App_F1B96344.id}`,
    `\${digitalocean_app.App_F1B96344.urn}`,
    `\${digitalocean_app.App_F1B96344.live_url}`,
    `\${digitalocean_app.App_F1B96344.default_ingress}`,
  ]);
});

describe("ways out", () => {
  test("overrides reach every part of the spec", () => {
    const scope = stack();
    const resource = lingobot(scope).node.defaultChild as TerraformResource;
    resource.addOverride("spec.service.0.internal_ports", [9090]);
    resource.addOverride("spec.features", ["buildpack-stack=ubuntu-22"]);
    const { spec } = appOf(scope);
    expect(first(spec.service)).toMatchObject({ name: "api", internal_ports: [9090] });
    expect(spec.features).toEqual(["buildpack-stack=ubuntu-22"]);
  });
});

describe("order", () => {
  class Lookup extends TerraformResource {
    public constructor(scope: Construct, id: string) {
      super(scope, id, { terraformResourceType: "test_lookup" });
    }
  }

  test("waits for a resource, for the main resource of a construct, or for all in it", () => {
    const scope = stack();
    const withMain = new Construct(scope, "WithMain");
    new Lookup(withMain, "Resource");
    new Lookup(withMain, "Other");
    const withMany = new Construct(scope, "WithMany");
    new Lookup(withMany, "One");
    new Lookup(withMany, "Two");
    lingobot(scope, { dependsOn: [new Lookup(scope, "Single"), withMain, withMany] });
    expect(appOf(scope).depends_on).toEqual([
      "test_lookup.Single",
      expect.stringMatching(/^test_lookup\.WithMain_[0-9A-F]+$/),
      expect.stringMatching(/^test_lookup\.WithMany_One/),
      expect.stringMatching(/^test_lookup\.WithMany_Two/),
    ]);
  });

  test("waits for a registry of the same stack", () => {
    const scope = stack();
    const registry = ContainerRegistry.docr(scope, "Registry", { name: "lingobot" });
    const own = ContainerRegistry.fromDocrName("other").image("bot").byTag("v1");
    lingobot(scope, { image: own }).addJob("migrate", { image: registry.image("bot").byTag("v1") });
    expect(appOf(scope).depends_on).toEqual([
      expect.stringMatching(/^digitalocean_container_registry\.Registry_/),
    ]);
  });
});

test("a registry of another stack is named only: stacks stand alone", () => {
  const shared = testStack("shared");
  const scope = testStack("staging", App.of(shared));
  const image = ContainerRegistry.docr(shared, "Registry", { name: "lingobot" }).image("bot").byTag("v1");
  lingobot(scope, { image });
  expect(appOf(scope)).not.toHaveProperty("depends_on");
});

test("synthesizing twice gives the same", () => {
  const scope = stack();
  lingobot(scope, { secrets: [OPENAI], alerts: [] });
  expect(synthesize(scope)).toEqual(synthesize(scope));
  expect(Object.keys(resourcesOf(synthesize(scope), "digitalocean_app"))).toEqual(["App_F1B96344"]);
});
