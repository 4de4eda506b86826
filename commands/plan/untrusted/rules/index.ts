import type { Rule } from "../rule";
import { knownBlocks } from "./known-blocks";
import { knownResources } from "./known-resources";
import { plainExpressions } from "./plain-expressions";
import { plainLocals } from "./plain-locals";
import { plainMoves } from "./plain-moves";
import { plainNames } from "./plain-names";
import { plainResources } from "./plain-resources";
import { plainVariables } from "./plain-variables";
import { sameDataSources } from "./same-data-sources";
import { sameProviders } from "./same-providers";
import { sameSettings } from "./same-settings";

/** Every rule; each sees every stack. */
export const RULES: readonly Rule[] = [
  knownBlocks,
  sameSettings,
  sameProviders,
  knownResources,
  sameDataSources,
  plainNames,
  plainResources,
  plainExpressions,
  plainVariables,
  plainLocals,
  plainMoves,
];
