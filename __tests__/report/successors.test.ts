import type { Json } from "../../report/plan-json";
import { plan, reported, resource } from "./plans";

const gone = (address: string, before: Json, more = {}) =>
  resource(address, ["delete"], { before }, { action_reason: "delete_because_no_resource_config", ...more });
const come = (address: string, after: Json) =>
  resource(address, ["create"], { after, after_unknown: { id: true } });

const app = (name: string) => ({
  spec: [{ name, region: "nyc", service: [{ name: "api", instance_count: 2 }] }],
});

describe("what is destroyed and created under another address", () => {
  test("gets the moved entry to write, below what is lost", () => {
    const { text, report } = reported(
      plan([
        gone("digitalocean_app.App_OLD", { id: "1", live_url: "https://a", ...app("bot") }),
        come("digitalocean_app.App_NEW", app("bot")),
      ]),
    );
    expect(report.changes[0]?.successor).toBe("digitalocean_app.App_NEW");
    expect(text).toContain(
      [
        "**Renamed, not removed?** Objects that are much alike are created. If they are the same ones, have them moved and nothing is lost:",
        "",
        "```ts",
        'stack.addOverride("moved", [',
        '  { from: "digitalocean_app.App_OLD", to: "digitalocean_app.App_NEW" },',
        "]);",
        "```",
        "",
        "(in HCL, a `moved` block each)",
      ].join("\n"),
    );
    expect(text.indexOf("Renamed, not removed?")).toBeLessThan(text.indexOf("Created"));
  });

  test("is guessed among several by what they have in common, each once", () => {
    const { report } = reported(
      plan([
        gone("t_x.one", { name: "one", size: 1, zone: "a" }),
        gone("t_x.two", { name: "two", size: 2, zone: "a" }),
        come("t_x.second", { name: "two", size: 2, zone: "a" }),
        come("t_x.first", { name: "one", size: 1, zone: "a" }),
      ]),
    );
    expect(
      report.changes.flatMap(({ address, successor }) => (successor ? [[address, successor]] : [])),
    ).toEqual([
      ["t_x.one", "t_x.first"],
      ["t_x.two", "t_x.second"],
    ]);
  });

  test.each([
    ["another type", gone("t_x.a", { name: "a" }), come("t_y.a", { name: "a" })],
    ["little in common", gone("t_x.a", { size: 1, zone: "z" }), come("t_x.b", { size: 2, zone: "z" })],
    ["another name", gone("t_x.a", { name: "a", x: 1, y: 1 }), come("t_x.b", { name: "b", x: 1, y: 1 })],
    [
      "another app",
      gone("digitalocean_app.a", { size: 1, ...app("a") }),
      come("digitalocean_app.b", { size: 1, ...app("b") }),
    ],
    ["nothing known of the new one", gone("t_x.a", { name: "a" }), come("t_x.b", {})],
    [
      "a left-over of a replacement",
      gone("t_x.a", { name: "a" }, { deposed: "d1" }),
      come("t_x.b", { name: "a" }),
    ],
  ])("is not guessed with %s", (_, old, next) => {
    expect(reported(plan([old, next])).text).not.toContain("moved");
  });

  test("is told by stack, and for so many only in part", () => {
    const many = Array.from({ length: 25 }, (_, index) => [
      gone(`t_x.old${index}`, { name: `n${index}` }),
      come(`t_x.new${index}`, { name: `n${index}` }),
    ]).flat();
    const { text } = reported(plan(many));
    expect(text.match(/\{ from: /g)).toHaveLength(20);
    expect(text).toContain("… and 5 more");
  });

  test("an address cannot break out of the statement", () => {
    const { text } = reported(
      plan([gone('t_x.a["```\n</details>\u202e"]', { name: "n" }), come("t_x.b", { name: "n" })]),
    );
    expect(text).toContain('{ from: "t_x.a[\\"```\\n</details>\\u{202e}\\"]", to: "t_x.b" },');
  });
});
