import { markdown, reportOf, withCode } from "../../report";
import { plan, reported, resource } from "./plans";

const failing = (message: string) =>
  plan([], {
    checks: [
      { address: { to_display: "check.a" }, status: "fail", instances: [{ problems: [{ message }] }] },
    ],
  });
const told = (message: string) => /`check\.a`: (.*)/.exec(reported(failing(message)).text)?.[1];

/** As GitHub finds them in rendered text: of `&#64;` and `\@` nothing is left but the character. */
function rendered(markdownText: string): string {
  return markdownText
    .replace(/&commat;/g, "@")
    .replace(/&colon;/g, ":")
    .replace(/&amp;/g, "&")
    .replace(/&#(\d+);/g, (_, point) => String.fromCodePoint(Number(point)))
    .replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

describe("prose of others", () => {
  test.each([
    ["@octocat", /@\w/],
    ["ask @acme/platform and a@b.example", /@\w/],
    ["see https://evil.example/x", /\w+:\/\/\w/],
    ["see HTTP://evil.example", /\w+:\/\/\w/],
    ["see www.evil.example", /www\.\w/i],
    ["see Www.evil.example", /www\.\w/i],
    ["mail mailto:a@b.example", /mailto:\w/],
    ["xmpp:a@b.example", /xmpp:\w/],
    ["closes #12", /#\d/],
    ["fixes GH-12", /GH-\d/],
    ["acme/lingobot#12", /#\d/],
  ])("%j names nobody, links nowhere and closes nothing", (message, found) => {
    expect(message).toMatch(found);
    expect(rendered(told(message) ?? message)).not.toMatch(found);
  });

  test.each(["&commat;octocat", "https&colon;//evil.example", "&#64;octocat"])(
    "%j stays what it is",
    (message) => {
      expect(told(message)).toMatch(/^(https)?&amp;/);
      expect(rendered(told(message) ?? "").replaceAll("\u200b", "")).toBe(message);
    },
  );

  test("is read as it was written otherwise", () => {
    const message = "a_b *c* `d` <e> [f](g) 50% of 1.5 h: w/o x://";
    expect(rendered(told(message) ?? "").replaceAll("\u200b", "")).toBe(message);
  });

  test("in a policy, a waiver, what no plan shows, a reason and a stack's name as well", () => {
    const report = reportOf(
      [
        {
          name: "@stack",
          plan: plan([
            resource("test_thing.a", ["delete"], { before: {} }, { action_reason: "by @octocat" }),
          ]),
          unplanned: ["the secret @octocat https://a.example is left over"],
        },
        { name: "b", plan: plan([]) },
      ],
      {
        policies: [
          {
            id: "p",
            result: "waived",
            message: "@octocat",
            waiver: { reason: "www.a.example @octocat", expires: "2027-01-01" },
          },
        ],
      },
    );
    const text = rendered(markdown(report).replace(/`[^`]*`/g, ""));
    expect(text).not.toMatch(/@\w|:\/\/\w|www\.\w/);
  });
});

test("sentences with code in them keep it, and what is around it means nothing", () => {
  expect(withCode("`a_b` is gone, ask @x <img> **now**")).toBe(
    "`a_b` is gone, ask \\@\u200bx \\<img\\> \\*\\*now\\*\\*",
  );
  expect(withCode("a lone ` and @x")).toBe("a lone \\` and \\@\u200bx");
});
