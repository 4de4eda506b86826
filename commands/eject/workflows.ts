import {
  Grant,
  Pins,
  renderWorkflow,
  type Step,
  type Triggers,
  Workflow,
  type WorkflowJob,
} from "../../constructs";
import type { SynthesizedStack } from "../../tools/synthesized";
import { credentialsOf, stateCredentials } from "./credentials";

/** The release that all of this was measured with. */
const TERRAFORM_VERSION = "1.11.4";

interface Kind {
  readonly file: string;
  readonly name: string;
  readonly on: Triggers;
  /** Environment whose secrets the jobs read; its reviewers approve. */
  readonly environment: (stack: string) => string;
  readonly command: string;
  readonly verb: string;
  /** Whether a stack waits for the one before. */
  readonly inOrder: boolean;
  readonly if?: string;
}

const KINDS: readonly Kind[] = [
  {
    file: "plan.yml",
    name: "Plan",
    on: { pullRequest: {} },
    environment: () => "terraform-plan",
    command: "terraform plan -input=false -lock=false",
    verb: "Plan",
    inOrder: false,
    // A fork's pull request gets no secrets.
    if: "github.event.pull_request.head.repo.full_name == github.repository",
  },
  {
    file: "apply.yml",
    name: "Apply",
    on: { push: { branches: ["main"] }, workflowDispatch: {} },
    environment: (stack) => `terraform-${stack}`,
    command: "terraform apply -input=false -auto-approve -lock-timeout=10m",
    verb: "Apply",
    inOrder: true,
    // By hand a run of another branch can be started too.
    if: "github.ref == 'refs/heads/main'",
  },
  {
    file: "drift.yml",
    name: "Drift",
    on: { schedule: ["17 5 * * 1-5"], workflowDispatch: {} },
    environment: () => "terraform-plan",
    command: "terraform plan -input=false -lock=false -detailed-exitcode",
    verb: "Look for drift of",
    inOrder: false,
  },
];

/** Workflows that plan and apply the stacks with nothing but Terraform, by their paths. */
export function workflowFiles(stacks: readonly SynthesizedStack[]): Readonly<Record<string, string>> {
  return Object.fromEntries(KINDS.map((kind) => rendered(kind, stacks)));
}

function rendered(kind: Kind, stacks: readonly SynthesizedStack[]): [string, string] {
  const workflow = new Workflow({
    file: kind.file,
    name: kind.name,
    on: kind.on,
    concurrency: { group: `terraform-${kind.file}-\${{ github.ref }}`, cancelInProgress: !kind.inOrder },
  });
  const jobs: WorkflowJob[] = [];
  for (const stack of stacks) {
    const before = kind.inOrder ? jobs.slice(-1) : [];
    jobs.push(addJob(workflow, kind, stack, before));
  }
  return [workflow.path, renderWorkflow(workflow, ["Plain Terraform: see README.md."], [])];
}

function addJob(
  workflow: Workflow,
  kind: Kind,
  stack: SynthesizedStack,
  needs: readonly WorkflowJob[],
): WorkflowJob {
  return workflow.addJob(stack.name, {
    name: `${kind.verb} ${stack.name}`,
    permissions: { contents: Grant.read("check out the configuration") },
    environment: { name: kind.environment(stack.name) },
    timeoutMinutes: 45,
    ...(needs.length === 0 ? {} : { needs }),
    ...(kind.if === undefined ? {} : { if: kind.if }),
    steps: steps(kind, stack),
  });
}

function steps({ command, verb }: Kind, stack: SynthesizedStack): readonly Step[] {
  const workingDirectory = stack.name;
  return [
    {
      name: "Check out",
      uses: Pins.committed().action("actions/checkout"),
      with: { "persist-credentials": false },
    },
    {
      name: "Set up Terraform",
      uses: Pins.committed().action("hashicorp/setup-terraform"),
      with: { terraform_version: TERRAFORM_VERSION, terraform_wrapper: false },
    },
    {
      name: "Initialise",
      workingDirectory,
      env: fromSecrets(stateCredentials(stack)),
      run: "terraform init -input=false",
    },
    {
      name: `${verb} ${stack.name}`,
      workingDirectory,
      env: fromSecrets(credentialsOf(stack)),
      run: command,
    },
  ];
}

function fromSecrets(names: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).map(([name, secret]) => [name, `\${{ secrets.${secret} }}`]),
  );
}
