import {
  type ContainerProps,
  type DeliveryPipelineProps,
  type LanguageProfile,
  Pins,
  type SetupProps,
} from "../../../constructs/delivery-pipeline";
import { TOOL } from "./lingobot-pipeline";

/** A language of another team's own: Node with npm, and a report in a folder. */
export const NODE: LanguageProfile = {
  name: "Node",
  versions: ["22", "24"],
  codeqlLanguage: "javascript-typescript",
  dependabotEcosystem: "npm",
  containerImage: { name: "node", held: ["major"] },
  lockFiles: ["package-lock.json"],
  coverageFile: "coverage/cobertura-coverage.xml",
  pathLabels: { app: ["src/**"], dependencies: ["package.json", "package-lock.json"] },
  configurationFiles: new Map([[".editorconfig", "root = true\n"]]),
  containerIgnore: "*\n!package.json\n!package-lock.json\n!src\n",
  toolchain: ({ pins, version }: SetupProps) => [
    {
      name: "Set up Node",
      uses: pins.action("actions/setup-node"),
      with: { "node-version": version, "package-manager-cache": false },
    },
  ],
  install: [{ name: "Install", run: "npm ci --ignore-scripts" }],
  quality: [
    { name: "Lint", run: "npx --no-install biome ci ." },
    { name: "Types", run: "npx --no-install tsc --noEmit" },
  ],
  quickLint: [{ name: "Quick lint", run: "npm ci --ignore-scripts\nnpx --no-install biome lint .\n" }],
  audit: [{ name: "Vulnerabilities", run: "npm audit --audit-level=moderate" }],
  tests: [{ name: "Tests", run: "npx --no-install jest --coverage --coverageReporters=cobertura" }],
  containerVersion: (pins) => pins.imageTag("node").split("-")[0] ?? "",
  problems: () => [],
  containerFile: ({ pins, port, healthPath }: ContainerProps) => `FROM ${pins.image("node")} AS builder
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts

FROM ${pins.image("node")} AS runtime
WORKDIR /app
COPY --from=builder /app/node_modules ./node_modules
COPY src ./src
USER 1000:1000
EXPOSE ${port}
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:${port}${healthPath}').then((r) => process.exit(r.ok ? 0 : 1))"]
CMD ["node", "src/main.js"]
`,
};

/** The pipeline of a Node app. */
export const NODE_PIPELINE: DeliveryPipelineProps = {
  language: NODE,
  image: "ghcr.io/acme/web",
  targets: [{ environment: "production", branch: "main", smokePaths: ["/"] }],
  port: 3000,
  healthPath: "/healthz",
  pins: Pins.committed().with({ images: { node: { tag: "24-slim", digest: `sha256:${"24".repeat(32)}` } } }),
  tool: TOOL,
};
