import { readFileSync } from "node:fs";
import { SandboxCommandLine } from "../end-to-end/command-line";

const page = readFileSync("docs/sandbox.md", "utf8");

test("the page of the sandbox tells every command as the help does", async () => {
  const { text } = await new SandboxCommandLine().sandbox([]);
  const usages = [...text.matchAll(/^ {2}(\S.*?) {2,}/gm)].map(([, usage = ""]) => usage);
  expect(usages).toHaveLength(10);
  for (const usage of usages) expect(page).toContain(`| \`${usage.replaceAll("|", "\\|")}\``);
});
