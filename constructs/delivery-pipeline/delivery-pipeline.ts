import { Construct } from "constructs";
import { addProblems, InvalidValueError, type Problem } from "../errors";
import { Problems } from "../private/problems";
import type { ProtectedBranch } from "../repository-protection/branch-rules";
import { RequiredCheck } from "../repository-protection/required-check";
import { bindingProblems } from "./binding-problems";
import type { DeliveryPipelineProps } from "./delivery-pipeline-props";
import { extraFilesProblems } from "./extra-files-problems";
import { type PipelineLabel, pipelineLabels } from "./files/labels";
import { finalProblems } from "./final-problems";
import { pipelineProblems } from "./pipeline-problems";
import { type PipelineParts, pipelineParts, type RenderedPipeline, renderPipeline } from "./render-pipeline";
import { describeTimings, type Timing, timingOf } from "./timing";
import type { WorkflowJob } from "./workflow/job";
import type { Workflow } from "./workflow/workflow";

/** What can take the files in, for example RepositoryProtection: each file is committed once, before any ruleset. */
export interface ISeedTarget {
  seedFile(file: { readonly path: string; readonly content: string; readonly message: string }): void;
}

/** A repository that the pipeline runs in, for example RepositoryProtection. */
export interface IPipelineRepository extends ISeedTarget {
  /** The long-lived branches and their rules; what does not fit the pipeline is told when the tree is validated. */
  readonly branches: readonly ProtectedBranch[];
  /** Lets workflows use an action. */
  addAllowedAction(pattern: string): void;
  /** Requires a check before a merge. */
  addRequiredCheck(check: RequiredCheck): void;
}

/**
 * The workflows, the container file and the settings that an app's repository runs, as typed objects.
 * A pure function of its props: no network, no clock, the same files every time. It creates no resource by itself;
 * `seedInto` hands the files to the repository, and `gate` is the job that its rulesets require.
 */
export class DeliveryPipeline extends Construct {
  /** The gate: the only job that a ruleset has to require. */
  public readonly gate: WorkflowJob;
  /** The workflows, in the order in which they run. */
  public readonly workflows: readonly Workflow[];
  /** Every label that the pipeline sets. */
  public readonly labels: readonly PipelineLabel[];
  private readonly parts: PipelineParts;
  private rendering: RenderedPipeline | undefined;
  private faults: readonly Problem[] | undefined;

  public constructor(scope: Construct, id: string, props: DeliveryPipelineProps) {
    super(scope, id);
    this.parts = pipelineParts(props);
    this.gate = this.parts.gate;
    this.workflows = this.parts.workflows;
    this.labels = pipelineLabels(props.language.pathLabels, this.parts.preview?.label);
    new Problems(this).add(...pipelineProblems(props, this.parts));
    addProblems(this, () => this.fileFaults);
  }

  /**
   * Every file by its path in the repository, sorted by path.
   * @throws InvalidValueError when a job that calls a workflow grants less than the called jobs ask for, a pin is
   * unknown or malformed, or an override names what is not there
   */
  public get files(): ReadonlyMap<string, string> {
    return this.rendered.files;
  }

  private get rendered(): RenderedPipeline {
    this.rendering ??= renderPipeline(this.parts);
    return this.rendering;
  }

  /** Looked for once: a tree is validated several times, and the files stay what they are. */
  private get fileFaults(): readonly Problem[] {
    this.faults ??= this.fileProblems();
    return this.faults;
  }

  /** Late, because it takes the rendering. What cannot be rendered is told by `files` to whoever takes them. */
  private fileProblems(): readonly Problem[] {
    const { extraFiles = {} } = this.parts.props;
    try {
      const { ownPaths, ownWorkflows } = this.rendered;
      return [
        ...extraFilesProblems(extraFiles, ownPaths),
        ...finalProblems(ownWorkflows, extraFiles, this.gate),
      ];
    } catch (error) {
      if (error instanceof InvalidValueError) return [];
      throw error;
    }
  }

  /** Worst and expected case of each workflow. */
  public get timings(): readonly Timing[] {
    return this.workflows.map((workflow) => timingOf(workflow));
  }

  /** The timings as text, beside the targets of LingoBot's architecture document. */
  public describeTimings(): string {
    return describeTimings(this.timings);
  }

  /**
   * Hands every file to the repository, to be committed once; later versions come as pull requests. `[skip ci]`
   * because each file is a push of its own.
   */
  public seedInto(repository: ISeedTarget): void {
    for (const [path, content] of this.files) {
      repository.seedFile({ path, content, message: `chore: add ${path} [skip ci]` });
    }
  }

  /** Gives the repository all that the pipeline needs: the files, leave to use their actions, and the gate as required check. */
  public bind(repository: IPipelineRepository): void {
    this.seedInto(repository);
    for (const pattern of this.allowedActions) repository.addAllowedAction(pattern);
    repository.addRequiredCheck(RequiredCheck.fromWorkflowJob(this.gate));
    // Late, because branches may be added after this.
    addProblems(this, () => bindingProblems(this.parts.props, repository.branches));
  }

  /** Patterns of the actions that the workflows use, GitHub's own left out, sorted: `docker/login-action@*`. */
  public get allowedActions(): readonly string[] {
    const steps = this.workflows
      .flatMap((workflow) => workflow.jobs)
      .flatMap((job) => ("steps" in job.props ? job.props.steps : []));
    const repositories = steps.flatMap((step) =>
      "uses" in step ? [step.uses.name.split("/").slice(0, 2).join("/")] : [],
    );
    const foreign = repositories.filter((name) => !/^(actions|github)\//.test(name));
    return [...new Set(foreign)].sort().map((name) => `${name}@*`);
  }

  /**
   * One workflow by its file name.
   * @throws InvalidValueError when there is none of that name
   */
  public workflow(file: string): Workflow {
    const found = this.workflows.find((workflow) => workflow.file === file);
    if (found !== undefined) return found;
    throw new InvalidValueError({
      fault: "the pipeline has no workflow of that name",
      got: file,
      allowed: this.workflows.map((workflow) => workflow.file).join(", "),
      next: "name one of them",
    });
  }
}
