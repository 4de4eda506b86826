import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

/** The code blocks of a construct's page that are not found word for word in the snippets that the tests run. */
export function inventedCode(construct: string): string[] {
  const page = readFileSync(join(ROOT, `docs/constructs/${construct}.md`), "utf8");
  const snippets = readFileSync(join(ROOT, `examples/snippets/${construct}.ts`), "utf8");
  const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1] ?? "");
  if (blocks.length === 0) return [`docs/constructs/${construct}.md has no code`];
  return blocks.filter((block) => !snippets.includes(block));
}
