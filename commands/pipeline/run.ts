import type { PlatformSettings } from "../../stacks";

/** What the command works on and where it says so. */
export interface PipelineRun {
  readonly settings: PlatformSettings;
  readonly env: NodeJS.ProcessEnv;
  /** The committed file of pins. */
  readonly pinsFile: string;
  /** Pins the uv that the tests run to this version. Throws Error when it cannot. */
  readonly lockUv: (version: string) => void;
  /** Takes what was asked for, as it is. */
  readonly write: (text: string) => void;
  /** Takes a line about the run. */
  readonly note: (line: string) => void;
}
