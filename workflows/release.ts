import { Grant, type Pins, Workflow, type WorkflowJob } from "../constructs";
import { checkout, expression, READ_CONTENTS, setUpNode, setUpTerraform } from "./steps";

const PACKAGE = "package";
/** Below the runner's own folder, so that nothing of it ends up in the package. */
const FOLDER = `$RUNNER_TEMP/${PACKAGE}`;
const FOLDER_EXPRESSION = `${expression("runner.temp")}/${PACKAGE}`;

/**
 * A tag `v1.2.3` publishes the package: what was tested, byte for byte. The job that may publish runs no code of the
 * repository and of no dependency.
 */
export function releaseWorkflow(pins: Pins): Workflow {
  const workflow = new Workflow({
    file: "release.yml",
    name: "Release",
    on: { push: { tags: ["v*"] } },
    concurrency: { group: "release", cancelInProgress: false },
  });
  addPublication(workflow, pins, addPackage(workflow, pins));
  return workflow;
}

function addPackage(workflow: Workflow, pins: Pins): WorkflowJob {
  return workflow.addJob("package", {
    name: "Package",
    timeoutMinutes: 60,
    permissions: { contents: READ_CONTENTS },
    steps: [
      checkout(pins, { depth: 0 }),
      setUpNode(pins),
      setUpTerraform(pins),
      { name: "Install, lint, types, tests", run: "bash .ci/run" },
      { name: "Compare tag, version and repository", run: "npm run --silent release-check" },
      // GitHub Packages takes scoped names only, under the scope of the owner.
      {
        name: "Pack, in the owner's scope",
        run: `mkdir -p "${FOLDER}"
bare=$(mktemp -d)
npm pack --pack-destination "$bare"
tar -xzf "$bare"/*.tgz -C "$bare"
cd "$bare/package"
npm pkg set name="@\${GITHUB_REPOSITORY_OWNER,,}/$(npm pkg get name | tr -d '"')"
npm pack --ignore-scripts --pack-destination "${FOLDER}"
`,
      },
      // Apart from the checkout, whose tools are not what a user installs: npm sbom leaves out too much or too little there.
      {
        name: "List what an installation brings",
        run: `bare=$(mktemp -d)
cp package.json package-lock.json "$bare"
cd "$bare"
npm ci --omit dev --ignore-scripts
npm pkg delete devDependencies
npm sbom --sbom-format spdx > "${FOLDER}/sbom.spdx.json"
`,
      },
      {
        name: "Use the package as another team does",
        env: { FULL: "1", PACKED: FOLDER_EXPRESSION },
        run: "npx jest __tests__/package",
      },
      {
        name: "Hand it over",
        uses: pins.action("actions/upload-artifact"),
        with: { name: PACKAGE, path: FOLDER_EXPRESSION, "if-no-files-found": "error", "retention-days": 30 },
      },
    ],
  });
}

function addPublication(workflow: Workflow, pins: Pins, packed: WorkflowJob): void {
  const subject = `${FOLDER_EXPRESSION}/*.tgz`;
  workflow.addJob("publish", {
    name: "Publish",
    needs: [packed],
    timeoutMinutes: 10,
    permissions: {
      packages: Grant.write("publish the package"),
      "id-token": Grant.write("sign how it was built"),
      attestations: Grant.write("keep the signatures"),
    },
    environment: { name: "release" },
    steps: [
      {
        name: "Set up Node",
        uses: pins.action("actions/setup-node"),
        with: {
          "node-version": "24",
          "package-manager-cache": false,
          "registry-url": "https://npm.pkg.github.com",
        },
      },
      {
        name: "Take the package",
        uses: pins.action("actions/download-artifact"),
        with: { name: PACKAGE, path: FOLDER_EXPRESSION },
      },
      {
        name: "Sign how it was built",
        uses: pins.action("actions/attest"),
        with: { "subject-path": subject },
      },
      {
        name: "Sign what is inside",
        uses: pins.action("actions/attest"),
        with: { "subject-path": subject, "sbom-path": `${FOLDER_EXPRESSION}/sbom.spdx.json` },
      },
      {
        name: "Publish",
        env: { NODE_AUTH_TOKEN: expression("github.token") },
        run: `npm publish --ignore-scripts "${FOLDER}"/*.tgz`,
      },
    ],
  });
}
