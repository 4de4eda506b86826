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

  describe("a sensitive text in another one", () => {
    const secret = "sup3r-secret-value-xyz";
    const planned = (after: Record<string, Json>, more: Record<string, Json> = {}) =>
      reported(
        plan(
          [
            update(
              "test_thing.a",
              { p: "x", tags: {}, list: [] },
              { p: secret, ...after },
              {
                after_sensitive: { p: true },
              },
            ),
          ],
          more,
        ),
      );

    test.each([
      [
        "a longer text",
        { url: `postgres://u:${secret}@h/db` },
        '`url` added: `"postgres://u:(sensitive)@h/db"`',
      ],
      ["a key of a map", { tags: { [secret]: "a" } }, "(sensitive)"],
      ["the name of an element", { list: [{ name: secret, x: 1 }, { name: "b" }] }, "`list[(sensitive)]`"],
      ["a name within a value", { block: [{ deep: { [`k-${secret}`]: "a" } }] }, "k-(sensitive)"],
      ["two in one text", { a: `${secret} ${secret}!` }, '`"(sensitive) (sensitive)!"`'],
    ])("%s", (_, after, shown) => {
      const { text, everything } = planned(after);
      expect(everything).not.toContain(secret);
      expect(text).toContain(shown);
    });

    test("an output, an address, what was imported and drift", () => {
      const { everything } = reported(
        plan(
          [
            update("test_thing.a", { p: "x" }, { p: secret }, { after_sensitive: { p: true } }),
            {
              ...resource(`test_thing.b["x ${secret}"]`, ["no-op"]),
              previous_address: `test_thing.b["${secret}"]`,
            },
            resource("test_thing.c", ["create"], { after: { a: 1 }, importing: { id: `id/${secret}` } }),
          ],
          {
            output_changes: { [secret]: { actions: ["create"], before: null, after: `x-${secret}` } },
            resource_drift: [update("test_thing.a", { n: "a" }, { n: `b ${secret}` })],
            deferred_changes: [
              { reason: `r ${secret}`, resource_change: resource(`test_thing.d["${secret}"]`, ["create"]) },
            ],
          },
        ),
      );
      expect(everything).not.toContain(secret);
    });

    test("in quotes as Terraform writes them, and line by line", () => {
      const key = 'first "quoted" line\nsecond-secret-line\nx';
      const { everything } = reported(
        plan(
          [
            update(
              "test_thing.a",
              {},
              { p: key, note: `the line second-secret-line` },
              { after_sensitive: { p: true } },
            ),
          ],
          {
            checks: [
              {
                address: { to_display: "check.a" },
                status: "fail",
                instances: [{ problems: [{ message: `got ${JSON.stringify(key)}` }] }],
              },
            ],
          },
        ),
      );
      expect(everything).not.toMatch(/quoted|second-secret-line/);
    });

    test("the longest one that is there, so that nothing of it is left", () => {
      const { everything } = reported(
        plan([
          update(
            "test_thing.a",
            {},
            { p: secret, q: `${secret}-and-more`, note: `x ${secret}-and-more` },
            {
              after_sensitive: { p: true, q: true },
            },
          ),
        ]),
      );
      expect(everything).not.toContain("-and-more");
    });
  });

  describe("a short sensitive value", () => {
    const variables = (value: Json) => ({
      variables: { password: { value } },
      configuration: { root_module: { variables: { password: { sensitive: true } } } },
    });
    const failing = (message: string) => ({
      checks: [
        { address: { to_display: "check.a" }, status: "fail", instances: [{ problems: [{ message }] }] },
      ],
    });

    test("of a variable is veiled as a value and as a word of a message", () => {
      const { text, everything } = reported(
        plan([update("test_thing.a", { note: "n" }, { note: "hunter2" })], {
          ...variables("hunter2"),
          ...failing("the password hunter2 is too short, unlike hunter22"),
        }),
      );
      expect(text).toContain('`note`: `"n"` → (sensitive)');
      expect(text).toContain("the password (sensitive) is too short, unlike hunter22");
      expect(everything).not.toMatch(/hunter2\b/);
    });

    test("of an attribute is veiled as a word of a message, and words stay what they are elsewhere", () => {
      const { text } = reported(
        plan(
          [
            update(
              "test_thing.a",
              { branch: "b" },
              { p: "main", branch: "main" },
              { after_sensitive: { p: true } },
            ),
          ],
          failing("no branch main"),
        ),
      );
      expect(text).toContain("no branch (sensitive)");
      expect(text).toContain('`branch`: `"b"` → `"main"`');
    });

    test.each([["true"], ["abc"], [""]])("%j is none: it would veil half of the report", (value) => {
      const { text } = reported(
        plan([], { ...variables(value), ...failing("it is true that abc is there") }),
      );
      expect(text).toContain("it is true that abc is there");
    });
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
