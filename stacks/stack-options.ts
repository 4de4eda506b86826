import type { RemoteState } from "../constructs";

/** What the run decides, not the settings. */
export interface StackOptions {
  /** Where this run keeps state. */
  readonly state: RemoteState;
  /** Whether Terraform refuses to delete what holds data or an address. */
  readonly deletionProtection: boolean;
}
