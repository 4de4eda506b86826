/**
 * `recorded/answers.jsonl` holds what the real providers answered for configurations made at random from the
 * facts, asked over the plugin protocol: plans of creations and updates, and refusals of configurations.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planResource, validateResource } from "../../../sandbox/terraform/engine/calls";
import { digitaloceanProvider } from "../../../sandbox/terraform/engine/digitalocean-provider";
import { githubProvider } from "../../../sandbox/terraform/engine/github-provider";
import { buildResource, type Resource } from "../../../sandbox/terraform/engine/resource";
import { withEmptyBlocks } from "../../../sandbox/terraform/engine/state";
import { conform } from "../../../sandbox/terraform/value/codec";
import { canonical, type Dynamic, UNKNOWN } from "../../../sandbox/terraform/value/dynamic";

interface RecordedPlan {
  readonly what: "create" | "update";
  readonly type: string;
  readonly prior: unknown;
  readonly proposed: unknown;
  readonly planned: unknown;
  readonly replace: readonly string[];
}

interface RecordedRefusal {
  readonly what: "refusal";
  readonly type: string;
  readonly config: unknown;
  readonly refusals: readonly string[];
}

const recorded = readFileSync(join(__dirname, "recorded/answers.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as RecordedPlan | RecordedRefusal);
const plans = recorded.filter((each): each is RecordedPlan => each.what !== "refusal");
const refusals = recorded.filter((each): each is RecordedRefusal => each.what === "refusal");

const none = { resources: {}, dataSources: {} };
const resources = new Map<string, Resource>();
for (const provider of [digitaloceanProvider(none), githubProvider(none)]) {
  for (const [name, facts] of Object.entries(provider.facts.resources)) {
    resources.set(name, buildResource(name, facts, provider.rules[name], undefined));
  }
}

function resourceOf(type: string): Resource {
  const resource = resources.get(type);
  if (resource === undefined) throw new Error(`no facts of ${type}`);
  return resource;
}

function unmarked(value: unknown): unknown {
  if (value === "(unknown)") return UNKNOWN;
  if (Array.isArray(value)) return value.map(unmarked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unmarked(member)]));
}

function inFull(resource: Resource, data: unknown): Dynamic {
  return withEmptyBlocks(conform(unmarked(data), resource.type), resource);
}

test("every resource type of the facts is among the recorded plans", () => {
  expect(new Set(plans.map((each) => each.type))).toEqual(new Set(resources.keys()));
});

describe("plans", () => {
  test.each(plans.map((each, index) => [`${each.what} ${each.type} #${index}`, each] as const))(
    "%s",
    (_name, each) => {
      const resource = resourceOf(each.type);
      const proposed = inFull(resource, each.proposed);

      const ours = planResource(resource, {
        prior: inFull(resource, each.prior),
        proposed,
        config: proposed,
      });

      expect(ours.diagnostics).toEqual([]);
      const planned = withEmptyBlocks(ours.state, resource);
      expect(canonical(planned, resource.type)).toBe(
        canonical(inFull(resource, each.planned), resource.type),
      );
      const paths = ours.requiresReplace.map((path) => path.map((step) => Object.values(step)[0]).join("."));
      expect([...paths].sort()).toEqual(each.replace);
    },
  );
});

describe("refusals", () => {
  test.each(refusals.map((each, index) => [`${each.type} #${index}`, each] as const))("%s", (_name, each) => {
    const resource = resourceOf(each.type);

    const faults = validateResource(resource, inFull(resource, each.config));

    const texts = faults
      .filter((fault) => fault.severity === "error")
      .map((fault) => [fault.summary, fault.detail].filter(Boolean).join(": "))
      .map((text) => text.replace(/\.\d+/g, ".N").replace(/ for argument.*/, ""));
    expect([...new Set(texts)].sort()).toEqual([...new Set(each.refusals)].sort());
  });
});
