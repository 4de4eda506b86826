import { existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SandboxHome } from "../../sandbox/home";
import { withCloud } from "../../sandbox/session";

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "home-"));
}

/** A sandbox that holds something, in a folder that holds nothing else. */
async function used(directory: string): Promise<SandboxHome> {
  const home = new SandboxHome(directory);
  await withCloud(home, (cloud) => void cloud.images.push("ghcr.io/a/b:c"));
  mkdirSync(join(directory, "state"));
  writeFileSync(join(directory, "state", "staging.tfstate"), "{}");
  mkdirSync(join(directory, "cdktf.out"));
  return home;
}

describe("resetting a sandbox", () => {
  test("takes away what the sandbox made, and its folder with it", async () => {
    const folder = join(newFolder(), "sandbox");

    expect((await used(folder)).reset()).toEqual([]);

    expect(existsSync(folder)).toBe(false);
  });

  test("leaves every other file in its folder, and tells which", async () => {
    const folder = newFolder();
    const home = await used(folder);
    writeFileSync(join(folder, "thesis.txt"), "years of work");
    mkdirSync(join(folder, "photos"));

    expect(home.reset()).toEqual(["photos", "thesis.txt"]);

    expect(readdirSync(folder)).toEqual(["photos", "thesis.txt"]);
  });

  test("of a folder that does not exist makes none", () => {
    const folder = join(newFolder(), "none");

    expect(new SandboxHome(folder).reset()).toEqual([]);

    expect(existsSync(folder)).toBe(false);
  });

  test("of a folder behind a link empties it", async () => {
    const folder = newFolder();
    const link = join(newFolder(), "link");
    symlinkSync(folder, link);

    (await used(link)).reset();

    expect(readdirSync(folder)).toEqual([]);
  });

  test("waits for nobody: a sandbox in use is left as it is", async () => {
    const home = await used(newFolder());
    const unlock = home.lock();

    expect(() => home.reset()).toThrow(`is in use by process ${process.pid}`);

    expect(existsSync(home.cloudFile)).toBe(true);
    unlock();
  });
});

describe("a folder that is no sandbox", () => {
  const precious: readonly (readonly [string, string, string])[] = [
    ["a file of its owner", "thesis.txt", "years of work"],
    ["Terraform states of its owner", "state", ""],
    ["another program's clouds.json", "clouds.json", '{"clouds":{"openstack":{}}}'],
  ];

  test.each(precious)("with %s is neither reset nor used", async (_, name, text) => {
    const folder = newFolder();
    writeFileSync(join(folder, name), text);
    if (name === "clouds.json") writeFileSync(join(folder, "secure.yaml"), "");
    const before = readdirSync(folder);
    const home = new SandboxHome(folder);
    const refusal = `Cannot use the folder ${folder} for the sandbox: it holds ${before.join(", ")}, and was never a sandbox; nothing was touched. Name a new or an empty folder in SANDBOX_DIR, or leave it unset for .sandbox.`;

    expect(() => home.reset()).toThrow(refusal);
    await expect(withCloud(home, () => undefined)).rejects.toThrow(refusal);

    expect(readdirSync(folder)).toEqual(before);
  });

  test("many files are told in few words", () => {
    const folder = newFolder();
    for (const name of ["a", "b", "c", "d", "e", "f", "g"]) writeFileSync(join(folder, name), "");

    expect(() => new SandboxHome(folder).lock()).toThrow("it holds a, b, c, d, e and 2 more, and was never");
  });

  test("a file in its place is told", () => {
    const file = join(newFolder(), "file");
    writeFileSync(file, "");

    expect(() => new SandboxHome(file).lock()).toThrow(
      `Cannot use the folder ${file} for the sandbox: ENOTDIR`,
    );
    expect(() => new SandboxHome(join(file, "below")).lock()).toThrow(
      `Cannot use the folder ${join(file, "below")} for the sandbox: ENOTDIR`,
    );
  });
});

test("a SANDBOX_DIR set to nothing is not the working directory", () => {
  const before = process.env.SANDBOX_DIR;
  process.env.SANDBOX_DIR = "";
  try {
    expect(new SandboxHome().directory).toBe(join(process.cwd(), ".sandbox"));
  } finally {
    if (before === undefined) delete process.env.SANDBOX_DIR;
    else process.env.SANDBOX_DIR = before;
  }
});

describe("the lock", () => {
  test.each([
    ["nothing", ""],
    ["no number", "garbage"],
    ["no process", "0"],
    ["a group of processes", "-1"],
    ["a fraction", "1.5"],
    ["a process that ended", "4194305"],
    ["a number beyond all processes", "99999999999999999999"],
  ])("that holds %s holds nobody out", (_, text) => {
    const home = new SandboxHome(newFolder());
    writeFileSync(join(home.directory, "lock"), text);

    const unlock = home.lock();

    expect(() => home.lock()).toThrow(
      `the sandbox in ${home.directory} is in use by process ${process.pid}; wait until it ends, or use another folder by setting SANDBOX_DIR. If process ${process.pid} is no command of the sandbox, delete ${join(home.directory, "lock")}`,
    );
    unlock();
    expect(readdirSync(home.directory)).toEqual([]);
  });

  test("is a folder: told", () => {
    const home = new SandboxHome(newFolder());
    mkdirSync(join(home.directory, "lock"));

    expect(() => home.lock()).toThrow("Cannot use the folder");
  });
});
