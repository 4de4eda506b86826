import { appAlertDestinations } from "./app-alert-destinations";
import { appSealedRegistryCredentials } from "./app-sealed-registry-credentials";
import { appSealedVariables } from "./app-sealed-variables";
import { githubEtag } from "./github-etag";
import { githubOrganizationAdminId } from "./github-organization-admin-id";
import { githubUnreadSecurityFeatures } from "./github-unread-security-features";
import { githubUpdateRuleFetch } from "./github-update-rule-fetch";
import type { NoiseRule } from "./rule";

/** All noise that is known. A rule holds for the versions it names and for no other. */
export const NOISE_RULES: readonly NoiseRule[] = [
  appSealedVariables,
  appSealedRegistryCredentials,
  appAlertDestinations,
  githubEtag,
  githubUnreadSecurityFeatures,
  githubOrganizationAdminId,
  githubUpdateRuleFetch,
];
