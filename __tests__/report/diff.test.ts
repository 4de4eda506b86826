import { seen } from "./plans";

describe("blocks are compared by meaning, not by position", () => {
  test("a variable by its key", () => {
    const env = (pairs: readonly [string, string][]) => ({
      env: pairs.map(([key, value]) => ({ key, value })),
    });
    const text = seen(
      env([
        ["A", "1"],
        ["B", "2"],
      ]),
      env([
        ["NEW", "0"],
        ["A", "1"],
        ["B", "3"],
      ]),
    );
    expect(text).toContain('`env[B].value`: `"2"` → `"3"`');
    expect(text).toContain('`env[NEW]` added: `{key: "NEW", value: "0"}`');
    expect(text).not.toContain("env[A]");
  });

  test("one variable for another is one removed and one added", () => {
    const text = seen({ env: [{ key: "A", value: "1" }] }, { env: [{ key: "B", value: "1" }] });
    expect(text).toContain("`env[A]` removed");
    expect(text).toContain("`env[B]` added");
  });

  test("a check by its context, an alert by its rule, a label by its name", () => {
    const checks = (...contexts: string[]) => ({ required_check: contexts.map((context) => ({ context })) });
    expect(seen(checks("a", "b"), checks("b"))).toContain("`required_check[a]` removed");
    const alert = (value: number) => ({ alert: [{ rule: "CPU", value }] });
    expect(seen(alert(80), alert(90))).toContain("`alert[CPU].value`: `80` → `90`");
    const label = (color: string) => ({
      label: [
        { name: "bug", color },
        { name: "x", color: "0" },
      ],
    });
    expect(seen(label("1"), label("2"))).toContain('`label[bug].color`: `"1"` → `"2"`');
  });

  test("without a name, the elements that have most in common", () => {
    const rule = (cidr: string, from: number, to: number) => ({ cidr, from, to, note: "n" });
    const text = seen(
      { ingress: [rule("10.0.0.0/8", 1, 2), rule("10.0.0.0/8", 5, 6)] },
      { ingress: [rule("10.0.0.0/8", 5, 7), rule("10.0.0.0/8", 1, 2)] },
    );
    expect(text).toContain("`ingress[1].to`: `6` → `7`");
    expect(text.match(/ingress/g)).toHaveLength(1);
  });

  test("plain lists tell what was added and removed, and a new order", () => {
    const topics = seen({ topics: ["a", "b"] }, { topics: ["b", "c"] });
    expect(topics).toContain('`topics` removed: `"a"`');
    expect(topics).toContain('`topics` added: `"c"`');
    expect(seen({ order: ["a", "b"] }, { order: ["b", "a"] })).toContain(
      '`order`, in another order: `["a", "b"]` → `["b", "a"]`',
    );
  });

  test("maps by their keys, odd ones in quotes", () => {
    const text = seen({ tags: { "a.b": "1", c: "1" } }, { tags: { "a.b": "2", c: "1" } });
    expect(text).toContain('`tags."a.b"`: `"1"` → `"2"`');
  });

  test("null, empty text and nothing are the same in a block", () => {
    const text = seen(
      { block: [{ name: "a", note: "", list: null }], size: 1 },
      { block: [{ name: "a", note: null, list: [] }], size: 2 },
    );
    expect(text).toContain("`size`");
    expect(text).not.toContain("`block");
  });

  test("of a long text, the lines that differ", () => {
    const text = seen({ content: "one\ntwo\nthree\n" }, { content: "one\n2\nthree\n" });
    expect(text).toContain("`content`: 4 → 4 lines: − `two`, + `2`");
  });

  test("unknown values are marked", () => {
    expect(seen({ target: "a" }, {}, { after_unknown: { target: true } })).toContain(
      '`target`: `"a"` → (known after apply)',
    );
  });

  test("what a value holds is never taken for Markdown or HTML", () => {
    const text = seen({ note: "x" }, { note: "`</details>` @team\n| [a](http://x)\u202e" });
    expect(text).toContain('→ ``"`</details>` @team\\n| [a](http://x)\\u{202e}"``');
  });
});

describe("blocks that come", () => {
  const alert = (emails: readonly string[]) => ({
    alert: [{ rule: "CPU", value: 80, destinations: [{ emails }] }],
  });
  const came = (emails: readonly string[]) => seen({ size: 1 }, { size: 1, ...alert(emails) });

  test("are one line while they fit in one", () => {
    expect(came(["a@x.example"])).toContain(
      '`alert[CPU]` added: `{destinations: [{emails: ["a@x.example"]}], rule: "CPU", value: 80}`',
    );
  });

  test("are taken apart when they do not, so that nothing of them is cut", () => {
    const text = came(Array.from({ length: 12 }, (_, index) => `person${index}@lingobot.example`));
    expect(text).toContain('`alert[CPU].rule` added: `"CPU"`');
    expect(text).toContain("`alert[CPU].value` added: `80`");
  });
});

test("an attribute that is no longer set becomes nothing, not null", () => {
  expect(seen({ count: 2 }, { count: null })).toContain("`count`: `2` → nothing");
  expect(seen({ count: null }, { count: 2 })).toContain("`count`: nothing → `2`");
});

describe("blocks in another order", () => {
  const rule = (...names: string[]) => ({ rule: names.map((name) => ({ name, port: 1 })) });

  test("are told, by what tells them apart", () => {
    expect(seen(rule("a", "b"), rule("b", "a"))).toContain(
      '`rule`, in another order: `["a", "b"]` → `["b", "a"]`',
    );
    expect(seen({ x: [rule("a", "b")] }, { x: [rule("b", "a")] })).toContain("`x.rule`, in another order: ");
  });

  test("as wholes where nothing tells them apart", () => {
    const same = { size: 1, zone: "x" };
    const text = seen(
      { r: [same, same, { size: 2, zone: "x" }] },
      { r: [{ size: 2, zone: "x" }, same, same] },
    );
    expect(text).toContain("`r`, in another order: ");
    expect(text).not.toContain("no attribute differs visibly");
  });

  test("are not told beside what differs in them, nor where one comes or goes", () => {
    const changed = {
      rule: [
        { name: "b", port: 2 },
        { name: "a", port: 1 },
      ],
    };
    expect(seen(rule("a", "b"), changed)).not.toContain("in another order");
    expect(seen(rule("a", "b"), rule("c", "b", "a"))).not.toContain("in another order");
  });

  test("of sets are not told: what providers write in two ways has two places in a set", () => {
    const [one, other] = [
      { name: "a", note: null },
      { name: "b", note: "x" },
    ];
    const text = seen({ rule: [one, other], n: 1 }, { rule: [other, { ...one, note: "" }], n: 2 });
    expect(text).not.toContain("in another order");
  });
});
