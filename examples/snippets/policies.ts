import type { App } from "cdktf";
import { validateTree } from "../../constructs";
import { enforcePolicies, type PolicySettings } from "../../policies";

const policies: PolicySettings = {
  minimumInstances: 3,
  everywhere: ["alert-destinations"],
  waivers: [
    {
      policy: "production-self-review",
      stack: "shop-production",
      reason: "a team of one until March",
      expires: "2027-03-31",
    },
  ],
};

export function synthesize(app: App, today: Date): void {
  enforcePolicies(app, {
    today,
    settings: policies,
    production: ["shop-production"],
    budgets: { "shop-production": 200 },
    pipelineImages: ["ghcr.io/acme/shop"],
  });
  validateTree(app);
  app.synth();
}
