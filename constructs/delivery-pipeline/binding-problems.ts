import type { Problem } from "../errors";
import type { ProtectedBranch } from "../repository-protection/branch-rules";
import type { DeliveryPipelineProps } from "./delivery-pipeline-props";

/** Where a pipeline and the rules of the branches that it runs for do not fit together. */
export function bindingProblems(
  { mergeQueue, codeOwners }: DeliveryPipelineProps,
  branches: readonly ProtectedBranch[],
): Problem[] {
  const guarded = branches.filter((branch) => branch.protected !== false);
  const queued = guarded.filter((branch) => branch.mergeQueue === true);
  const asking = guarded.filter((branch) => branch.codeOwnerApproval === true);
  return [
    ...(mergeQueue !== true && queued.length > 0 ? [queueProblem(queued)] : []),
    ...(codeOwners !== undefined && asking.length === 0 ? [ownersProblem(codeOwners, guarded)] : []),
  ];
}

function queueProblem(branches: readonly ProtectedBranch[]): Problem {
  return {
    fault:
      "branches merge through a queue that CI does not run for, so the required check would never arrive",
    got: branches.map(({ name }) => name),
    next: "set mergeQueue of the pipeline, or leave mergeQueue of the branches out",
  };
}

function ownersProblem(
  codeOwners: NonNullable<DeliveryPipelineProps["codeOwners"]>,
  branches: readonly ProtectedBranch[],
): Problem {
  return {
    fault:
      "codeOwners are given and no branch requires their approval, so GitHub would ask them and wait for nobody",
    got: Object.keys(codeOwners),
    allowed: `codeOwnerApproval on one or more of ${branches.map(({ name }) => name).join(", ")}`,
    next: "set codeOwnerApproval of the branches that they guard, or leave codeOwners out",
  };
}
