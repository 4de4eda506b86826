import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { installed, type PinnedTool } from "../../tools/install-aside";

let source: string;
const made: string[] = [];

beforeEach(() => {
  source = mkdtempSync(join(tmpdir(), "install-"));
  writeFileSync(join(source, "pins"), "1.0.0");
});

afterEach(() => {
  for (const directory of [source, ...made.splice(0)]) rmSync(directory, { recursive: true, force: true });
});

const tool = (script: string): PinnedTool => ({
  name: `test-${basename(source)}`,
  source,
  pins: ["pins"],
  into: (directory) => ({ command: "sh", args: ["-c", script, "sh", directory], next: "install a shell" }),
});

function install(script: string): string {
  const directory = installed(tool(script));
  made.push(directory);
  return directory;
}

test("a tool is installed once for its pins, and anew when they change", () => {
  const first = install('echo one > "$1/made"');
  const again = install("exit 1");
  writeFileSync(join(source, "pins"), "1.0.1");
  const bumped = install('echo two > "$1/made"');

  expect(again).toBe(first);
  expect(readFileSync(join(first, "made"), "utf8")).toBe("one\n");
  expect(bumped).not.toBe(first);
  expect(readFileSync(join(bumped, "made"), "utf8")).toBe("two\n");
});

test("an installation that fails says which command, what it printed and what to do, and leaves nothing", () => {
  const store = dirname(install("true"));
  writeFileSync(join(source, "pins"), "2.0.0");

  expect(() => install("echo no network >&2; exit 3")).toThrow(
    /installing test-.* failed at "sh -c .*"; install a shell\nno network/,
  );
  expect(readdirSync(store).filter((name) => name.includes(`${process.pid}`))).toEqual([]);
});

test("who comes second uses what the first one installed", () => {
  const mine = install("true");
  rmSync(mine, { recursive: true });

  const directory = install(`mkdir "${mine}" && touch "${mine}/theirs"`);

  expect(directory).toBe(mine);
  expect(existsSync(join(mine, "theirs"))).toBe(true);
});
