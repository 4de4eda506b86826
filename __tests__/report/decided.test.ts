import { markdown, reportOf } from "../../report";
import { plan, recorded, reported, update } from "./plans";

const app = (name: string, more: object) => ({ spec: [{ name: "app", region: name }], ...more });

/** A plan over an app that drifted; its configuration sets `spec` alone, or what is given. */
function drifted(
  before: object,
  after: object,
  expressions: Readonly<Record<string, object>> = {},
  address = "digitalocean_app.a",
) {
  return reported(
    plan([], {
      resource_drift: [update(address, app("nyc", before), app("nyc", after) as never)],
      configuration: {
        root_module: {
          resources: [
            {
              address: "digitalocean_app.a",
              type: "digitalocean_app",
              expressions: { spec: [{}], ...expressions },
            },
          ],
        },
      },
    }),
  );
}

const deployed = [
  { active_deployment_id: "d-1", updated_at: "10:00", project_id: null },
  { active_deployment_id: "d-2", updated_at: "11:00", project_id: "p-1" },
] as const;

describe("attributes that the code does not set and the service changes", () => {
  test("are no drift: nobody made them", () => {
    const { text, report } = drifted(...deployed);
    expect(text).not.toContain("### Drift");
    expect(text).toContain("The clouds are as the configuration says.");
    expect(text).toContain(
      "### What the services and the pipeline decide: attributes that the code does not set, or leaves as they are (1)\n\n<details><summary>active_deployment_id, project_id, updated_at</summary>",
    );
    expect(text).toContain("- `digitalocean_app.a`\n");
    expect(text).toContain('`active_deployment_id`: `"d-1"` → `"d-2"`');
    expect(report.drift[0]?.attributes.map(({ path, decided }) => [path, decided])).toEqual([
      ["active_deployment_id", true],
      ["project_id", true],
      ["updated_at", true],
    ]);
  });

  test("of an object of count or for_each as well", () => {
    expect(drifted(...deployed, {}, 'digitalocean_app.a["x"]').text).not.toContain("### Drift");
  });

  test("are named beside drift that somebody made", () => {
    const { text } = drifted(
      { tier: "a", updated_at: "1" },
      { tier: "b", updated_at: "2" },
      { tier: { constant_value: "a" } },
    );
    const [, drift = ""] = text.split("### Drift");
    expect(drift).toContain('`tier`: `"a"` → `"b"` — this plan leaves it');
    expect(drift).toContain("  - beside it, what the service or the pipeline decides: `updated_at`");
    expect(text).not.toContain("### What the services and the pipeline decide");
    expect(text).toContain("Something was changed outside Terraform");
  });
});

describe("drift stays drift", () => {
  test("of what the configuration sets", () => {
    expect(drifted({ tier: "a" }, { tier: "b" }, { tier: { references: ["var.tier"] } }).text).toContain(
      "### Drift",
    );
  });

  test("in a block, whoever set it", () => {
    const blocks = (size: number) => ({
      spec: [{ name: "app", region: "nyc", service: [{ name: "api", size }] }],
    });
    expect(drifted(blocks(1), blocks(2)).text).toContain("### Drift");
    expect(drifted({ rule: [{ port: 1 }] }, { rule: [{ port: 1 }, { port: 2 }] }).text).toContain(
      "### Drift",
    );
  });

  test("of objects whose configuration is not known", () => {
    expect(drifted(...deployed, {}, "module.m.digitalocean_app.a").text).toContain("### Drift");
    const { text } = reported(
      plan([], { resource_drift: [update("digitalocean_app.a", { a: "1" }, { a: "2" })] }),
    );
    expect(text).toContain("### Drift");
  });

  test("of what this plan changes", () => {
    const { text } = reported(
      plan([update("test_thing.a", { size: 9 }, { size: 1 })], {
        resource_drift: [update("test_thing.a", { size: 1 }, { size: 9 })],
        configuration: {
          root_module: { resources: [{ address: "test_thing.a", type: "test_thing", expressions: {} }] },
        },
      }),
    );
    expect(text).toContain("**this plan changes it**");
  });

  test("of an object that is gone", () => {
    const gone = update("digitalocean_app.a", { a: "1" }, null, { actions: ["delete"] });
    const { text } = reported(
      plan([], {
        resource_drift: [gone],
        configuration: {
          root_module: { resources: [{ address: gone.address, type: gone.type, expressions: {} }] },
        },
      }),
    );
    expect(text).toContain("**it no longer exists**");
  });
});

test("the recorded project of an app, which the code sets from the project's side, is no drift", () => {
  const planned = recorded("around-the-app/2-again");
  const app = { address: "digitalocean_app.app", type: "digitalocean_app", expressions: { spec: [{}] } };
  const configuration = { ...planned.configuration, root_module: { resources: [app] } };
  expect(reported(planned).text).toContain("### Drift");
  expect(reported({ ...planned, configuration }).text).not.toContain("### Drift");
});

describe("attributes that the code leaves to the pipeline", () => {
  const image = (tag: string, size: number, other = "a") => ({
    spec: [
      {
        service: [
          { name: "api", size, image: [{ tag, digest: "" }] },
          { name: "web", size: 1, image: [{ tag: other }] },
        ],
      },
    ],
  });
  const told = (ignored: readonly string[], before: object, after: object) =>
    reportOf([
      {
        name: "production",
        plan: plan([], { resource_drift: [update("digitalocean_app.a", before as never, after as never)] }),
        ignored: { "digitalocean_app.a": ignored },
      },
    ]);
  const TAG = "spec[0].service[0].image[0].tag";

  test("are no drift", () => {
    const text = markdown(told([TAG], image("v1", 1), image("v2", 1)));
    expect(text).not.toContain("### Drift");
    expect(text).toContain("<details><summary>spec.service[api].image.tag</summary>");
    expect(markdown(told(["all"], image("v1", 1), image("v2", 2)))).not.toContain("### Drift");
  });

  test("beside others, and those of another component, are", () => {
    expect(markdown(told([TAG], image("v1", 1), image("v2", 2)))).toContain(
      "- `digitalocean_app.a`\n  - `spec.service[api].size`: `1` → `2` — this plan leaves it\n  - beside it, what the service or the pipeline decides: `spec.service[api].image.tag`",
    );
    expect(markdown(told([TAG], image("v1", 1, "a"), image("v1", 1, "b")))).toContain(
      '`spec.service[web].image.tag`: `"a"` → `"b"` — this plan leaves it',
    );
  });
});
