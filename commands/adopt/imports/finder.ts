import type { SynthesizedStack } from "../../../tools/synthesized";
import type { Clouds } from "../../clouds/clouds";
import type { ConfiguredResource, RepositoryName } from "../../configuration";

/** What a finder may ask. */
export interface Search {
  readonly stack: SynthesizedStack;
  readonly clouds: Clouds;
  readonly repository: RepositoryName;
  /** Ids of apps that the person named, by the app's name: a name may be that of several. */
  readonly apps: Readonly<Record<string, string>>;
}

/** Ids by which the provider imports what exists of one configured resource; several when it cannot be told which. */
export type Finder = (resource: ConfiguredResource, search: Search) => Promise<readonly string[]>;
