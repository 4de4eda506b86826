import fc from "fast-check";
import { lineDifferences } from "../../tools/line-differences";

test("changes far from each other are shown with two lines around each", () => {
  const numbered = Array.from({ length: 12 }, (_, index) => `line ${index}`);
  const changed = numbered.map((line, index) => (index === 1 || index === 10 ? `${line}!` : line));
  expect(lineDifferences(numbered.join("\n"), changed.join("\n"))).toEqual([
    "  line 0",
    "- line 1",
    "+ line 1!",
    "  line 2",
    "  line 3",
    "  …",
    "  line 8",
    "  line 9",
    "- line 10",
    "+ line 10!",
    "  line 11",
  ]);
});

test("property: nothing for equal texts, and otherwise every line that only one side has", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const differences = lineDifferences(before.join("\n"), after.join("\n"));
      expect(differences.length === 0).toBe(before.join("\n") === after.join("\n"));
      for (const line of before.filter((each) => !after.includes(each)))
        if (before.join("\n") !== "") expect(differences).toContain(`- ${line}`);
      for (const line of after.filter((each) => !before.includes(each)))
        expect(differences).toContain(`+ ${line}`);
    }),
    { seed: 20261125 },
  );
});
