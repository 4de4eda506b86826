import { Pins, renderWorkflow, type Workflow } from "../constructs";
import { checkWorkflow } from "./check";
import { dependabotFile } from "./dependabot";
import { deployWorkflow } from "./deploy";
import { driftWorkflow } from "./drift";
import { HEADER } from "./header";
import { planWorkflow } from "./plan";
import { releaseWorkflow } from "./release";

/** This repository's workflows. A new one is a file here and a line in this list. */
export const WORKFLOWS: readonly ((pins: Pins) => Workflow)[] = [
  checkWorkflow,
  planWorkflow,
  deployWorkflow,
  driftWorkflow,
  releaseWorkflow,
];

/** The workflows as objects, on the pins that the app's pipeline runs on too. */
export function repositoryWorkflows(pins: Pins = Pins.committed()): readonly Workflow[] {
  return WORKFLOWS.map((workflow) => workflow(pins));
}

/** Every file that is written, by its path. */
export function repositoryFiles(): ReadonlyMap<string, string> {
  const workflows = repositoryWorkflows().map(
    (each) => [each.path, renderWorkflow(each, HEADER, [])] as const,
  );
  return new Map([...workflows, [".github/dependabot.yml", dependabotFile()] as const]);
}
