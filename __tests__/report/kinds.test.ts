import type { ResourceChangeJson } from "../../report/plan-json";
import { plan, reported, resource, update } from "./plans";

const before = { id: "i-1", name: "a" };
const after = { id: "i-1", name: "b" };
const address = "test_thing.a";

/** What Terraform 1.x and OpenTofu write, each with what a reader is told and the exit code. */
const KINDS: readonly (readonly [string, ResourceChangeJson, string, 0 | 2])[] = [
  ["create", resource(address, ["create"], { after }), "1 created", 2],
  ["update", update(address, before, after), "1 updated", 2],
  ["delete", resource(address, ["delete"], { before }), "1 destroyed", 2],
  ["replace, destroying first", resource(address, ["delete", "create"], { before, after }), "1 replaced", 2],
  ["replace, creating first", resource(address, ["create", "delete"], { before, after }), "1 replaced", 2],
  [
    "replace, keeping the old one",
    resource(address, ["create", "forget"], { before, after }),
    "1 replaced",
    2,
  ],
  ["replace, forgetting first", resource(address, ["forget", "create"], { before, after }), "1 replaced", 2],
  ["forget", resource(address, ["forget"], { before }), "1 forgotten", 2],
  ["no-op", resource(address, ["no-op"], { before, after: before }), "nothing to do", 0],
  ["read", resource(address, ["read"], { after }, { mode: "data" }), "nothing to do", 0],
  ["open of an ephemeral value", resource(address, ["open"], {}, { mode: "ephemeral" }), "nothing to do", 0],
  ["move", moved(["no-op"]), "1 moved", 2],
  ["move to where it was", { ...moved(["no-op"]), previous_address: address }, "nothing to do", 0],
  ["import", imported(["no-op"]), "1 imported", 2],
  ["unknown action", resource(address, ["update", "read"], { before, after }), "1 unrecognised", 2],
];

function moved(actions: readonly string[]): ResourceChangeJson {
  const same = actions[0] === "no-op" ? before : after;
  return resource(address, actions, { before, after: same }, { previous_address: "test_thing.old" });
}

function imported(actions: readonly string[]): ResourceChangeJson {
  const same = actions[0] === "no-op" ? before : after;
  return resource(address, actions, { before, after: same, importing: { id: "i-1" } });
}

test.each(KINDS)("%s", (_, change, title, exitCode) => {
  const { text, report } = reported(plan([change]));
  expect(text.split("\n")[0]).toBe(`## Plan: ${title}`);
  expect(report.exitCode).toBe(exitCode);
});

describe("two things at once are both told", () => {
  test.each([
    ["a move that changes", moved(["update"]), "1 updated", "moved from `test_thing.old`"],
    ["a move that replaces", moved(["delete", "create"]), "1 replaced", "moved from `test_thing.old`"],
    ["an import that changes", imported(["update"]), "1 updated", "imported, id `i-1`"],
  ])("%s", (_, change, title, told) => {
    const { text } = reported(plan([change]));
    expect(text).toContain(`## Plan: ${title}`);
    expect(text).toContain(told);
    expect(text).toContain('`name`: `"a"` → `"b"`');
  });

  test("an import whose id is known only after the apply", () => {
    const change = resource(address, ["no-op"], { before, after: before, importing: { unknown: true } });
    expect(reported(plan([change])).text).toContain("imported, id `(known after apply)`");
  });

  test("an import by what identifies the object tells that", () => {
    const importing = { identity: { account: "123", name: "n" } };
    const change = resource("test_thing.a", ["no-op"], { before: {}, after: {}, importing });
    expect(reported(plan([change])).text).toContain('imported, id `{"account":"123","name":"n"}`');
  });
});

describe("nested blocks and sets", () => {
  const rule = (name: string, ports: readonly (number | null)[]) => ({
    name,
    ports: ports.map((port) => ({ port })),
  });

  test("a set in a set is compared by what its elements are, whatever their order", () => {
    const old = { rules: [rule("web", [80, 443]), rule("ssh", [22])] };
    const next = { rules: [rule("ssh", [22]), rule("web", [443, 8080])] };
    const { report } = reported(plan([update(address, old, next)]));
    expect(report.changes[0]?.attributes.map(({ path }) => path)).toEqual([
      "rules[web].ports[80]",
      "rules[web].ports[8080]",
    ]);
  });

  test("what is unknown in a list is marked where it is, beside what is known", () => {
    const old = { rules: [rule("web", [80])] };
    const next = { rules: [rule("web", [null]), { name: "new", ports: [] }] };
    const after_unknown = { rules: [{ ports: [{ port: true }] }, { id: true }] };
    const { text } = reported(plan([update(address, old, next, { after_unknown })]));
    expect(text).toContain("`rules[web].ports.port`: `80` → (known after apply)");
    expect(text).toContain('`rules[new]` added: `{id: (known after apply), name: "new"}`');
  });

  test("a whole list that is unknown", () => {
    const { text } = reported(plan([update(address, { ips: ["1"] }, {}, { after_unknown: { ips: true } })]));
    expect(text).toContain('`ips`: `["1"]` → (known after apply)');
  });
});
