import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import * as nodeModule from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../../tools/cdktf";

const LOADER = ["register", "compile-cache", "keep-file"].map((name) => `tools/${name}.cjs`);

/** A folder with nothing but the loader, and a way to run a TypeScript file in it. */
function project() {
  const folder = mkdtempSync(join(tmpdir(), "register-"));
  for (const file of ["package.json", ".swcrc", ...LOADER]) cpSync(file, join(folder, file));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve("node_modules/@swc"), join(folder, "node_modules", "@swc"));
  const main = join(folder, "main.ts");
  const node = (source: string, ...options: string[]) => {
    writeFileSync(main, source);
    const program = [...options, "-r", join(folder, "tools/register.cjs"), main];
    return run(process.execPath, program, { env: process.env, onLine: () => undefined });
  };
  const caches = join(folder, "node_modules", ".cache");
  return { folder, main, node, cache: join(caches, "typescript"), compiled: join(caches, "compiled") };
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

describe("what was compiled", () => {
  // Node keeps it by itself where it can.
  const isOurs = !("enableCompileCache" in nodeModule);

  const MODULE = `
    export const asked: string[] = [require.resolve("node:fs"), String(require.main === module)];
    import("./other.cjs").then(({ default: other }) => console.log(...asked, other, __filename));
  `;

  test("is kept in one file for a program, and read by its next run", async () => {
    const { folder, main, node, compiled } = project();
    writeFileSync(join(folder, "other.cjs"), "#!/usr/bin/env node\nmodule.exports = typeof require('fs');");
    const outputs: string[] = [];
    const times: number[] = [];
    for (const _ of ["compiled", "kept"]) {
      outputs.push((await node(MODULE)).output);
      if (isOurs) times.push(statSync(join(compiled, onlyFile(compiled))).mtimeMs);
    }
    const expected = `node:fs true object ${main}\n`;
    expect(outputs).toEqual([expected, expected]);
    expect(new Set(times).size).toBe(isOurs ? 1 : 0);
  });

  test("of an older text is not run: the edit counts, though it is as long", async () => {
    const { node } = project();
    for (const text of ["one", "two", "one"]) expect((await node(PRINTS(text))).output).toBe(`${text}\n`);
  });

  test("is made anew when the file is damaged", async () => {
    const { node, compiled } = project();
    await node(PRINTS("text"));
    if (!isOurs) return;
    const file = join(compiled, onlyFile(compiled));
    for (const damage of [() => truncateSync(file, 200), () => writeFileSync(file, "no JSON\n")]) {
      damage();
      expect((await node(PRINTS("text"))).output).toBe("text\n");
      const [index = ""] = readFileSync(file, "latin1").split("\n");
      expect(JSON.parse(index)).toContainEqual(["main.ts", expect.any(String), expect.any(Number)]);
    }
  });

  test("is not kept of a program elsewhere, nor when Node's own way is asked for", async () => {
    const { folder, node, compiled } = project();
    const elsewhere = join(mkdtempSync(join(tmpdir(), "elsewhere-")), "main.cjs");
    writeFileSync(elsewhere, "console.log(1);");
    const program = ["-r", join(folder, "tools/register.cjs"), elsewhere];
    await run(process.execPath, program, { env: process.env, onLine: () => undefined });
    await node(PRINTS("text"), "--enable-source-maps");
    if (isOurs) expect(existsSync(compiled)).toBe(false);
  });

  test("has no part in what Node says of a text that cannot be compiled", async () => {
    const { folder, node } = project();
    writeFileSync(join(folder, "broken.cjs"), "const = 1;");
    const { output, exitCode } = await node('require("./broken.cjs");');
    expect(output).toMatch(/broken\.cjs:1\nconst = 1;\n +\^\n[\s\S]*SyntaxError: Unexpected token '='/);
    expect(exitCode).toBe(1);
  });

  function onlyFile(folder: string): string {
    const files = readdirSync(folder);
    expect(files).toHaveLength(1);
    return String(files[0]);
  }
});
