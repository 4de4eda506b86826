import type { Json } from "../../report/plan-json";
import { plan, reported, seen, update } from "./plans";

/** A policy as AWS has it, in one line that is too long to be shown. */
function policy(effect: string, change: Readonly<Record<string, Json>> = {}): string {
  const Statement = Array.from({ length: 12 }, (_, index) => ({
    Sid: `S${index}`,
    Effect: index === 6 ? effect : "Deny",
    Action: ["s3:GetObject", "s3:PutObject"],
    Resource: `arn:aws:s3:::bucket-${index}/*`,
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement, ...change });
}

describe("a text that is a document of JSON", () => {
  test("is compared by meaning", () => {
    const text = seen({ policy: policy("Deny") }, { policy: policy("Allow") });
    expect(text).toContain('  - `policy.Statement[S6].Effect`: `"Deny"` → `"Allow"`\n');
    expect(text.match(/`policy/g)).toHaveLength(1);
  });

  test("that forces a replacement forces it with all that differs", () => {
    const text = seen(
      { policy: '{"a":1,"b":1}' },
      { policy: '{"a":2,"b":2}' },
      { actions: ["delete", "create"], replace_paths: [["policy"]] },
    );
    expect(text).toContain("`policy.a`: `1` → `2` — **forces the replacement**");
    expect(text).toContain("`policy.b`: `1` → `2` — **forces the replacement**");
  });

  test("of another writing, and no other meaning, is told as it is", () => {
    expect(seen({ policy: '{"a":1}' }, { policy: '{ "a": 1 }' })).toContain(
      '`policy`: `"{\\"a\\":1}"` → `"{ \\"a\\": 1 }"`',
    );
    expect(
      seen({ policy: '{"n":12345678901234567890}' }, { policy: '{"n":12345678901234567891}' }),
    ).toContain("12345678901234567891");
  });

  test("that was none before, or is one no more, is told as it is", () => {
    expect(seen({ a: '{"b":1}', c: "{" }, { a: "[not JSON", c: '{"d":1}' })).toContain(
      '`a`: `"{\\"b\\":1}"` → `"[not JSON"`',
    );
  });

  test("shows no secret that is in it", () => {
    const secret = 'quo"ted-secret-value';
    const { everything } = reported(
      plan([
        update(
          "test_thing.a",
          { doc: JSON.stringify({ token: "x", slack: { url: "https://one.example/hook" } }), secret: "y" },
          { doc: JSON.stringify({ token: secret, slack: { url: "https://two.example/hook" } }), secret },
          { before_sensitive: { secret: true }, after_sensitive: { secret: true } },
        ),
      ]),
    );
    expect(everything).not.toMatch(/ted-secret|hook/);
    expect(everything).toContain("`doc.token`: ");
  });
});

describe("of a long text", () => {
  const long = (middle: string) => `${"a".repeat(300)}${middle}${"b".repeat(300)}`;

  test("what differs is shown, wherever it is", () => {
    const text = seen({ data: long("deny") }, { data: long("allow") });
    expect(text).toMatch(/`data`: `…a+denyb+…` → `…a+allowb+…`/);
    expect(text).toContain("from character 302 of 606 → 607");
  });

  test("so it is of its lines", () => {
    const text = seen({ data: `one\n${long("deny")}\nthree` }, { data: `one\n${long("allow")}\nthree` });
    expect(text).toMatch(/3 → 3 lines: − `…a+denyb+…`, \+ `…a+allowb+…`/);
  });

  test("and of an output", () => {
    const { text } = reported(
      plan([], {
        output_changes: { o: { actions: ["update"], before: long("deny"), after: long("allow") } },
      }),
    );
    expect(text).toMatch(/denyb+…` → `…a+allow/);
  });

  test("no character is cut in two", () => {
    const text = seen({ data: "😀".repeat(200) }, { data: `${"😀".repeat(199)}😁` });
    expect(text).toContain("😁");
    expect(text).not.toMatch(/\p{Cs}|\ufffd/u);
  });
});
