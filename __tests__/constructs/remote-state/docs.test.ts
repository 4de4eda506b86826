import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import * as snippets from "../../../examples/snippets/remote-state";
import { synthesize, testApp } from "../synthesize";

const ROOT = join(__dirname, "../../..");

describe("the documentation of remote-state", () => {
  const page = readFileSync(join(ROOT, "docs/constructs/remote-state.md"), "utf8");
  const source = readFileSync(join(ROOT, "examples/snippets/remote-state.ts"), "utf8");
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)\n```/g)].map((match) => match[1] ?? "");

  test("shows code that is cut from the example", () => {
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) expect(source).toContain(block);
  });

  test("shows code that synthesizes", () => {
    const json = synthesize(new snippets.ShopStaging(testApp()));

    expect(json.terraform?.backend).toMatchObject({ s3: { key: "checkout/staging.tfstate" } });
  });

  test.each(Object.entries(snippets.elsewhere))("shows %s, which binds", (_, state) => {
    const stack = new TerraformStack(testApp(), "staging");
    state.bind(stack);

    expect(() => synthesize(stack)).not.toThrow();
  });
});
