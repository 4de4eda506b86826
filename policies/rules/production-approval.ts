import { definePolicy } from "../policy";
import type { Place } from "../stack/place";
import { environmentName, guardingEnvironments } from "../subjects/github-environments";
import { noteUnguardedSecrets } from "../subjects/production-secrets";
import { isSomebody } from "../subjects/somebody";

export const productionApproval = definePolicy({
  id: "production-approval",
  title: "a deployment to production waits for somebody's approval",
  reason:
    "without reviewers every push to the branch, and every leaked token that can push, reaches customers; and so does a job that reads production's credentials elsewhere than in the environment that has them",
  source: "docs.github.com, Managing environments for deployment",
  scope: "production",
  subject: "GitHub environments",
  check: (stack, { minimumReviewers }) => {
    const environments = guardingEnvironments(stack, "nobody has to approve a deployment");
    for (const environment of environments) requireReviewers(environment, minimumReviewers);
    if (environments.length > 0) noteUnguardedSecrets(stack, environments);
    return undefined;
  },
});

function requireReviewers(environment: Place, minimum: number): void {
  const groups = environment.blocks("reviewers").flatMap((block) => {
    block.noteIgnored("teams");
    return [block.entries("teams"), block.entries("users")];
  });
  if (groups.includes("unknown")) return;
  const count = groups.reduce((sum, group) => sum + new Set([group].flat().filter(isSomebody)).size, 0);
  if (count >= minimum) return;
  environment.note("reviewers", {
    fault: `too few teams and people may approve deployments to ${environmentName(environment)}`,
    got: count,
    allowed: `${minimum} or more`,
    next: 'name reviewers (in the settings: approval: { teams: ["platform"] })',
  });
}
