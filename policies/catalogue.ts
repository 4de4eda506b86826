import type { Policy } from "./policy";
import { alertDestinations } from "./rules/alert-destinations";
import { allowedActions } from "./rules/allowed-actions";
import { deletionProtection } from "./rules/deletion-protection";
import { healthCheck } from "./rules/health-check";
import { imageDigest } from "./rules/image-digest";
import { noLiteralSecret } from "./rules/no-literal-secret";
import { priceWithinBudget } from "./rules/price-within-budget";
import { productionAdminBypass } from "./rules/production-admin-bypass";
import { productionApproval } from "./rules/production-approval";
import { productionBranchPolicy } from "./rules/production-branch-policy";
import { productionInstances } from "./rules/production-instances";
import { productionSelfReview } from "./rules/production-self-review";
import { remoteState } from "./rules/remote-state";
import { requiredChecksPinned } from "./rules/required-checks-pinned";
import { secretsAtAppLevel } from "./rules/secrets-at-app-level";
import { uptimeCheck } from "./rules/uptime-check";
import { workflowToken } from "./rules/workflow-token";

const ALL = [
  productionInstances,
  productionApproval,
  productionSelfReview,
  productionAdminBypass,
  productionBranchPolicy,
  alertDestinations,
  uptimeCheck,
  healthCheck,
  imageDigest,
  noLiteralSecret,
  secretsAtAppLevel,
  remoteState,
  deletionProtection,
  requiredChecksPinned,
  workflowToken,
  allowedActions,
  priceWithinBudget,
] as const;

/** Id of a policy. */
export type PolicyId = (typeof ALL)[number]["id"];

/** Every policy, in the order they are told in. */
export const POLICIES: readonly Policy<PolicyId>[] = ALL;
