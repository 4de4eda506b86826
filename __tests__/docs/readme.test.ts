import { existsSync, readFileSync } from "node:fs";
import { development, shop } from "../../examples/snippets/readme";
import { lingobot } from "../../lingobot";
import { onlyResource, synthesize, testStack } from "../constructs/synthesize";
import { synthesizedStacks } from "../stacks/platform-under-test";

const readme = readFileSync("README.md", "utf8");

test("the README's code is the code that the tests run", () => {
  const snippets = readFileSync("examples/snippets/readme.ts", "utf8");
  const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? "");
  expect(blocks).toHaveLength(2);
  for (const block of blocks) expect(snippets).toContain(block);
});

test("and it makes what it says", () => {
  const stack = testStack();
  expect(shop(stack).monthlyPrice).toEqual({ best: 68, worst: 170 });
  expect(onlyResource(synthesize(stack), "digitalocean_app")).toMatchObject({
    spec: { name: "shop-production" },
  });
  expect(Object.keys(synthesizedStacks({ ...lingobot, environments: [development] }))).toEqual([
    "repository",
    "development",
  ]);
});

test("every file and folder that the README names is there", () => {
  const links = [...readme.matchAll(/\]\(((?!https:)[^)]+)\)/g)].flatMap(([, path]) => path ?? []);
  const rooms = [...readme.matchAll(/^\| `([^`]+)`(?:, `([^`]+)`)?/gm)].flatMap(([, a, b]) =>
    [a, b].flatMap((x) => x ?? []),
  );
  expect([...links, ...rooms].length).toBeGreaterThan(10);
  expect([...links, ...rooms].filter((path) => !existsSync(path))).toEqual([]);
});
