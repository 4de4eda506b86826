import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type {
  EnvironmentConfig,
  PlatformConfig,
} from "../../../../constructs/delivery-pipeline/platform-config";

/** Every test starts programs: on a busy machine that takes its time. */
jest.setTimeout(60_000);

const BUNDLE = resolve(__dirname, "../../../../constructs/delivery-pipeline/platform.mjs");

/** What a run of the tool left behind. */
export interface Run {
  readonly code: number | null;
  /** Everything it printed. */
  readonly log: string;
  /** Step outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary. */
  readonly summary: string;
}

/** Runs the committed bundle as a workflow step does. */
export async function runTool(
  arguments_: readonly string[],
  env: Readonly<Record<string, string>>,
  config: unknown = platformConfig,
  cwd = tmpdir(),
): Promise<Run> {
  const directory = mkdtempSync(join(tmpdir(), "platform-step-"));
  const file = (name: string) => join(directory, name);
  writeFileSync(file("platform.json"), typeof config === "string" ? config : JSON.stringify(config));
  const { code, log } = await execute(arguments_, cwd, {
    PATH: process.env.PATH ?? "",
    HOME: directory,
    PLATFORM_CONFIG: file("platform.json"),
    GITHUB_OUTPUT: file("output"),
    GITHUB_STEP_SUMMARY: file("summary"),
    ...env,
  });
  const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : "");
  const lines = read("output").split("\n").filter(Boolean);
  const outputs = Object.fromEntries(
    lines.map((line) => [line.split("=", 1)[0], line.replace(/^[^=]*=/, "")]),
  );
  const summary = read("summary");
  rmSync(directory, { recursive: true, force: true });
  return { code, log, outputs, summary };
}

function execute(
  arguments_: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly log: string }> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [BUNDLE, ...arguments_], { cwd, env });
    let log = "";
    child.stdout.on("data", (chunk) => {
      log += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      log += String(chunk);
    });
    child.on("error", failed);
    child.on("close", (code) => done({ code, log: decode(log) }));
  });
}

/** As GitHub shows it: newlines and percent signs of annotations are escaped. */
function decode(log: string): string {
  return log.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
}

/** LingoBot's production as the pipeline renders it, with the tests' short limits. */
export const platformConfig = {
  version: 1,
  defaultBranch: "main",
  image: "ghcr.io/lingobot/lingobot",
  requiredCheck: { context: "All Pass", integrationId: 15368 },
  environments: {
    production: {
      branch: "main",
      appIdSecret: "DO_APP_ID_PRODUCTION",
      stack: "production",
      promoteFrom: "staging",
      deploy: { timeoutSeconds: 3000, inProgressTimeoutSeconds: 3000, pollSeconds: 5 },
      health: { path: "/health", retries: 5, delaySeconds: 10, timeoutSeconds: 10 },
      smoke: { paths: ["/health", "/docs"], retries: 3, delaySeconds: 5, timeoutSeconds: 10 },
      monitor: {
        alerts: ["DEPLOYMENT_FAILED", "DOMAIN_FAILED", "CPU_UTILIZATION"],
        uptimePath: "/health",
        observeSeconds: 180,
        intervalSeconds: 30,
        maxP95Milliseconds: 1000,
        maxErrorPercent: 5,
        minRequestsPerSecond: 0,
      },
      protection: {
        reviewers: { teams: ["platform"], users: [] },
        preventSelfReview: true,
        adminsCanBypass: false,
        waitTimerMinutes: 5,
        branches: ["main"],
        branchRules: {
          requiredApprovals: 1,
          dismissStaleReviews: true,
          lastPushApproval: true,
          codeOwnerReview: false,
          resolvedThreads: true,
          strictChecks: true,
          noForcePush: true,
          noDeletion: true,
          signedCommits: true,
          linearHistory: false,
          mergeQueue: false,
          codeScanning: { tool: "CodeQL", alerts: "errors", securityAlerts: "high_or_higher" },
          requiredChecks: [{ context: "Licenses", integrationId: 57789 }],
        },
        bypassActors: ["Team:platform:pull_request"],
      },
    },
  },
  sizeLabels: [{ name: "size/XS", maxLines: 10 }, { name: "size/S", maxLines: 50 }, { name: "size/XL" }],
  sizeIgnore: ["uv.lock"],
  pathLabels: {
    app: ["src/**", "app.py"],
    dependencies: ["uv.lock"],
    documentation: ["**/*.md"],
    ci: [".github/**"],
  },
  preview: {
    label: "preview",
    maxMonthlyDollars: 5,
    region: "nyc",
    instanceSize: "apps-s-1vcpu-0.5gb",
    maxApps: 1,
    port: 8081,
    healthPath: "/health",
    variables: { LQBOT_ENVIRONMENT: "staging" },
  },
} satisfies PlatformConfig;

/** The same configuration with something of production changed. */
export function withProduction(change: Partial<Record<keyof EnvironmentConfig, unknown>>): unknown {
  const production = { ...platformConfig.environments.production, ...change };
  return { ...platformConfig, environments: { production } };
}
