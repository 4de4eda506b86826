import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ShopRepository } from "../../../examples/snippets/repository-protection";
import { CarefulRepository, TrunkRepository } from "../../../examples/snippets/repository-variants";
import { synthesize, testApp } from "../synthesize";

const ROOT = join(__dirname, "../../..");

describe("the documentation of repository-protection", () => {
  const page = readFileSync(join(ROOT, "docs/constructs/repository-protection.md"), "utf8");
  const source = ["repository-protection", "repository-variants"]
    .map((name) => readFileSync(join(ROOT, `examples/snippets/${name}.ts`), "utf8"))
    .join("");
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)\n```/g)].map((match) => match[1] ?? "");

  test("shows code that is cut from the example", () => {
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(source).toContain(block);
  });

  test.each([ShopRepository, TrunkRepository, CarefulRepository])(
    "shows %p, which synthesizes",
    (Example) => {
      expect(Object.keys(synthesize(new Example(testApp())).resource ?? {})).toContain(
        "github_repository_ruleset",
      );
    },
  );
});
