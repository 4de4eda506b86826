import { definePolicy } from "../policy";
import { environmentName, environmentsOf } from "../subjects/github-environments";

export const productionSelfReview = definePolicy({
  id: "production-self-review",
  title: "whoever starts a deployment to production cannot approve it",
  reason: "an approval by the person who deploys is none: one stolen account is enough",
  source: "docs.github.com, Managing environments for deployment, prevent self-review",
  scope: "production",
  subject: "GitHub environments",
  check: (stack) => {
    for (const environment of environmentsOf(stack))
      environment.require("prevent_self_review", {
        holds: (prevented) => prevented === true,
        fault: `whoever starts a deployment to ${environmentName(environment)} may approve it too`,
        allowed: "true",
        next: "leave preventSelfReview out where there are reviewers, or set it to true",
      });
    return undefined;
  },
});
