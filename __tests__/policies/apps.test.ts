import { App as AppResource } from "@cdktf/provider-digitalocean/lib/app";
import { Droplet } from "@cdktf/provider-digitalocean/lib/droplet";
import { AppEnvironment, ContainerRegistry, InstanceSize, Scaling, Secret } from "../../constructs";
import { lingobot } from "../../lingobot";
import type { PolicyId } from "../../policies";
import { synthesizedStacks, withEnvironment } from "../stacks/platform-under-test";
import { type Case, evaluated, override, resultOf, standing } from "./evaluated";

const APP = "digitalocean_app.App_F1B96344";
const DIGEST = `sha256:${"a".repeat(64)}`;

const service = (attribute: string, value: unknown) =>
  override("App/Resource", `spec.service.0.${attribute}`, value);

/** An app beside LingoBot's, composed by hand of one component. */
const byHand = (component: object, lifecycle: object = {}): NonNullable<Case["change"]> => {
  return (stack) => {
    const app = new AppResource(stack, "ByHand", { spec: { name: "by-hand" } });
    app.addOverride("spec.worker", [
      { name: "queue", instance_size_slug: "apps-s-1vcpu-0.5gb", ...component },
    ]);
    app.addOverride("lifecycle", { prevent_destroy: true, ...lifecycle });
  };
};

const ignored = (...paths: string[]) => ({ ignore_changes: paths });
const image = (more: object) => ({
  image: { registry_type: "GHCR", registry: "acme", repository: "queue", ...more },
});

describe("image-digest", () => {
  test.each<[string, Case, string]>([
    [
      "a tag of an app composed by hand",
      { change: byHand(image({ tag: "latest" })) },
      `the image of "queue" is neither fixed by a digest nor owned by the pipeline; got "latest"; allowed: digest: sha256:…, or the pipeline's image with \`tag\` and \`digest\` in lifecycle.ignore_changes; fix it: image.byDigest("sha256:…") (digitalocean_app.ByHand.spec[0].worker[0].image[0].tag)`,
    ],
    ["no tag, which is latest", { change: byHand(image({})) }, "got null"],
    [
      "a push that only DigitalOcean's registry deploys on",
      { change: byHand(image({ tag: "1", deploy_on_push: [{ enabled: true }] })) },
      'got "1"',
    ],
    ["what is no digest", { change: byHand(image({ digest: "latest" })) }, 'got "latest"'],
    [
      "an ignored tag of an image that is not the pipeline's",
      { change: byHand(image({ tag: "1" }), ignored("spec[0].worker[0].image")) },
      'got "1"',
    ],
    [
      "a tag of which only half is ignored",
      {
        run: { pipelineImages: ["ghcr.io/acme/queue"] },
        change: byHand(image({ tag: "1" }), ignored("spec[0].worker[0].image[0].tag")),
      },
      'got "1"',
    ],
    [
      "LingoBot's own, when an override stops ignoring it",
      {
        change: override("App/Resource", "lifecycle.ignore_changes", undefined),
      },
      'got "production-latest"',
    ],
  ])("violated: %s", (_what, change, message) => {
    const { result, found } = standing("image-digest", change);
    expect(found.join("\n")).toContain(message);
    expect(result).toBe("violated");
  });

  test.each<[string, Case]>([
    ["the pipeline's image", {}],
    ["a digest", { change: byHand(image({ digest: DIGEST })) }],
    [
      "an image of another pipeline, where nobody said which",
      {
        run: { pipelineImages: undefined as never },
        change: byHand(image({ tag: "1" }), ignored("spec[0].worker[0].image")),
      },
    ],
    [
      "everything ignored",
      {
        run: { pipelineImages: ["ghcr.io/lingobot/lingobot", "ghcr.io/acme/queue"] },
        change: byHand(image({ tag: "1" }), { ignore_changes: "all" }),
      },
    ],
    [
      "a registry that deploys on push",
      { change: byHand(image({ registry_type: "DOCR", tag: "1", deploy_on_push: [{ enabled: true }] })) },
    ],
    [
      "one that says so by a text",
      { change: byHand(image({ registry_type: "DOCR", tag: "1", deploy_on_push: [{ enabled: "true" }] })) },
    ],
    ["no image, but a build of source", { change: byHand({ github: { repo: "acme/queue" } }) }],
  ])("holds: %s", (_what, change) => {
    expect(standing("image-digest", change)).toEqual({ result: "holds", found: [] });
  });

  test("cannot be evaluated: a digest of a variable", () => {
    expect(standing("image-digest", { change: byHand(image({ digest: "${var.digest}" })) })).toEqual({
      result: "cannot be evaluated",
      found: [expect.stringContaining("`digest` is known only when Terraform runs")],
    });
  });
});

describe("secrets-at-app-level", () => {
  const secret = { key: "TOKEN", type: "SECRET", value: "${var.TOKEN}" };

  test("violated by a secret of a component", () => {
    const { result, found } = standing("secrets-at-app-level", { change: service("env", [secret]) });
    expect(found).toEqual([
      `the secret TOKEN stands at the component "api"; got "SECRET"; allowed: GENERAL at components; SECRET in the app's own env; name it in the app's secrets: Secret.named("TOKEN") (${APP}.spec[0].service[0].env[3].type)`,
    ]);
    expect(result).toBe("violated");
  });

  test("cannot be evaluated when a variable decides the type", () => {
    const change = byHand({ env: [{ ...secret, type: "${var.type}" }] });
    expect(standing("secrets-at-app-level", { change }).result).toBe("cannot be evaluated");
  });
});

describe("price-within-budget", () => {
  const workers = (count: unknown) =>
    override("App/Resource", "spec.worker", [
      { name: "w", instance_size_slug: "apps-s-1vcpu-1gb", instance_count: count },
    ]);

  test.each<[string, Case, string]>([
    [
      "a worker that an override adds",
      { change: workers(1) },
      `the stack costs up to $36 a month, more than its budget; got "$36"; allowed: at most $24; choose a smaller size, fewer instances or a lower max, or raise monthlyBudget (${APP}.spec)`,
    ],
    [
      "the worst case of a scaling",
      {
        settings: withEnvironment("production", {
          size: InstanceSize.DEDICATED_1VCPU_512MB,
          scaling: Scaling.onCpu({ min: 2, max: 5 }),
        }),
        run: { budgets: { production: 100 } },
      },
      'up to $145 a month, more than its budget; got "$58 to $145"; allowed: at most $100',
    ],
    ["two apps together", { change: byHand({ instance_count: 1 }) }, "up to $29 a month"],
    ["an app as often as it is made", { change: override("App/Resource", "count", 2) }, "up to $48 a month"],
    [
      "production without a budget",
      { run: { budgets: {} } },
      `production has no budget; set one (in the settings: monthlyBudget, in USD a month) (${APP})`,
    ],
  ])("violated: %s", (_what, change, message) => {
    const { result, found } = standing("price-within-budget", change);
    expect(found.join("\n")).toContain(message);
    expect(result).toBe("violated");
  });

  test.each<[string, NonNullable<Case["change"]>, string]>([
    ["a number of a variable", workers("${var.n}"), "has no price that is known at synth"],
    ["an unknown size", service("instance_size_slug", "apps-new"), "has no price that is known at synth"],
    [
      "an app that a variable multiplies",
      override("App/Resource", "count", "${var.n}"),
      "has no price that is known at synth",
    ],
    [
      "what Terraform adds",
      override("App/Resource", "spec.dynamic", { worker: {} }),
      "`dynamic.worker` makes blocks",
    ],
    [
      "instances that Terraform adds",
      service("dynamic", { autoscaling: { for_each: "${var.all}", content: {} } }),
      "`dynamic.autoscaling` makes blocks",
    ],
    [
      "a file system",
      (stack) => stack.addOverride("resource.digitalocean_nfs.A", { size: 1000 }),
      "its price is not known here",
    ],
    [
      "a droplet",
      (stack) => new Droplet(stack, "Vm", { image: "ubuntu", name: "vm", size: "s-1vcpu-1gb" }),
      "its price is not known here, so the budget cannot be held",
    ],
  ])("cannot be evaluated: %s", (_what, change, message) => {
    const { result, found } = standing("price-within-budget", { change });
    expect(found.join("\n")).toContain(message);
    expect(result).toBe("cannot be evaluated");
  });

  test("is not asked of a stack without a budget that is not production", () => {
    expect(
      standing("price-within-budget", { stack: "staging", run: { budgets: { production: 24 } } }).result,
    ).toBe("not applicable");
  });

  test("costs what the constructs say", () => {
    const { results } = evaluated({ run: { budgets: { staging: 5, production: 24 } } });
    expect(
      results.filter(({ policy }) => policy === "price-within-budget").map(({ result }) => result),
    ).toEqual(["not applicable", "holds", "holds"]);
    expect(standing("price-within-budget", { run: { budgets: { production: 23.99 } } }).result).toBe(
      "violated",
    );
  });
});

test("another team's app of our constructs holds where it should, with no setting at all", () => {
  const change: Case["change"] = (stack) => {
    new AppEnvironment(stack, "Shop", {
      appName: "shop",
      region: "fra",
      image: ContainerRegistry.ghcr("acme", "shop").image().byTag("latest"),
      size: InstanceSize.XS,
      scaling: Scaling.fixed(2),
      secrets: [Secret.named("STRIPE_KEY")],
    });
  };
  const evaluation = evaluated({
    change,
    run: { budgets: { production: 100 }, pipelineImages: undefined as never },
  });
  const failing = (
    [
      "production-instances",
      "health-check",
      "image-digest",
      "secrets-at-app-level",
      "deletion-protection",
    ] satisfies PolicyId[]
  ).filter((policy) => resultOf(evaluation, policy).result !== "holds");
  expect(failing).toEqual([]);
});

test("LingoBot holds to every policy, without a waiver", () => {
  expect(evaluated().problems).toEqual([]);
  expect(Object.keys(synthesizedStacks(lingobot))).toHaveLength(3);
});
