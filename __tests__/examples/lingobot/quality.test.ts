import { Checkout } from "./support/checkout";
import { interpreterFor } from "./support/machine";
import { renderedFiles } from "./support/rendered";
import { Runner } from "./support/runner";
import { jobThatRuns, workflow } from "./support/workflow";

const files = renderedFiles();
const quality = jobThatRuns(workflow(files, "ci.yml"), "mypy");
const quick = jobThatRuns(workflow(files, "pr-checks.yml"), "ruff check");
const checkout = new Checkout(files);
const runner = new Runner(checkout, { python: interpreterFor(quality) });

const MODULE = "src/lingobot/application/tutor.py";
const append = (code: string) => (content: string) => `${content}${code}`;

jest.setTimeout(120_000);

afterAll(() => {
  runner.remove();
  checkout.remove();
});

test("the code quality job passes on the app as it is, and every step of it ran", async () => {
  const result = await runner.job(quality);

  expect(result).toMatchObject({ failedAt: undefined, notRun: [] });
  expect(result.steps.map(({ name }) => name)).toEqual(["Install", "Lint", "Format", "Types"]);
  expect(result.output).toMatch(/Success: no issues found in \d\d source files/);
});

test("an unused import fails it at the lint, and is annotated", async () => {
  const result = await checkout.with(
    MODULE,
    (code) => code.replace("from dataclasses", "import os\nfrom dataclasses"),
    () => runner.job(quality),
  );

  expect(result.failedAt).toBe("Lint");
  expect(result.output).toMatch(/::error .*file=.*tutor\.py.*F401/);
});

test("a shell that a variable reaches fails it at the lint: the security rules are on", async () => {
  const code =
    "\n\ndef run(command: str) -> int:\n    import subprocess\n\n    return subprocess.call(command, shell=True)\n";

  const result = await checkout.with(MODULE, append(code), () => runner.job(quality));

  expect(result.failedAt).toBe("Lint");
  expect(result.output).toContain("S602");
});

test("code that is not formatted fails it at the format", async () => {
  const result = await checkout.with(MODULE, append("\n\nUNIT = { 'a' : 1 }\n"), () => runner.job(quality));

  expect(result.failedAt).toBe("Format");
  expect(result.output).toContain("tutor.py");
});

test("a wrong type fails it at the types", async () => {
  const result = await checkout.with(MODULE, append('\n\nPATIENCE: int = "endless"\n'), () =>
    runner.job(quality),
  );

  expect(result.failedAt).toBe("Types");
  expect(result.output).toContain("[assignment]");
});

test("a function without types fails it: mypy is strict", async () => {
  const result = await checkout.with(MODULE, append("\n\ndef hush(seconds):\n    return seconds\n"), () =>
    runner.job(quality),
  );

  expect(result.failedAt).toBe("Types");
  expect(result.output).toContain("[no-untyped-def]");
});

test("a lock that does not fit pyproject.toml fails it at the install", async () => {
  const result = await checkout.with(
    "pyproject.toml",
    (text) => text.replace(/uvicorn==[\d.]+/, "uvicorn==0.1.0"),
    () => runner.job(quality),
  );

  expect(result.failedAt).toBe("Install");
  expect(result.output).toMatch(/lockfile.*needs to be updated/);
});

describe("the quick lint of pull requests", () => {
  test("passes on the app as it is", async () => {
    expect(await runner.job(quick)).toMatchObject({ failedAt: undefined, notRun: [] });
  });

  test("fails on a lint error", async () => {
    const result = await checkout.with(MODULE, append("\n\nimport os\n"), () => runner.job(quick));

    expect(result.output).toContain("F401");
    expect(result.failedAt).toBeDefined();
  });
});
