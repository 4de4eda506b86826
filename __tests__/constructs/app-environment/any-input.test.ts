import fc from "fast-check";
import {
  type AppEnvironmentProps,
  InstanceSize,
  Maintenance,
  Scaling,
  Secret,
} from "../../../constructs/app-environment";
import { ContainerRegistry } from "../../../constructs/container-registry";
import { ComponentAlert, NotificationTarget } from "../../../constructs/observability";
import { schemaFaults } from "../provider-schema";
import { problemsOf, synthesize } from "../synthesize";
import { lingobot, stack } from "./lingobot";

const number = fc.oneof(fc.integer({ min: -2, max: 400 }), fc.constantFrom(0.5, Number.NaN, 1e9));
const text = fc.oneof(
  fc.constantFrom("lingobot", "a-b", "bot.example.com", "A_B", "v1", "/health", "https://a.example"),
  fc.string({ maxLength: 40 }),
);
const size = fc.oneof(
  fc.constantFrom(...InstanceSize.all()),
  text.map((slug) => InstanceSize.of(slug)),
);
const scaling = fc.oneof(
  number.map((count) => Scaling.fixed(count)),
  fc.record({ min: number, max: number, percent: number }).map((props) => Scaling.onCpu(props)),
);
const image = fc.tuple(text, text, fc.boolean()).map(([owner, version, byTag]) => {
  const repository = ContainerRegistry.ghcr(owner, "bot").image();
  return byTag ? repository.byTag(version) : repository.byDigest(version);
});
const alert = fc
  .tuple(text, number)
  .map(([address, above]) => ComponentAlert.cpu({ above, notify: [NotificationTarget.email(address)] }));

const props: fc.Arbitrary<Partial<AppEnvironmentProps>> = fc.record(
  {
    appName: text,
    serviceName: text,
    size,
    scaling,
    image,
    port: number,
    runCommand: text,
    healthCheck: fc.record({ path: text, port: number, periodSeconds: number }, { requiredKeys: [] }),
    termination: fc.record({ graceSeconds: number, drainSeconds: number }, { requiredKeys: [] }),
    variables: fc.dictionary(text, text, { maxKeys: 4 }),
    secrets: fc.array(
      text.map((name) => Secret.named(name)),
      { maxLength: 3 },
    ),
    domains: fc.array(fc.record({ name: text, zone: text }, { requiredKeys: ["name"] }), { maxLength: 3 }),
    alerts: fc.array(alert, { maxLength: 2 }),
    maintenance: text.map((offlinePageUrl) => Maintenance.page({ offlinePageUrl })),
    vpc: text,
    edgeCache: fc.boolean(),
    monthlyBudget: number,
  },
  { requiredKeys: [] },
);

test("whatever is given is refused in words, or is what the provider takes", () => {
  fc.assert(
    fc.property(props, (given) => {
      const scope = stack();
      lingobot(scope, given);
      const problems = problemsOf(scope);
      for (const problem of problems) expect(problem).toMatch(/^\S.*; \S.*$/s);
      if (problems.length === 0) expect(schemaFaults(synthesize(scope))).toEqual([]);
    }),
    { seed: 8081, numRuns: process.env.FULL ? 5000 : 80 },
  );
}, 600_000);
