import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { RepositoryProtection } from "../../constructs";
import {
  ActionReference,
  DeliveryPipeline,
  expectedProtection,
  Grant,
  Python,
} from "../../constructs/delivery-pipeline";

export class ShopPipeline extends TerraformStack {
  public constructor(scope: Construct) {
    super(scope, "repository");
    new GithubProvider(this, "github", { owner: "shop" });
    const pipeline = new DeliveryPipeline(this, "Pipeline", {
      language: Python.uv({ application: "checkout.main:app" }),
      image: "ghcr.io/shop/checkout",
      targets: [
        { environment: "staging", branch: "staging" },
        {
          environment: "production",
          branch: "main",
          promoteFrom: "staging",
          smokePaths: ["/health", "/docs"],
          monitor: { maxP95Milliseconds: 800 },
        },
      ],
    });
    const repository = new RepositoryProtection(this, "Repository", {
      owner: "shop",
      repository: "checkout",
      plan: "enterprise",
      visibility: "private",
    });
    pipeline.bind(repository);
  }
}

export class CarefulPipeline extends TerraformStack {
  public readonly pipeline: DeliveryPipeline;

  public constructor(scope: Construct) {
    super(scope, "careful");
    const gate = {
      plan: "enterprise",
      visibility: "private",
      branches: ["main"],
      reviewers: { teams: ["platform"] },
    } as const;
    this.pipeline = new DeliveryPipeline(this, "Pipeline", {
      language: Python.uv({ application: "checkout.main:app", versions: ["3.11", "3.13"] }),
      image: "ghcr.io/shop/checkout",
      branches: ["main"],
      targets: [
        {
          environment: "production",
          branch: "main",
          protection: expectedProtection(gate, { name: "main", approvals: 2 }),
        },
      ],
      gateName: "Ready to merge",
      preview: { maxMonthlyDollars: 5 },
      extend: (workflow) => {
        if (workflow.file !== "ci.yml") return;
        workflow.addJob("licenses", {
          name: "Licenses",
          timeoutMinutes: 5,
          permissions: { contents: Grant.read("read the code") },
          steps: [
            {
              name: "Check out",
              uses: ActionReference.pinned(
                "actions/checkout",
                "3d3c42e5aac5ba805825da76410c181273ba90b1",
                "v7.0.1",
              ),
              with: { "persist-credentials": false },
            },
            { name: "List licenses", run: "python3 tools/licenses.py" },
          ],
        });
      },
      overrides: [
        {
          file: ".github/workflows/ci.yml",
          path: ["jobs", "test", "services"],
          value: { db: { image: `postgres@sha256:${"0".repeat(64)}` } },
        },
      ],
    });
  }
}
