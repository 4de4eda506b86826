import { type DeliveryPipelineProps, Grant, Pins, Python } from "../../../constructs/delivery-pipeline";
import { TOOL } from "./lingobot-pipeline";

/** Another team's pipeline, different in every respect that props allow. */
export const OTHER: DeliveryPipelineProps = {
  language: Python.uv({
    application: "translator.web:create",
    versions: ["3.13"],
    sourceFolder: "backend/app",
    testFolder: "backend/tests",
    minimumCoverage: 75,
  }),
  image: "registry.digitalocean.com/acme/translator",
  login: {
    server: "registry.digitalocean.com",
    username: "${{ secrets.DO_ACCESS_TOKEN }}",
    password: "${{ secrets.DO_ACCESS_TOKEN }}",
    permissions: {},
    secrets: ["DO_ACCESS_TOKEN"],
  },
  branches: ["trunk", "release/qa", "canary"],
  defaultBranch: "trunk",
  targets: [
    { environment: "qa", branch: "release/qa", stack: "qa-eu" },
    { environment: "canary", branch: "canary", promoteFrom: "qa", appIdSecret: "CANARY_APP" },
    {
      environment: "live-eu",
      branch: "trunk",
      existsVariable: "LIVE_EXISTS",
      promoteFrom: "canary",
      smokePaths: ["/", "/ready"],
      monitor: { observeSeconds: 60 },
    },
  ],
  port: 9000,
  healthPath: "/ready",
  gateName: "ready to merge",
  alertsEnvironment: "alerts",
  codeScanning: false,
  mergeQueue: true,
  preview: { maxMonthlyDollars: 12, instanceSize: "apps-s-1vcpu-1gb", label: "try it" },
  extend: (workflow) => {
    if (workflow.file !== "ci.yml") return;
    workflow.addJob("docs", {
      name: "Docs",
      timeoutMinutes: 3,
      permissions: {
        contents: Grant.read("check out the code"),
        "id-token": Grant.write("sign the docs"),
      },
      env: { NPM_TOKEN: "none", imageTag: "docs" },
      steps: [{ name: "Say where", run: "pwd" }],
    });
  },
  overrides: [
    { file: ".github/workflows/pr-checks.yml", path: ["jobs", "quick-lint", "timeout-minutes"], value: 2 },
  ],
  extraFiles: { ".github/pull_request_template.md": "What, why, how it was checked.\n" },
  pins: Pins.committed().with({
    images: { python: { tag: "3.13-slim", digest: `sha256:${"5e".repeat(32)}` } },
  }),
  tool: TOOL,
};
