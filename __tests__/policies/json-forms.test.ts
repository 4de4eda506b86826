import { lingobot } from "../../lingobot";
import { type Evaluation, evaluatePolicies, type PolicyId } from "../../policies";
import { definedApp } from "../stacks/platform-under-test";
import { configurationsOf, lingobotRun, resultOf } from "./evaluated";

interface Configuration {
  resource: Record<
    string,
    Record<string, { spec: { service: { instance_count: number }[]; dynamic?: unknown } }>
  >;
  variable?: unknown;
}

/** LingoBot, with production's JSON rewritten. */
function rewritten(rewrite: (configuration: Configuration) => object): Evaluation {
  const stacks = configurationsOf(definedApp(lingobot)).map(({ name, configuration }) => ({
    name,
    configuration: name === "production" ? rewrite(configuration as Configuration) : configuration,
  }));
  return evaluatePolicies(stacks, lingobotRun());
}

/** One instance, which violates. */
function single(configuration: Configuration): Configuration {
  for (const { spec } of Object.values(configuration.resource.digitalocean_app ?? {}))
    for (const service of spec.service) service.instance_count = 1;
  return configuration;
}

const pieces = (value: object) => Object.entries(value).map(([name, each]) => ({ [name]: each }));

describe("a configuration in the lists that Terraform's JSON takes as well", () => {
  const FORMS: readonly (readonly [string, (configuration: Configuration) => object])[] = [
    ["resources", ({ resource, ...rest }) => ({ ...rest, resource: pieces(resource) })],
    [
      "resources of a type",
      ({ resource, ...rest }) => ({
        ...rest,
        resource: Object.fromEntries(Object.entries(resource).map(([type, each]) => [type, pieces(each)])),
      }),
    ],
    [
      "the body of a resource",
      ({ resource, ...rest }) => ({
        ...rest,
        resource: pieces(
          Object.fromEntries(
            Object.entries(resource).map(([type, each]) => [
              type,
              Object.fromEntries(Object.entries(each).map(([name, body]) => [name, [body]])),
            ]),
          ),
        ),
      }),
    ],
    ["variables", ({ variable, ...rest }) => ({ ...rest, variable: pieces(variable as object) })],
  ];

  test.each(FORMS)("%s: what holds holds", (_what, rewrite) => {
    expect(rewritten(rewrite).problems).toEqual([]);
  });

  test.each(FORMS)("%s: what is violated is violated", (_what, rewrite) => {
    const evaluation = rewritten((configuration) => rewrite(single(configuration)));
    expect(resultOf(evaluation, "production-instances").result).toBe("violated");
  });
});

test.each<PolicyId>(["production-instances", "health-check", "price-within-budget"])(
  "blocks that Terraform makes, in a list: %s cannot be evaluated",
  (policy) => {
    const evaluation = rewritten((configuration) => {
      for (const { spec } of Object.values(configuration.resource.digitalocean_app ?? {}))
        spec.dynamic = [{ service: { for_each: "${var.all}", content: {} } }];
      return configuration;
    });
    expect(resultOf(evaluation, policy).result).toBe("cannot be evaluated");
  },
);

test("the stacks that were given are left as they are", () => {
  const [first] = configurationsOf(definedApp(lingobot));
  const before = JSON.stringify(first);
  if (first !== undefined) evaluatePolicies([first], lingobotRun());
  expect(JSON.stringify(first)).toBe(before);
});
