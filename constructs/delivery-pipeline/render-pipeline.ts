import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GHCR_LOGIN } from "../container-registry/ghcr-registry";
import { GITHUB_ACTIONS_APP_ID } from "../repository-protection/required-check";
import type { DeliveryPipelineProps } from "./delivery-pipeline-props";
import { type DeployTarget, resolveTarget, usableTargets } from "./deploy-target";
import { dependabotFile } from "./files/dependabot";
import { headerLines, withHeader } from "./files/header";
import { labelerFile, SIZE_LABELS } from "./files/labels";
import { codeOwnersFile, environmentExample } from "./files/texts";
import { Pins } from "./pinned-versions";
import type { PlatformConfig, PreviewConfig } from "./platform-config";
import type { FinalWorkflows } from "./workflow/final-workflow";
import type { WorkflowJob } from "./workflow/job";
import { renderedWorkflow } from "./workflow/render";
import type { Workflow } from "./workflow/workflow";
import { ciWorkflow } from "./workflows/ci";
import { deployWorkflow } from "./workflows/deploy";
import { prChecksWorkflow } from "./workflows/pr-checks";
import { previewWorkflow } from "./workflows/preview";
import { rollbackWorkflow } from "./workflows/rollback";
import { TOOL_PATH } from "./workflows/steps";

const PREVIEW: PreviewConfig = {
  label: "preview",
  maxMonthlyDollars: 5,
  region: "nyc",
  instanceSize: "apps-s-1vcpu-0.5gb",
  maxApps: 3,
  port: 8081,
  healthPath: "/health",
  variables: {},
};

/** A pipeline with every default filled in, before it is rendered. */
export interface PipelineParts {
  readonly props: DeliveryPipelineProps;
  readonly pins: Pins;
  readonly branches: readonly string[];
  readonly port: number;
  readonly healthPath: string;
  readonly targets: readonly DeployTarget[];
  readonly preview: PreviewConfig | undefined;
  readonly workflows: readonly Workflow[];
  readonly gate: WorkflowJob;
}

/** Fills in the defaults and builds the workflows as objects. */
export function pipelineParts(props: DeliveryPipelineProps): PipelineParts {
  const pins = props.pins ?? Pins.committed();
  const { port = 8081, healthPath = "/health" } = props;
  const branches = props.branches ?? ["main", "staging", "develop"];
  const targets = usableTargets(props.targets).map((target) => resolveTarget(target, healthPath));
  const preview = props.preview && { ...PREVIEW, port, healthPath, ...props.preview };
  const base = { props, pins, branches, port, healthPath, targets, preview };
  return { ...base, ...workflowsOf(base) };
}

type Base = Omit<PipelineParts, "workflows" | "gate">;

/** The gate is made after `extend` has added its jobs, so that it needs them; then CI's grants are known. */
function workflowsOf({
  props,
  pins,
  branches,
  targets,
  preview,
}: Base): Pick<PipelineParts, "workflows" | "gate"> {
  const { language, image, alertsEnvironment, registryEnvironment } = props;
  const shared = {
    ...(alertsEnvironment === undefined ? {} : { alertsEnvironment }),
    ...(registryEnvironment === undefined ? {} : { registryEnvironment }),
  };
  const publish = { pins, image, login: props.login ?? GHCR_LOGIN };
  const ci = ciWorkflow({
    pins,
    language,
    branches,
    gateName: props.gateName ?? "All Pass",
    codeScanning: props.codeScanning ?? true,
    mergeQueue: props.mergeQueue ?? false,
  });
  props.extend?.(ci.workflow);
  const gate = ci.seal();
  const others = [
    prChecksWorkflow({ pins, language }),
    ...targets.map((target) => deployWorkflow({ ...publish, ...shared, target, ci: ci.workflow })),
    ...(targets.length === 0 ? [] : [rollbackWorkflow({ pins, image, targets })]),
    ...(preview === undefined ? [] : [previewWorkflow({ ...publish, preview })]),
  ];
  for (const workflow of others) props.extend?.(workflow);
  return { workflows: [ci.workflow, ...others], gate };
}

/** What a pipeline comes to. */
export interface RenderedPipeline {
  /** Every file by path, sorted. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths of the files that the pipeline renders itself. */
  readonly ownPaths: ReadonlySet<string>;
  /** What the workflows that the pipeline renders itself say. */
  readonly ownWorkflows: FinalWorkflows;
}

/** Renders every file. */
export function renderPipeline(parts: PipelineParts): RenderedPipeline {
  const { extraFiles = {}, overrides = [] } = parts.props;
  const workflows = parts.workflows.map(
    (each) => [each.path, renderedWorkflow(each, headerLines(each.path), overrides)] as const,
  );
  const own: Files = [
    ...workflows.map(([path, { text }]) => [path, text] as const),
    ...[...containerFiles(parts), ...settingsFiles(parts)].map(
      ([path, text]) => [path, withHeader(path, text)] as const,
    ),
    ...platformFiles(parts),
  ];
  const files = [...own, ...Object.entries(extraFiles)];
  return {
    files: new Map(files.sort(([a], [b]) => (a < b ? -1 : 1))),
    ownPaths: new Set(own.map(([path]) => path)),
    ownWorkflows: new Map(workflows.map(([path, { content }]) => [path, content])),
  };
}

type Files = readonly (readonly [path: string, content: string])[];

function containerFiles({ props, pins, port, healthPath }: PipelineParts): Files {
  return [
    ["Dockerfile", props.language.containerFile({ pins, port, healthPath })],
    [".dockerignore", props.language.containerIgnore],
  ];
}

function settingsFiles({ props }: PipelineParts): Files {
  const { language, codeOwners, updatesBranch, cooldownDays = 7 } = props;
  const branch = updatesBranch === undefined ? {} : { targetBranch: updatesBranch };
  return [
    [".github/dependabot.yml", dependabotFile({ language, cooldownDays, ...branch })],
    [".github/labeler.yml", labelerFile(language.pathLabels)],
    [".env.example", environmentExample(props.localEnvironment ?? {})],
    ...language.configurationFiles,
    ...(codeOwners === undefined ? [] : [[".github/CODEOWNERS", codeOwnersFile(codeOwners)] as const]),
  ];
}

function platformFiles(parts: PipelineParts): Files {
  const tool = parts.props.tool ?? readFileSync(join(__dirname, "platform.mjs"), "utf8");
  return [
    [TOOL_PATH, tool],
    [".github/platform/platform.json", `${JSON.stringify(platformConfig(parts), null, 2)}\n`],
  ];
}

/** All that the deploy tool has to know and that is no secret. */
export function platformConfig({ props, targets, preview, gate }: PipelineParts): PlatformConfig {
  return {
    version: 1,
    defaultBranch: props.defaultBranch ?? "main",
    image: props.image,
    requiredCheck: { context: gate.checkName, integrationId: GITHUB_ACTIONS_APP_ID },
    environments: Object.fromEntries(targets.map((target) => [target.environment, target.config])),
    sizeLabels: SIZE_LABELS,
    sizeIgnore: props.language.lockFiles,
    pathLabels: props.language.pathLabels,
    ...(preview === undefined ? {} : { preview }),
  };
}
