import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lingobot } from "../../../lingobot";
import { folder, pinsCopy, pipeline, previewing, removeFolders, rendered } from "./face";

afterEach(removeFolders);

describe("print", () => {
  test("one file exactly as it is", async () => {
    const { code, out } = await pipeline(["print", "Dockerfile"]);
    expect(code).toBe(0);
    expect(out).toBe(rendered().Dockerfile);
  });

  test("all files below their paths", async () => {
    const { out } = await pipeline(["print"]);
    expect(out.match(/^==> .* <==$/gm)).toEqual(Object.keys(rendered()).map((path) => `==> ${path} <==`));
  });

  test("a path that is not rendered is wrong use, and the paths are told", async () => {
    const { code, error } = await pipeline(["print", "dockerfile"]);
    expect(code).toBe(2);
    expect(error).toMatch(/no file "dockerfile" is rendered; there are: .*Dockerfile/);
  });
});

describe("write and check", () => {
  test("what write writes, check finds equal; writing again changes nothing", async () => {
    const directory = folder();
    const first = await pipeline(["write", directory]);
    expect(first.code).toBe(0);
    expect(first.out.trim().split("\n")).toEqual(Object.keys(rendered()));
    expect(readFileSync(join(directory, "ruff.toml"), "utf8")).toBe(rendered()["ruff.toml"]);
    expect(await pipeline(["check", directory])).toMatchObject({ code: 0, out: "", notes: "" });
    expect((await pipeline(["write", directory])).notes).toBe(
      "nothing to write: the files are the rendered ones",
    );
  });

  test("drift is exit code 1, a diff, and what to do", async () => {
    const directory = folder();
    await pipeline(["write", directory]);
    writeFileSync(join(directory, "mypy.ini"), "[mypy]\n");
    const { code, out, notes } = await pipeline(["check", directory]);
    expect(code).toBe(1);
    expect(out).toMatch(/^--- a\/mypy\.ini\n\+\+\+ b\/mypy\.ini\n@@ /);
    expect(out).toContain("\n+strict = true\n");
    expect(notes).toContain("1 file of");
    expect(notes).toContain(`npm run pipeline -- write ${directory}`);
  });

  test.each(["write", "check", "pins pull"])("%s refuses a folder that is not there", async (command) => {
    const directory = join(folder(), "absent");
    const { code, error } = await pipeline([...command.split(" "), directory]);
    expect(code).toBe(2);
    expect(error).toContain(
      `there is no folder ${directory}: give the one that the app's repository is checked out in`,
    );
    expect(existsSync(directory)).toBe(false);
  });

  test("wrong settings are told and nothing is written", async () => {
    const directory = folder();
    const { pipeline: _, ...none } = lingobot;
    const faulty = {
      ...lingobot,
      environments: lingobot.environments.map((each) => ({ ...each, name: "Bad Name" })),
    };
    const wrong = await pipeline(["write", directory], { settings: faulty });
    expect(wrong.code).toBe(3);
    expect(wrong.error).toContain("nothing was written");
    expect(existsSync(join(directory, "Dockerfile"))).toBe(false);
    const empty = await pipeline(["write", directory], { settings: none });
    expect(empty.code).toBe(3);
    expect(empty.error).toBe("the settings have no pipeline; add `pipeline: { language: … }` to lingobot.ts");
  });
});

describe("files that are rendered no more", () => {
  const PREVIEW = ".github/workflows/preview.yml";

  /** A checkout with the files of a pipeline that had previews. */
  async function withPreviews(): Promise<string> {
    const directory = folder();
    expect((await pipeline(["write", directory], { settings: previewing() })).code).toBe(0);
    return directory;
  }

  test("check tells them as a deletion that git applies, write removes them, and then nothing is left", async () => {
    const directory = await withPreviews();
    const text = readFileSync(join(directory, PREVIEW), "utf8");
    const { code, out, notes } = await pipeline(["check", directory]);
    expect(code).toBe(1);
    expect(out).toContain(`--- a/${PREVIEW}\n+++ /dev/null\n@@ -1,${text.split("\n").length - 1} +0,0 @@\n`);
    expect(notes).toContain("are rendered no more");
    spawnSync("git", ["init", "--quiet", directory]);
    const applied = spawnSync("git", ["apply", "--check", "-"], {
      cwd: directory,
      input: out,
      encoding: "utf8",
    });
    expect(applied.stderr).toBe("");

    const written = await pipeline(["write", directory]);
    expect(written.out).toContain(`${PREVIEW} (removed)\n`);
    expect(existsSync(join(directory, PREVIEW))).toBe(false);
    expect(await pipeline(["check", directory])).toMatchObject({ code: 0, out: "" });
  });

  test("a file of somebody else's is never touched: without the header, elsewhere, or copied with its header", async () => {
    const directory = await withPreviews();
    const ours = readFileSync(join(directory, PREVIEW), "utf8");
    const theirs: Record<string, string> = {
      ".github/workflows/nightly.yml": "name: Nightly\n",
      ".github/workflows/copy.yml": ours,
      "quoted.md": `text\n${ours}`,
      "deep/preview.yml": ours,
    };
    mkdirSync(join(directory, "deep"));
    for (const [path, text] of Object.entries(theirs)) writeFileSync(join(directory, path), text);
    symlinkSync("../../deep/preview.yml", join(directory, ".github/workflows/linked.yml"));
    expect((await pipeline(["write", directory])).out).toContain("preview.yml (removed)");
    for (const [path, text] of Object.entries(theirs))
      expect(readFileSync(join(directory, path), "utf8")).toBe(text);
    expect(existsSync(join(directory, ".github/workflows/linked.yml"))).toBe(true);
  });

  test("one that came with the line ends of Windows is known too", async () => {
    const directory = await withPreviews();
    const file = join(directory, PREVIEW);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("\n", "\r\n"));
    expect((await pipeline(["write", directory])).out).toContain(`${PREVIEW} (removed)\n`);
  });
});

describe("pins", () => {
  test("pull takes a bump over, tells it, and then there is none left", async () => {
    const [directory, pinsFile] = [folder(), pinsCopy()];
    await pipeline(["write", directory]);
    const ci = join(directory, ".github/workflows");
    for (const file of [
      "ci.yml",
      "pr-checks.yml",
      "deploy-staging.yml",
      "deploy-production.yml",
      "rollback.yml",
    ]) {
      const text = readFileSync(join(ci, file), "utf8");
      const bump = `actions/checkout@${"1".repeat(40)} # v8.0.0`;
      writeFileSync(join(ci, file), text.replace(/actions\/checkout@[0-9a-f]{40} # v\S+/g, bump));
    }
    const { code, out, notes } = await pipeline(["pins", "pull", directory], { pinsFile });
    expect(code).toBe(0);
    expect(out).toMatch(/^actions\/checkout: v[\d.]+ -> v8\.0\.0\n$/);
    expect(notes).toContain("npm test");
    expect(JSON.parse(readFileSync(pinsFile, "utf8")).actions["actions/checkout"].version).toBe("v8.0.0");
    const again = await pipeline(["pins", "pull", directory], { pinsFile });
    expect(again).toMatchObject({
      code: 0,
      out: "",
      notes: "nothing to pull: the checkout runs on the pinned versions",
    });
  });

  test("pull takes the container's uv over for the tests too; when that fails nothing is written", async () => {
    const [directory, pinsFile] = [folder(), pinsCopy()];
    await pipeline(["write", directory]);
    const dockerfile = join(directory, "Dockerfile");
    const bump = `astral-sh/uv:9.9.9@sha256:${"9".repeat(64)}`;
    writeFileSync(dockerfile, readFileSync(dockerfile, "utf8").replace(/astral-sh\/uv:\S+/, bump));
    const before = readFileSync(pinsFile, "utf8");
    const failed = await pipeline(["pins", "pull", directory], { pinsFile });
    expect(failed).toMatchObject({ code: 1, out: "", error: "uv 9.9.9 is not locked here" });
    expect(readFileSync(pinsFile, "utf8")).toBe(before);

    const locked: string[] = [];
    const lockUv = (version: string) => locked.push(version);
    const { code, notes } = await pipeline(["pins", "pull", directory], { pinsFile, lockUv });
    expect({ code, locked }).toEqual({ code: 0, locked: ["9.9.9"] });
    expect(notes).toContain("pinned uv 9.9.9 in tools/python, which the tests run: commit it too");
    expect(await pipeline(["pins", "pull", directory], { pinsFile })).toMatchObject({ code: 0, out: "" });
  });

  test("pull takes over all but the action whose image is missing, and tells that one", async () => {
    const [directory, pinsFile] = [folder(), pinsCopy()];
    await pipeline(["write", directory]);
    const workflows = join(directory, ".github/workflows");
    for (const file of readdirSync(workflows)) {
      const text = readFileSync(join(workflows, file), "utf8")
        .replace(/actions\/checkout@[0-9a-f]{40} # v\S+/g, `actions/checkout@${"1".repeat(40)} # v8.0.0`)
        .replace(/trufflehog@[0-9a-f]{40} # v\S+/, `trufflehog@${"2".repeat(40)} # v99.0.0`);
      writeFileSync(join(workflows, file), text);
    }
    const { code, out, notes, error } = await pipeline(["pins", "pull", directory], { pinsFile });
    expect({ code, out }).toEqual({ code: 1, out: "actions/checkout: v7.0.1 -> v8.0.0\n" });
    expect(notes).toContain(`wrote ${pinsFile}`);
    expect(error).toMatch(
      /^not pulled, and still at the version that is pinned here:\n {2}trufflesecurity\/trufflehog: .*moved to 99\.0\.0 but the image/,
    );
    const { actions } = JSON.parse(readFileSync(pinsFile, "utf8"));
    expect(actions["actions/checkout"].version).toBe("v8.0.0");
    expect(actions["trufflesecurity/trufflehog"].version).toBe("v3.97.0");

    const again = await pipeline(["pins", "pull", directory], { pinsFile });
    expect(again).toMatchObject({ code: 1, out: "", notes: "" });
    expect(again.error).toContain("trufflesecurity/trufflehog");
  });

  test("pull refuses a folder without workflows, and leaves the pins alone", async () => {
    const pinsFile = pinsCopy();
    const before = readFileSync(pinsFile, "utf8");
    const { code, error } = await pipeline(["pins", "pull", folder()], { pinsFile });
    expect(code).toBe(3);
    expect(error).toContain("it holds no .github/workflows");
    expect(readFileSync(pinsFile, "utf8")).toBe(before);
  });

  test("pull refuses one action at two versions", async () => {
    const [directory, pinsFile] = [folder(), pinsCopy()];
    mkdirSync(join(directory, ".github/workflows"), { recursive: true });
    const uses = ["1", "2"].map((digit) => `uses: actions/checkout@${digit.repeat(40)} # v${digit}.0.0\n`);
    writeFileSync(join(directory, ".github/workflows/ci.yml"), uses.join(""));
    expect((await pipeline(["pins", "pull", directory], { pinsFile })).error).toContain("at two versions");
  });

  test("list shows every pin", async () => {
    const { code, out } = await pipeline(["pins", "list"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^actions\/checkout +v\d\S* +[0-9a-f]{40}$/m);
    expect(out).toMatch(/^python +3\.\S+ +sha256:[0-9a-f]{64}$/m);
  });
});

test("timings has a line for each workflow", async () => {
  const { out } = await pipeline(["timings"]);
  expect(out).toMatch(/^ci\.yml: at most \d+ min, expected .*, target 8–10 min/m);
});

test("protection is what the gate compares with", async () => {
  const { requiredCheck, environments } = JSON.parse((await pipeline(["protection"])).out);
  expect(requiredCheck.context).toBe("All Pass");
  expect(environments.production.reviewers).toEqual({ teams: ["platform"], users: [] });
});

test.each([
  [[], "say what to do"],
  [["prnt"], 'there is no command "prnt"'],
  [["pins"], 'there is no command "pins"'],
  [["constructor"], 'there is no command "constructor"'],
  [["check"], "check needs the folder of a checkout"],
  [["print", "a", "b"], "print does not take b"],
  [["check", ".", "--dry-run"], "--dry-run belongs to propose"],
])("%j is wrong use", async (args, message) => {
  const { code, error } = await pipeline(args);
  expect(code).toBe(2);
  expect(error).toContain(message);
});

test.each([
  [["check"], "check needs the folder of a checkout"],
  [["propose", "--force"], "Unknown option '--force'"],
])("the command's own process ends %j with exit code 2 and the usage", (args, message) => {
  const start = ["-r", "./tools/register.cjs", "commands/pipeline/index.ts", ...args];
  const cwd = join(__dirname, "../../..");
  const { status, stderr } = spawnSync(process.execPath, start, { cwd, encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain("\nnpm run pipeline -- print [PATH]");
});

test("a reader that closes early is no fault", () => {
  const start = "node -r ./tools/register.cjs commands/pipeline/index.ts print | head -1";
  const cwd = join(__dirname, "../../..");
  const { stdout, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", start], { cwd, encoding: "utf8" });
  expect(stdout).toBe("==> .dockerignore <==\n");
  expect(stderr).toBe("");
});
