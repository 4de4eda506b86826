import fc from "fast-check";
import { markdown, reportOf } from "../../report";
import type { Json } from "../../report/plan-json";
import { ANY_SECRET, type Marked, marked } from "./marked";
import { plan, recorded, recordedNames, reported, resource, seen, update } from "./plans";

describe("sensitive values", () => {
  test("are marked in attributes, maps, lists and blocks, and never printed", () => {
    const { text, everything } = reported(
      plan([
        update(
          "test_thing.a",
          {
            password: "before-pw",
            map: { x: "before-x", y: "seen" },
            list: ["before-l"],
            block: [{ name: "b", key: "before-k" }],
          },
          {
            password: "after-pw",
            map: { x: "after-x", y: "shown" },
            list: ["after-l"],
            block: [{ name: "b", key: "after-k" }],
          },
          {
            before_sensitive: { password: true, map: { x: true }, list: [true], block: [{ key: true }] },
            after_sensitive: { password: true, map: { x: true }, list: true, block: [{ key: true }] },
          },
        ),
      ]),
    );
    expect(text).toContain("`password`: (sensitive) → another (sensitive) value");
    expect(text).toContain("`map.x`: (sensitive) → another (sensitive) value");
    expect(text).toContain('`map.y`: `"seen"` → `"shown"`');
    expect(text).toContain("`block.key`: (sensitive)");
    expect(everything).not.toMatch(/(before|after)-(pw|x|l|k)/);
  });

  test("a value that stops being sensitive is not shown by that", () => {
    const text = seen(
      { a: "s3cr" },
      { a: "s3cr", b: 1 },
      { before_sensitive: { a: true }, after_sensitive: {} },
    );
    expect(text).not.toContain("s3cr");
  });

  test("the plain text of what comes back sealed is not shown, marked or not", () => {
    expect(seen({ a: "EV[1:abc]" }, { a: "plain-text" })).not.toContain("plain-text");
  });

  test("marks of one element hold for the others: sets have no positions", () => {
    const { everything } = reported(
      plan([
        update(
          "test_thing.a",
          { set: [{ id: 1, token: "tok-1" }] },
          {
            set: [
              { id: 0, token: "tok-2" },
              { id: 1, token: "tok-1" },
            ],
          },
          { after_sensitive: { set: [{ token: true }] } },
        ),
      ]),
    );
    expect(everything).not.toMatch(/tok-\d/);
  });

  test("webhooks of Slack are secret although no provider marks them", () => {
    const hook = "https://hooks.slack.com/services/T1/B1/xyz";
    const { everything, text } = reported(
      plan([
        update("test_thing.a", { note: "x" }, { note: hook }),
        update(
          "digitalocean_uptime_alert.a",
          { notifications: [{ slack: [{ channel: "#ops", url: "https://a.example" }] }] },
          {
            notifications: [{ slack: [{ channel: "#ops", url: "https://b.example" }] }],
          },
        ),
      ]),
    );
    expect(everything).not.toContain("hooks.slack.com");
    expect(everything).not.toMatch(/https:\/\/[ab]\.example/);
    expect(text).toContain("(sensitive)");
  });

  test("an app's variables show their names, never their values", () => {
    const env = (...keys: string[]) => ({
      spec: [{ env: keys.map((key) => ({ key, type: "SECRET", value: `v-${key}` })) }],
    });
    const marks = { before_sensitive: { spec: [{ env: true }] }, after_sensitive: { spec: [{ env: true }] } };
    const text = seen(env("A"), env("A", "B"), marks, "digitalocean_app.app");
    expect(text).toContain('`spec.env[B]` added: `{key: "B", type: "SECRET", value: (sensitive)}`');
    expect(text).not.toContain("v-");
  });

  test("a secret that turns up elsewhere in the plan, in an output or a message is veiled too", () => {
    const secret = "a-long-enough-secret";
    const planned = plan(
      [
        update(
          "test_thing.a",
          { p: "x", q: "y" },
          { p: secret, q: secret },
          { after_sensitive: { p: true } },
        ),
      ],
      {
        output_changes: { o: { actions: ["create"], before: null, after: secret } },
      },
    );
    const report = reportOf([
      {
        name: "s",
        plan: planned,
        diagnostics: [{ severity: "error", summary: "bad", detail: `got ${secret}, var-secret` }],
        secrets: ["var-secret"],
      },
    ]);
    expect(`${markdown(report)}${JSON.stringify(report)}`).not.toMatch(/a-long-enough-secret|var-secret/);
    expect(markdown(report)).toContain("got (sensitive), (sensitive)");
  });

  test.each(recordedNames)("no secret of the recorded plan %s is in a rendering", (name) => {
    const { everything } = reported(recorded(name));
    expect(everything).not.toContain("oracle-secret-");
    expect(everything).not.toContain("EV[1:");
  });

  test("property: whatever the shape, what is marked is never printed", () => {
    fc.assert(
      fc.property(
        fc.array(marked(), { minLength: 1, maxLength: 4 }),
        fc.array(marked(), { maxLength: 4 }),
        (one, two) => {
          const side = (values: readonly Marked[]) => ({
            value: Object.fromEntries(values.map(({ value }, index) => [`a${index}`, value])) as Json,
            mark: Object.fromEntries(values.map(({ mark }, index) => [`a${index}`, mark])) as Json,
          });
          const [before, after] = [side(one), side(two)];
          const change = {
            before: before.value,
            after: after.value,
            before_sensitive: before.mark,
            after_sensitive: after.mark,
          };
          for (const actions of [["update"], ["delete", "create"], ["create"], ["delete"], ["forget"]]) {
            const { everything } = reported(
              plan([resource("test_thing.a", actions, change)], {
                resource_drift: [resource("test_thing.b", ["update"], change)],
                output_changes: { o: { ...change, actions: ["update"] } },
              }),
            );
            expect(everything).not.toMatch(ANY_SECRET);
          }
        },
      ),
      { numRuns: 60, seed: 20261124 },
    );
  });
});
