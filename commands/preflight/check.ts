import type { SynthesizedStack } from "../../tools/synthesized";
import type { Clouds } from "../clouds/clouds";
import type { StateReader } from "./state-reader";

/** What the checks look at. */
export interface PreflightContext extends Clouds {
  /** The stacks that are about to be deployed, in their order. */
  readonly stacks: readonly SynthesizedStack[];
  /** All stacks of the code. */
  readonly all: readonly SynthesizedStack[];
  readonly env: NodeJS.ProcessEnv;
  /** Terraform's state of each stack. */
  readonly states: StateReader;
}

/** Something that would make the deployment fail, and what to do about it. */
export interface Problem {
  readonly problem: string;
  readonly next: string;
}

/** Something worth knowing that keeps nothing from being deployed. */
export interface Note {
  readonly note: string;
}

export type Finding = Problem | Note;

/** One question asked before anything is touched. */
export interface Check {
  /** Short name, as it is shown and as it stands in the JSON. */
  readonly id: string;
  /**
   * @returns what is wrong or worth knowing; empty when all is well
   * @throws CloudError when a cloud could not be asked, which counts as a problem
   */
  run(context: PreflightContext): Promise<readonly Finding[]>;
}
