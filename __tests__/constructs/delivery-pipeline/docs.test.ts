import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CarefulPipeline, ShopPipeline } from "../../../examples/snippets/delivery-pipeline";
import { synthesize, testApp } from "../synthesize";
import { jobOf } from "./rendered";

const ROOT = join(__dirname, "../../..");

describe("the documentation of delivery-pipeline", () => {
  const page = readFileSync(join(ROOT, "docs/constructs/delivery-pipeline.md"), "utf8");
  const source = readFileSync(join(ROOT, "examples/snippets/delivery-pipeline.ts"), "utf8");
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)\n```/g)].map((match) => match[1] ?? "");

  test("shows code that is cut from the example", () => {
    expect(blocks.length).toBeGreaterThan(2);
    for (const block of blocks) expect(source).toContain(block);
  });

  test("shows a pipeline that synthesizes into a repository", () => {
    const { resource } = synthesize(new ShopPipeline(testApp()));
    expect(Object.keys(resource ?? {})).toEqual(
      expect.arrayContaining(["github_repository_file", "github_repository_ruleset"]),
    );
  });

  test("shows a careful one, whose own job the gate needs", () => {
    const stack = new CarefulPipeline(testApp());
    synthesize(stack);
    const { files } = stack.pipeline;
    expect(jobOf(files, "ci.yml", "all-pass")).toMatchObject({
      name: "Ready to merge",
      needs: expect.arrayContaining(["licenses"]),
    });
    expect(jobOf(files, "ci.yml", "test")).toHaveProperty("services.db");
    expect([...files.keys()]).toContain(".github/workflows/preview.yml");
  });
});
