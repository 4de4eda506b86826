import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../../tools/cdktf";

/** A folder with nothing but the loader, and a way to run a TypeScript file in it. */
function project() {
  const folder = mkdtempSync(join(tmpdir(), "register-"));
  for (const file of ["package.json", ".swcrc", "tools/register.cjs"]) cpSync(file, join(folder, file));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve("node_modules/@swc"), join(folder, "node_modules", "@swc"));
  const main = join(folder, "main.ts");
  const node = (source: string, ...options: string[]) => {
    writeFileSync(main, source);
    const program = [...options, "-r", join(folder, "tools/register.cjs"), main];
    return run(process.execPath, program, { env: process.env, onLine: () => undefined });
  };
  return { folder, main, node, cache: join(folder, "node_modules", ".cache", "typescript") };
}

const PRINTS = (text: string) => `const text: string = "${text}";\nconsole.log(text);\n`;

test("an edit counts at once, though what was transformed is kept", async () => {
  const { node, cache } = project();
  expect((await node(PRINTS("first"))).output).toBe("first\n");
  expect((await node(PRINTS("other"))).output).toBe("other\n");
  expect((await node(PRINTS("first"))).output).toBe("first\n");
  expect(readdirSync(cache).filter((file) => file.endsWith(".js"))).toHaveLength(2);
});

test("a folder that nobody may write to will do", async () => {
  const { folder, node } = project();
  const preload = join(folder, "read-only.cjs");
  const refusal = 'Object.assign(new Error("read-only"), { code: "EROFS" })';
  writeFileSync(preload, `require("node:fs").mkdirSync = () => { throw ${refusal}; };`);
  const { exitCode, output } = await node(PRINTS("read"), "-r", preload);
  expect(output).toBe("read\n");
  expect(exitCode).toBe(0);
});

test("what else keeps it from writing is told", async () => {
  const { folder, node } = project();
  writeFileSync(join(folder, "node_modules", ".cache"), "no folder");
  const { exitCode, output } = await node(PRINTS("never"));
  expect(output).toMatch(/ENOTDIR|EEXIST/);
  expect(exitCode).toBe(1);
});

test("with --enable-source-maps an error names the line of the source, also when it was kept", async () => {
  const { main, node } = project();
  const source =
    'interface Gone {\n  a: 1;\n}\nexport const gone: Gone = { a: 1 };\nthrow new Error("here");\n';
  for (const _ of ["transformed", "kept"])
    expect((await node(source, "--enable-source-maps")).output).toContain(`${main}:5`);
});
