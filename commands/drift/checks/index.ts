import type { DriftCheck } from "../check";
import { alertDestinations } from "./alert-destinations";
import { bypassActors } from "./bypass-actors";
import { environmentProtection } from "./environment-protection";
import { liveUrl } from "./live-url";
import { secretNames } from "./secret-names";

/** Everything that is looked at beside the plan. */
export const CHECKS: readonly DriftCheck[] = [
  environmentProtection,
  bypassActors,
  alertDestinations,
  secretNames,
  liveUrl,
];
