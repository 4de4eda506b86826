import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { synthesize } from "../../examples/snippets/policies";
import { POLICIES } from "../../policies";

const page = readFileSync("docs/policies.md", "utf8");

test("the page tells every policy, in the order of the command, as the code says it", () => {
  const sections = POLICIES.map(({ id, title, reason, source, scope }) =>
    [
      `### ${id}`,
      "",
      `${title.charAt(0).toUpperCase()}${title.slice(1)}. Asked of ${scope === "production" ? "production" : "every stack"}.`,
      "",
      `Why: ${reason}.`,
      `Source: ${source}.`,
      "",
    ].join("\n"),
  );
  const start = page.indexOf("### ");
  expect(page.slice(start, page.indexOf("\n## ", start) + 1)).toBe(`${sections.join("\n")}\n`);
});

test("its code is the code that the tests run", () => {
  const snippets = readFileSync("examples/snippets/policies.ts", "utf8");
  const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? "");
  expect(blocks).toHaveLength(2);
  for (const block of blocks) expect(snippets).toContain(block);
});

test("and it does what the page says", () => {
  const shop = (day: string) => {
    const app = new App({ outdir: join(mkdtempSync(join(tmpdir(), "shop-")), "out") });
    new TerraformStack(app, "shop-production");
    synthesize(app, new Date(day));
  };
  expect(() => shop("2027-03-31T12:00:00Z")).toThrow(
    "policy remote-state: the state is kept on this machine",
  );
  expect(() => shop("2027-04-01T12:00:00Z")).toThrow(
    "the waiver of production-self-review for shop-production has expired",
  );
});
