import { parse } from "yaml";
import { Pins, type PlatformConfig } from "../../../constructs/delivery-pipeline";
import { resolveExpressions } from "../../examples/lingobot/support/expressions";
import { lingobotFiles } from "./lingobot-pipeline";
import { fileOf, jobOf, type RenderedJob, stepOf, workflowOf } from "./rendered";

/** The name holds the digest, which `promote` reads. */
const VERIFY = "Verify what serves: ${{ needs.publish.outputs.digest }}";

const files = lingobotFiles();
const ran = (job: RenderedJob) => (job.steps ?? []).map((step) => step.run ?? step.uses ?? "").join("\n");
const names = (job: RenderedJob) => (job.steps ?? []).map((step) => step.name);

describe("ci.yml", () => {
  const ci = workflowOf(files, "ci.yml");

  test("runs on pull requests, pushes to main, staging and develop, and when called", () => {
    expect(ci.on).toEqual({
      pull_request: {},
      push: { branches: ["main", "staging", "develop"] },
      workflow_call: {},
    });
  });

  test("has the parallel jobs and one gate that needs all of them", () => {
    const { "all-pass": gate, ...jobs } = ci.jobs;
    expect(Object.values(jobs).map((job) => job.name)).toEqual([
      "Code Quality",
      "CodeQL",
      "Dependencies",
      "Secrets",
      "Test (Python ${{ matrix.version }})",
      "Docker Build",
    ]);
    expect(Object.values(jobs).every((job) => job.needs === undefined)).toBe(true);
    expect(gate).toMatchObject({ name: "All Pass", needs: Object.keys(jobs), if: "${{ always() }}" });
  });

  test("lints with security rules, checks the format, and types strictly", () => {
    expect(ran(jobOf(files, "ci.yml", "quality"))).toMatch(
      /ruff check .*\n.*ruff format --check \.\n.*mypy$/,
    );
    expect(fileOf(files, "ruff.toml")).toMatch(/select = \[.*"S".*\]/);
    expect(fileOf(files, "mypy.ini")).toContain("strict = true");
  });

  test("analyzes Python with CodeQL's security and quality queries", () => {
    const init = stepOf(jobOf(files, "ci.yml", "codeql"), "Initialize CodeQL");
    expect(init.with).toMatchObject({ languages: "python", queries: "security-and-quality" });
  });

  test("reviews dependencies on pull requests, and audits the locked ones strictly", () => {
    const job = jobOf(files, "ci.yml", "dependencies");
    expect(stepOf(job, "Review dependencies").if).toBe("github.event_name == 'pull_request'");
    expect(stepOf(job, "Vulnerabilities").run).toContain("pip-audit --strict --disable-pip --require-hashes");
  });

  test("scans the commits with TruffleHog, whose image is pinned too", () => {
    const job = jobOf(files, "ci.yml", "secrets");
    expect(stepOf(job, "Check out").with).toMatchObject({ "fetch-depth": 0 });
    expect(stepOf(job, "Scan commits with TruffleHog").with?.version).toMatch(/^[\d.]+@sha256:[0-9a-f]{64}$/);
  });

  test("is red when TruffleHog could not scan: by itself it would end green, having looked at nothing", () => {
    const { extra_args: flags } =
      stepOf(jobOf(files, "ci.yml", "secrets"), "Scan commits with TruffleHog").with ?? {};
    expect(String(flags).split(" ")).toContain("--fail-on-scan-errors");
  });

  test.each([
    ["a push without commits: the whole branch", { event_name: "push", event: { commits: [] } }, "abc"],
    ["a push: its commits", { event_name: "push", event: { forced: false, commits: [{ id: "1" }] } }, ""],
    [
      "a forced push, whose base is on no branch any more: the whole branch",
      { event_name: "push", event: { forced: true, commits: [{ id: "1" }] } },
      "abc",
    ],
    ["a pull request: its commits", { event_name: "pull_request", event: {} }, ""],
    ["the merge queue: the whole branch, by itself", { event_name: "merge_group", event: {} }, ""],
  ])("TruffleHog scans, for %s", (_name, github, head) => {
    const inputs = stepOf(jobOf(files, "ci.yml", "secrets"), "Scan commits with TruffleHog").with ?? {};
    expect(resolveExpressions(String(inputs.head), { github: { ...github, sha: "abc" } })).toBe(head);
    expect(inputs).not.toHaveProperty("base");
  });

  test("tests on 3.11 and 3.12: unit, integration, coverage", () => {
    const job = jobOf(files, "ci.yml", "test");
    expect(job.strategy?.matrix).toEqual({ version: ["3.11", "3.12"] });
    expect(names(job).slice(-3)).toEqual(["Unit tests", "Integration tests", "Coverage"]);
    expect(ran(job)).toContain("--fail-under=90");
  });

  test("builds the container with cached layers, then scans the image", () => {
    const job = jobOf(files, "ci.yml", "container");
    expect(names(job).slice(-2)).toEqual(["Build", "Scan the image"]);
    expect(stepOf(job, "Build").with).toMatchObject({
      "cache-from": "type=gha",
      "cache-to": "type=gha,mode=max",
    });
    expect(stepOf(job, "Scan the image").with).toMatchObject({
      image: "app:ci",
      "fail-build": true,
      "severity-cutoff": "high",
      "only-fixed": true,
    });
  });
});

describe("deploy-staging.yml", () => {
  test("runs on a push to staging: CI, image, deployment, notification", () => {
    const workflow = workflowOf(files, "deploy-staging.yml");
    expect(workflow.on).toEqual({ push: { branches: ["staging"] } });
    expect(Object.entries(workflow.jobs).map(([id, { name, needs }]) => [id, name, needs])).toEqual([
      ["ci", "CI", undefined],
      ["publish", "Build & Push Docker", ["ci"]],
      ["deploy", "Deploy to DO", ["publish"]],
      ["notify", "Deployment Notification", ["publish", "deploy"]],
      ["stopped", "Stopped Notification", ["ci", "publish", "deploy"]],
    ]);
    expect(workflow.jobs.ci?.uses).toBe("./.github/workflows/ci.yml");
  });

  test("pushes staging-latest and staging-<sha> to GHCR", () => {
    const { with: build } = stepOf(jobOf(files, "deploy-staging.yml", "publish"), "Build and push");
    expect(String(build?.tags).trim().split("\n")).toEqual([
      "ghcr.io/lingobot/lingobot:staging-latest",
      "ghcr.io/lingobot/lingobot:staging-${{ github.sha }}",
    ]);
  });

  test("deploys by digest, verifies, and asks for the health with five retries", () => {
    const job = jobOf(files, "deploy-staging.yml", "deploy");
    const order = names(job).filter((name) => ["Deploy to DO", VERIFY, "Health Checks"].includes(name));
    expect(order).toEqual(["Deploy to DO", VERIFY, "Health Checks"]);
    expect(stepOf(job, "Deploy to DO").env?.DIGEST).toBe("${{ needs.publish.outputs.digest }}");
    const config = JSON.parse(fileOf(files, ".github/platform/platform.json")) as PlatformConfig;
    expect(config.environments.staging?.health).toMatchObject({ path: "/health", retries: 5 });
  });
});

describe("deploy-production.yml", () => {
  const publish = jobOf(files, "deploy-production.yml", "publish");
  const deploy = jobOf(files, "deploy-production.yml", "deploy");

  test("runs on a push to main", () => {
    expect(workflowOf(files, "deploy-production.yml").on).toEqual({ push: { branches: ["main"] } });
  });

  test("pushes production-latest, prod-<sha> and latest with SBOM and provenance", () => {
    const { with: build } = stepOf(publish, "Build and push");
    expect(String(build?.tags).match(/:[\w-]+(?:\$\{\{ github.sha \}\})?/g)).toEqual([
      ":production-latest",
      ":latest",
      ":prod-${{ github.sha }}",
    ]);
    expect(build).toMatchObject({
      sbom: expect.stringMatching(/^generator=docker\/buildkit-syft-scanner:[\d.]+@sha256:[0-9a-f]{64}$/),
      provenance: "mode=max",
    });
  });

  test("promotes what staging ran for the same tree, and builds only otherwise", () => {
    expect(stepOf(publish, "Find the image that staging ran for this tree").run).toContain("promote");
    expect(names(publish).slice(0, -2)).toEqual([
      "Check out",
      "Is a later push deployed?",
      "Set up Buildx",
      "Log in to the registry",
      "Find the image that staging ran for this tree",
    ]);
    expect(publish.permissions).toMatchObject({ actions: "read" });
    expect(publish.permissions).not.toHaveProperty("deployments");
    expect(stepOf(publish, "Build and push").if).toBe("steps.promote.outputs.digest == ''");
    const retag = stepOf(publish, "Tag the promoted image");
    expect(retag.if).toBe("steps.promote.outputs.digest != ''");
    expect(retag.run?.match(/:[\w$-]+"/g)).toEqual([':production-latest"', ':latest"', ':prod-$GITHUB_SHA"']);
    expect(publish.outputs?.digest).toBe("${{ steps.promote.outputs.digest || steps.build.outputs.digest }}");
  });

  test("is approved by the environment, and checks its protection right before it deploys", () => {
    expect(deploy.environment?.name).toBe("production");
    expect(names(deploy)).toEqual([
      "Check out",
      "Does the app exist?",
      "Is a later push deployed?",
      "Token of the platform's App",
      "Protection check",
      "Deploy to DO",
      VERIFY,
      "Health Checks",
      "Smoke Tests",
      "Monitoring setup",
      "Slack",
    ]);
  });

  test("does nothing but say so while the app does not exist", () => {
    const [, , ...after] = deploy.steps ?? [];
    const guarded = after.map((step) => step.if?.includes("steps.configured.outputs.configured == 'true'"));
    expect(guarded).toEqual(after.map(() => true));
    const notify = jobOf(files, "deploy-production.yml", "notify");
    expect(notify.if).toContain("needs.deploy.outputs.configured == 'true'");
  });

  test("asks nobody to approve the deployment of an app that does not exist", () => {
    const exists = jobOf(files, "deploy-production.yml", "exists");
    expect(exists).toMatchObject({
      needs: ["publish"],
      permissions: { contents: "read", deployments: "read" },
    });
    expect(exists.environment).toBeUndefined();
    expect(stepOf(exists, "Does the app exist?").env).toEqual({
      APP_EXISTS: "${{ vars.DO_APP_EXISTS_PRODUCTION }}",
      GITHUB_TOKEN: "${{ github.token }}",
    });
    expect(deploy.needs).toEqual(["publish", "exists"]);
    expect(deploy.if).toBe("${{ needs.exists.outputs.configured == 'true' }}");
  });

  test("asks /health and /docs", () => {
    const config = JSON.parse(fileOf(files, ".github/platform/platform.json")) as PlatformConfig;
    expect(config.environments.production?.smoke.paths).toEqual(["/health", "/docs"]);
    expect(config.requiredCheck).toEqual({ context: "All Pass", integrationId: 15368 });
  });
});

describe("pr-checks.yml", () => {
  test("runs when a pull request is opened, synchronized or reopened", () => {
    expect(workflowOf(files, "pr-checks.yml").on).toEqual({
      pull_request: { types: ["opened", "synchronize", "reopened"] },
    });
  });

  test("keeps the coverage again when the job is run again: GitHub refuses a second artifact of one name", () => {
    const keep = stepOf(jobOf(files, "pr-checks.yml", "coverage"), "Keep the report");
    expect(keep.with).toMatchObject({ name: "coverage", overwrite: true });
  });

  test("labels by size and path, lints, and reports the coverage", () => {
    expect(names(jobOf(files, "pr-checks.yml", "metadata"))).toEqual([
      "Check out",
      "Size label",
      "Can labels be set?",
      "Path labels",
    ]);
    expect(ran(jobOf(files, "pr-checks.yml", "quick-lint"))).toContain("--only-group lint ruff check");
    expect(ran(jobOf(files, "pr-checks.yml", "coverage-report"))).toContain(
      "coverage-comment --file coverage.json",
    );
  });

  test("leaves the labels of forks and of Dependabot to the job summary", () => {
    const job = jobOf(files, "pr-checks.yml", "metadata");
    expect(stepOf(job, "Can labels be set?")).toMatchObject({
      id: "paths",
      run: expect.stringMatching(/ path-labels$/),
    });
    expect(stepOf(job, "Path labels").if).toBe("steps.paths.outputs.writable == 'true'");
  });
});

describe("rollback.yml", () => {
  test("is started by hand for one environment and one of three methods", () => {
    const { inputs } = workflowOf(files, "rollback.yml").on.workflow_dispatch as {
      inputs: Record<string, { options?: string[] }>;
    };
    expect(inputs.environment?.options).toEqual(["staging", "production"]);
    expect(inputs.method?.options).toEqual(["digitalocean", "revert", "redeploy"]);
  });

  test("tells Slack how it was rolled back, and where: the app, or the pull request to merge", () => {
    const { env } = stepOf(jobOf(files, "rollback.yml", "rollback-production"), "Slack");
    expect(env).toMatchObject({
      METHOD: "${{ inputs.method }}",
      APP_URL: "${{ steps.rollback.outputs.url || steps.rollback.outputs.pull-request }}",
    });
  });

  test("mints a token of the App only to open the pull request of a revert", () => {
    const step = stepOf(jobOf(files, "rollback.yml", "rollback-production"), "Token of the platform's App");
    expect(step.if).toBe("inputs.method == 'revert' && vars.PLATFORM_APP_CLIENT_ID != ''");
    expect(step.with).toMatchObject({ "permission-contents": "write", "permission-pull-requests": "write" });
  });
});

describe("the container", () => {
  const dockerfile = fileOf(files, "Dockerfile");
  const [, , runtime = ""] = dockerfile.split(/^FROM .*$/m).slice(1);

  test("is built with uv on python:3.11-slim, both pinned by digest", () => {
    expect(dockerfile).toContain(`FROM ${Pins.committed().image("python")} AS builder`);
    expect(dockerfile.match(/^FROM \S+@sha256:[0-9a-f]{64} AS \w+$/gm)).toHaveLength(3);
    expect(Pins.committed().image("python")).toMatch(/^python:3\.11-slim@/);
  });

  test("runs as appuser on port 8081 with a health check, by uvicorn, without build tools", () => {
    expect(runtime).toMatch(/useradd .*--uid 10001 .* appuser\n/);
    expect(runtime).toContain("USER 10001:10001\nEXPOSE 8081\nHEALTHCHECK");
    expect(runtime).toContain('CMD ["uvicorn","lingobot.main:app","--host","0.0.0.0","--port","8081"');
    expect(runtime).not.toMatch(/apt-get|pip install|\buv\b/);
    expect(runtime).toMatch(/rm -rf \/usr\/local\/bin\/pip\* .*\/site-packages\/\*\n/);
    expect(runtime.indexOf("COPY --from=builder")).toBeLessThan(runtime.indexOf("COPY src"));
  });

  test("sees the locked dependencies and the code, and no local settings", () => {
    expect(fileOf(files, ".dockerignore").split("\n")).toEqual(
      expect.arrayContaining(["*", "!pyproject.toml", "!uv.lock", "!src", "**/.env*"]),
    );
  });
});

describe("the bots and the local settings", () => {
  test("Dependabot updates packages, actions and images after a cooldown", () => {
    const { updates } = parse(fileOf(files, ".github/dependabot.yml")) as {
      updates: Record<string, unknown>[];
    };
    expect(updates.map((update) => update["package-ecosystem"])).toEqual(["uv", "github-actions", "docker"]);
    for (const update of updates) {
      expect(update).toMatchObject({ cooldown: { "default-days": 7 }, "target-branch": "develop" });
    }
  });

  test("Dependabot renews the digest of the container's Python, and leaves its version to the tests", () => {
    const { updates } = parse(fileOf(files, ".github/dependabot.yml")) as {
      updates: Record<string, unknown>[];
    };
    expect(updates.map(({ ignore }) => ignore)).toEqual([
      undefined,
      undefined,
      [
        {
          "dependency-name": "python",
          "update-types": ["version-update:semver-major", "version-update:semver-minor"],
        },
      ],
    ]);
  });

  test("the labeler's settings have the format of its version 5 and later", () => {
    expect(parse(fileOf(files, ".github/labeler.yml"))).toMatchObject({
      app: [{ "changed-files": [{ "any-glob-to-any-file": ["src/**"] }] }],
    });
  });

  test(".env.example has local values, and secrets by name alone", () => {
    const lines = fileOf(files, ".env.example").split("\n");
    expect(lines).toEqual(expect.arrayContaining(["LQBOT_ENVIRONMENT=local", "LQBOT_LLM_PROVIDER=openai"]));
    expect(lines).toEqual(expect.arrayContaining(["LQBOT_OPENAI_API_KEY=", "LQBOT_ELEVENLABS_API_KEY="]));
  });

  test("previews are off unless asked for", () => {
    expect([...files.keys()]).not.toContain(".github/workflows/preview.yml");
  });
});
