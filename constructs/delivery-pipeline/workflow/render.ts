import { Document, isMap, isScalar, isSeq, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { InvalidValueError } from "../../errors";
import { requireGrants } from "./final-grants";
import type { FinalWorkflow } from "./final-workflow";
import { type AnyJob, CallingJob, type WorkflowJob } from "./job";
import type {
  Concurrency,
  DispatchInput,
  Permissions,
  PullRequestTrigger,
  PushTrigger,
  Step,
  Strategy,
  Triggers,
} from "./model";
import { grantsOf } from "./permissions";
import type { Workflow } from "./workflow";

/** A change to a rendered file, by the keys that GitHub's own syntax has. */
export interface Override {
  /** The file's path in the repository. */
  readonly file: string;
  /** Keys and list positions, for example `["jobs", "test", "timeout-minutes"]`. */
  readonly path: readonly (string | number)[];
  /** The new value. @default - the key is removed */
  readonly value?: unknown;
}

/** A workflow after all overrides: as its file, and as GitHub reads it. */
export interface RenderedWorkflow {
  readonly text: string;
  readonly content: FinalWorkflow;
}

/**
 * Renders a workflow as YAML. Keys come from explicit tables below; what users named passes through untouched.
 * @param header lines of the comment on top
 * @param overrides of this workflow's file and of the files that it calls
 * @throws InvalidValueError when, after the overrides, a job that calls a workflow grants less than the called jobs
 * ask for, or an override names what is not there
 */
export function renderWorkflow(
  workflow: Workflow,
  header: readonly string[],
  overrides: readonly Override[],
): string {
  return renderedWorkflow(workflow, header, overrides).text;
}

/** As `renderWorkflow`, with what the file says. */
export function renderedWorkflow(
  workflow: Workflow,
  header: readonly string[],
  overrides: readonly Override[],
): RenderedWorkflow {
  const document = finalDocument(workflow, overrides);
  const content = document.toJS() as FinalWorkflow;
  const called = calledFrom(workflow).map(
    (each) => [each.path, finalDocument(each, overrides).toJS() as FinalWorkflow] as const,
  );
  requireGrants(workflow.path, new Map([[workflow.path, content], ...called]));
  document.commentBefore = header.map((line) => ` ${line}`).join("\n");
  separate(document.contents);
  if (isMap(document.contents)) separate(document.contents.get("jobs"));
  return { text: document.toString({ lineWidth: 0, flowCollectionPadding: false }), content };
}

function finalDocument(workflow: Workflow, overrides: readonly Override[]): Document {
  const document = new Document(workflowNode(workflow));
  for (const override of overrides) if (override.file === workflow.path) apply(document, override);
  return document;
}

/** All workflows that a workflow calls, at any depth. */
function calledFrom(workflow: Workflow): readonly Workflow[] {
  const calls = workflow.jobs.flatMap((job) => (job instanceof CallingJob ? [job.props.calls] : []));
  return calls.flatMap((each) => [each, ...calledFrom(each)]);
}

/** Told to zizmor, which proposes `$/`: actionlint does not know that form, and `./` names the same commit. */
const SELF_REPOSITORY =
  "zizmor: ignore[self-repository] ./ is the documented form for a workflow of the same commit";

type Entries = readonly (readonly [key: string, value: unknown])[];

/** A map with the keys in the given order; keys without a value are left out. */
function map(entries: Entries): YAMLMap {
  const node = new YAMLMap();
  for (const [key, value] of entries) if (value !== undefined) node.set(new Scalar(key), value);
  return node;
}

function list(items: readonly unknown[]): YAMLSeq {
  const node = new YAMLSeq();
  for (const item of items) node.add(item);
  return node;
}

/** A short list of names on one line. */
function names(items: readonly string[] | undefined): YAMLSeq | undefined {
  if (items === undefined) return undefined;
  const node = list(items);
  node.flow = true;
  return node;
}

function commented(value: unknown, comment: string): Scalar {
  const node = new Scalar(value);
  node.comment = ` ${comment}`;
  return node;
}

/** Names that users chose, as they chose them. */
function untouched(values: Readonly<Record<string, unknown>> | undefined): YAMLMap | undefined {
  return values === undefined || Object.keys(values).length === 0 ? undefined : map(Object.entries(values));
}

function workflowNode(workflow: Workflow): YAMLMap {
  const { name, runName, on, concurrency } = workflow.props;
  return map([
    ["name", name],
    ["run-name", runName],
    ["on", triggersNode(on)],
    ["permissions", map([])],
    ["concurrency", concurrencyNode(concurrency)],
    ["jobs", map(workflow.jobs.map((job) => [job.id, jobNode(job)]))],
  ]);
}

function triggersNode(on: Triggers): YAMLMap {
  return map([
    ["pull_request", on.pullRequest && filterNode(on.pullRequest)],
    ["merge_group", on.mergeGroup === true ? map([]) : undefined],
    ["push", on.push && filterNode(on.push)],
    ["schedule", on.schedule && list(on.schedule.map((cron) => map([["cron", cron]])))],
    ["workflow_call", on.workflowCall === true ? map([]) : undefined],
    ["workflow_dispatch", on.workflowDispatch && map([["inputs", inputsNode(on.workflowDispatch)]])],
  ]);
}

function filterNode(trigger: PushTrigger & PullRequestTrigger): YAMLMap {
  return map([
    ["types", names(trigger.types)],
    ["branches", names(trigger.branches)],
    ["branches-ignore", names(trigger.branchesIgnore)],
    ["tags", names(trigger.tags)],
    ["paths", names(trigger.paths)],
    ["paths-ignore", names(trigger.pathsIgnore)],
  ]);
}

function inputsNode(inputs: Readonly<Record<string, DispatchInput>>): YAMLMap {
  return map(
    Object.entries(inputs).map(([name, input]) => [
      name,
      map([
        ["description", input.description],
        ["type", input.type],
        ["required", input.required],
        ["default", input.default],
        ["options", input.options && list(input.options)],
      ]),
    ]),
  );
}

function concurrencyNode(concurrency: Concurrency | undefined): YAMLMap | undefined {
  if (concurrency === undefined) return undefined;
  return map([
    ["group", concurrency.group],
    ["cancel-in-progress", concurrency.cancelInProgress],
  ]);
}

function jobNode(job: AnyJob): YAMLMap {
  return job instanceof CallingJob ? callingJobNode(job) : stepsJobNode(job);
}

function needsNode(job: AnyJob): YAMLSeq | undefined {
  const needs = job.props.needs ?? [];
  return needs.length === 0 ? undefined : names(needs.map((needed) => needed.id));
}

function callingJobNode(job: CallingJob): YAMLMap {
  return map([
    ["name", job.props.name],
    ["needs", needsNode(job)],
    ["if", job.props.if],
    ["uses", commented(`./${job.props.calls.path}`, SELF_REPOSITORY)],
    ["permissions", permissionsNode(job.props.permissions)],
    ["strategy", strategyNode(job.props.strategy)],
    ["concurrency", concurrencyNode(job.props.concurrency)],
  ]);
}

function stepsJobNode(job: WorkflowJob): YAMLMap {
  const { props } = job;
  const environment = props.environment;
  return map([
    ["name", props.name],
    ["needs", needsNode(job)],
    ["if", props.if],
    ["runs-on", props.runsOn ?? "ubuntu-24.04"],
    ["timeout-minutes", props.timeoutMinutes],
    ["permissions", permissionsNode(props.permissions)],
    [
      "environment",
      environment &&
        map([
          ["name", environment.name],
          ["url", environment.url],
        ]),
    ],
    ["concurrency", concurrencyNode(props.concurrency)],
    ["strategy", strategyNode(props.strategy)],
    ["outputs", untouched(props.outputs)],
    ["env", untouched(props.env)],
    ["steps", list(props.steps.map(stepNode))],
  ]);
}

function permissionsNode(permissions: Permissions): YAMLMap {
  return map(grantsOf(permissions).map(([scope, grant]) => [scope, commented(grant.access, grant.because)]));
}

function strategyNode(strategy: Strategy | undefined): YAMLMap | undefined {
  if (strategy === undefined) return undefined;
  return map([
    ["fail-fast", strategy.failFast],
    ["matrix", map(Object.entries(strategy.matrix).map(([name, values]) => [name, names(values)]))],
  ]);
}

function stepNode(step: Step): YAMLMap {
  const action = "uses" in step ? step : undefined;
  const command = "run" in step ? step : undefined;
  return map([
    ["name", step.name],
    ["id", step.id],
    ["if", step.if],
    ["continue-on-error", step.continueOnError],
    ["timeout-minutes", step.timeoutMinutes],
    ["uses", action && commented(action.uses.uses, action.uses.version)],
    ["with", untouched(action?.with)],
    ["env", untouched(step.env)],
    ["shell", command?.shell],
    ["working-directory", command?.workingDirectory],
    ["run", command?.run],
  ]);
}

function apply(document: Document, override: Override): void {
  const parent = override.path.slice(0, -1);
  const holder = parent.length === 0 ? document.contents : document.getIn(parent, true);
  if (override.path.length === 0 || !(isMap(holder) || isSeq(holder))) {
    throw new InvalidValueError({
      fault: `an override of ${override.file} names a place that the file does not have`,
      got: override.path.join("."),
      next: "print the file with `npm run pipeline -- print` and name keys that it has",
    });
  }
  if (override.value === undefined) document.deleteIn(override.path);
  else document.setIn(override.path, document.createNode(override.value));
}

/** An empty line between what a map holds. */
function separate(node: unknown): void {
  if (!isMap(node)) return;
  for (const { key } of node.items.slice(1)) if (isScalar(key)) key.spaceBefore = true;
}
