import { readdirSync, readFileSync } from "node:fs";
import { POLICIES } from "../../policies";

const ids = POLICIES.map(({ id }) => id);

test("one policy a file, called like it", () => {
  expect(readdirSync("policies/rules").sort()).toEqual(ids.map((id) => `${id}.ts`).sort());
});

test("ids are words joined by hyphens, each once", () => {
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)+$/);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(POLICIES)(
  "$id has a title, a reason and a source, in one sentence each",
  ({ title, reason, source }) => {
    for (const text of [title, reason, source]) {
      expect(text.length).toBeGreaterThan(15);
      expect(text).not.toMatch(/\.$|\n/);
    }
  },
);

test.each(ids)("%s is tested where it is violated", (id) => {
  const tests = readdirSync("__tests__/policies").map((file) =>
    readFileSync(`__tests__/policies/${file}`, "utf8"),
  );
  expect(tests.some((text) => text.includes(`"${id}"`) && text.includes('toBe("violated")'))).toBe(true);
});
