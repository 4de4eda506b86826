import {
  compareBranches,
  compareEnvironment,
  type LiveEnvironment,
} from "../../../constructs/delivery-pipeline/tool/gate/environment";
import type { GitHub } from "../../../constructs/delivery-pipeline/tool/github";
import { protectionOf } from "../../../stacks/protection";
import { type DriftCheck, repositoryOf, type Subject } from "../check";
import { describeFinding } from "../finding";

/** Who may deploy: reviewers taken away by hand show in no plan (integrations/terraform-provider-github#3609). */
export const environmentProtection: DriftCheck = {
  id: "environment protection",
  run: async (subject) => ({ differs: await differencesOf(subject) }),
};

async function differencesOf(subject: Subject): Promise<string[]> {
  const { stack, settings, environment } = subject;
  const github = await repositoryOf(subject);
  if (environment === undefined || github === undefined) return [];
  const path = `/environments/${encodeURIComponent(environment.name)}`;
  const live = await github.find<LiveEnvironment>(path);
  // A plan shows that it is to be created.
  if (live === undefined) return [];
  const wanted = protectionOf(environment, settings);
  const policies =
    live.deployment_branch_policy?.custom_branch_policies === true
      ? compareBranches(wanted, await branchPolicies(github, path))
      : [];
  return [...compareEnvironment(wanted, live), ...policies].map((finding) =>
    describeFinding(
      `${stack.name}: the environment ${environment.name}`,
      finding,
      `npm run deploy -- ${stack.name}`,
    ),
  );
}

function branchPolicies(github: GitHub, path: string) {
  return github.list(
    `${path}/deployment-branch-policies`,
    (body) => (body as { branch_policies?: { name: string; type?: string }[] }).branch_policies ?? [],
  );
}
