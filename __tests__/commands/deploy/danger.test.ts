import { comparePlans } from "../../../commands/deploy/danger";
import type { ResourceChangeJson } from "../../../report/plan-json";
import { plan, reported, resource, update } from "../../report/plans";

const address = "test_thing.a";
const before = { id: "i-1", name: "a", size: 1 };
const after = { id: "i-1", name: "b", size: 1 };

function compare(now: readonly ResourceChangeJson[], reviewed?: readonly ResourceChangeJson[]) {
  const report = reviewed === undefined ? undefined : reported(plan(reviewed)).report;
  return comparePlans(reported(plan(now)).report, report);
}

const destroyed = resource(address, ["delete"], { before });
const forgotten = resource(address, ["forget"], { before });
const strange = resource(address, ["update", "read"], { before, after });
const replaced = (...paths: string[]) =>
  resource(address, ["delete", "create"], {
    before,
    after: { ...after, size: 2 },
    replace_paths: paths.map((path) => [path]),
  });
const app = (size: number, level: string) =>
  update(
    "digitalocean_app.App",
    { spec: [{ name: "a", service: [{ name: "api", instance_count: 1, env: [] }] }] },
    {
      spec: [
        {
          name: "a",
          service: [{ name: "api", instance_count: size, env: [{ key: "LEVEL", value: level }] }],
        },
      ],
    },
  );

describe("without a reviewed plan", () => {
  test.each([
    ["destroy", destroyed, "stack test_thing.a: destroy"],
    ["forget", forgotten, "stack test_thing.a: forget"],
    ["replace", replaced("name"), "stack test_thing.a: replace forced by name"],
    ["redeploy", app(1, "INFO"), "stack digitalocean_app.App: redeploy"],
    ["what is not known", strange, "stack test_thing.a: unrecognised"],
  ])("%s is dangerous", (_, change, told) => {
    expect(compare([change])).toEqual({ dangerous: [told], harmless: [] });
  });

  test("by hand an app may start anew, and nothing may be lost", () => {
    const { report } = reported(plan([app(1, "INFO"), destroyed]));
    expect(comparePlans(report, undefined, true).dangerous).toEqual(["stack test_thing.a: destroy"]);
  });

  test.each([
    ["destroy of what is in the state alone", resource("terraform_data.a", ["delete"], { before })],
    ["create", resource(address, ["create"], { after })],
    ["update", update(address, before, after)],
    ["move", resource(address, ["no-op"], { before, after: before }, { previous_address: "test_thing.old" })],
    ["import", resource(address, ["no-op"], { before, after: before, importing: { id: "i-1" } })],
  ])("%s is not", (_, change) => {
    expect(compare([change])).toEqual({ dangerous: [], harmless: [] });
  });

  test("creating anew what Terraform knows and does not find is: it may be there, and hidden from the token", () => {
    const gone = resource(address, ["delete"], { before });
    const { report } = reported(plan([resource(address, ["create"], { after })], { resource_drift: [gone] }));
    expect(comparePlans(report).dangerous).toEqual([
      "stack test_thing.a: create of what was in the state and is not found",
    ]);
  });
});

describe("with a reviewed plan", () => {
  test.each([
    ["destroy", destroyed],
    ["replace", replaced("name")],
    ["redeploy", app(2, "INFO")],
  ])("%s in the same form passes", (_, change) => {
    expect(compare([change], [change])).toEqual({ dangerous: [], harmless: [] });
  });

  test("all differences are told at once", () => {
    const other = resource("test_thing.b", ["delete"], { before });
    const { dangerous } = compare([replaced("size"), other], [replaced("name")]);
    expect([...dangerous].sort()).toEqual([
      "stack test_thing.a: replace forced by size, and not as reviewed in name, size",
      "stack test_thing.b: destroy, which the reviewed plan does not have",
    ]);
  });

  test("what was reviewed as something milder does not pass", () => {
    expect(compare([destroyed], [update(address, before, after)]).dangerous).toEqual([
      "stack test_thing.a: destroy, where the reviewed plan has update",
    ]);
  });

  test("a redeployment that changes more, or to something else, does not pass; one that changes less does", () => {
    expect(compare([app(2, "INFO")], [app(1, "INFO")]).dangerous).toEqual([
      "stack digitalocean_app.App: redeploy, and not as reviewed in spec.service[api].instance_count",
    ]);
    expect(compare([app(1, "DEBUG")], [app(1, "INFO")]).dangerous).toHaveLength(1);
    expect(compare([app(1, "INFO")], [app(2, "INFO")])).toEqual({ dangerous: [], harmless: [] });
  });

  test("other updates, and what is not due any more, are told and pass", () => {
    expect(compare([update(address, before, after)], [app(2, "INFO")])).toEqual({
      dangerous: [],
      harmless: [
        "stack test_thing.a: update, which the reviewed plan does not have",
        "stack digitalocean_app.App: the reviewed redeploy is not due any more",
      ],
    });
  });
});
