import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as snippets from "../../../examples/snippets/deployment-environment";
import { synthesize, testApp } from "../synthesize";

const ROOT = join(__dirname, "../../..");

describe("the documentation of deployment-environment", () => {
  const page = readFileSync(join(ROOT, "docs/constructs/deployment-environment.md"), "utf8");
  const source = readFileSync(join(ROOT, "examples/snippets/deployment-environment.ts"), "utf8");
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)\n```/g)].map((match) => match[1] ?? "");

  test("shows code that is cut from the example", () => {
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(source).toContain(block);
  });

  test("shows code that synthesizes", () => {
    const json = synthesize(new snippets.ShopProduction(testApp()));

    expect(Object.keys(json.resource ?? {})).toContain("github_repository_environment");
  });
});
