import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Checkout } from "./support/checkout";
import { type Behaviour, IndexAnswers } from "./support/index-answers";
import { interpreterFor } from "./support/machine";
import { renderedFiles } from "./support/rendered";
import { type JobResult, Runner } from "./support/runner";
import { jobThatRuns, workflow } from "./support/workflow";

const files = renderedFiles();
const job = jobThatRuns(workflow(files, "ci.yml"), "pip-audit");
const python = interpreterFor(job);
const contexts = { github: { event_name: "pull_request" } };
const checkout = new Checkout(files);
const index = new IndexAnswers(/registry = "https:\/\/([^/"]+)/.exec(checkout.read("uv.lock"))?.[1] ?? "");
let runner: Runner;

jest.setTimeout(120_000);

beforeAll(async () => {
  const installer = new Runner(checkout, { python });
  expect(await installer.step({ run: "uv sync --locked --only-group audit" })).toMatchObject({ exitCode: 0 });
  installer.remove();
  await index.start();
  runner = new Runner(checkout, { python, contexts, env: index.environment });
});

afterAll(() => {
  index.stop();
  runner.remove();
  checkout.remove();
});

beforeEach(() => {
  index.asked.clear();
  index.change = (same) => same;
});

async function audit(behaviour: Behaviour, of = job): Promise<JobResult> {
  index.behaviour = behaviour;
  return runner.job(of);
}

test("the dependency job passes when the index knows of no vulnerability, and asked about every locked package", async () => {
  const result = await audit("answers");

  expect(result).toMatchObject({ failedAt: undefined, notRun: ["Review dependencies"] });
  expect(result.output).toContain("No known vulnerabilities found");
  const locked = [...checkout.read("requirements-audit.txt").matchAll(/^([\w.-]+)==([\w.]+)(.*)$/gm)]
    .filter(([, , , marker]) => !/(emscripten|win32)/.test(marker ?? ""))
    .map(([, name, version]) => `${name} ${version}`);
  expect(locked).toContain("fastapi 0.165.0");
  expect([...index.asked].sort()).toEqual(expect.arrayContaining(locked));
});

test("a locked package with a known vulnerability fails it, and the version that mends it is named", async () => {
  const vulnerable = new Checkout(files);
  const elsewhere = new Runner(vulnerable, { python });
  const audited = new Runner(vulnerable, { python, contexts, env: index.environment });
  try {
    expect(
      await elsewhere.step({ run: "uv add --no-sync jinja2==3.1.2 && uv sync --locked --only-group audit" }),
    ).toMatchObject({ exitCode: 0 });
    index.behaviour = "answers";

    const result = await audited.job(job);

    expect(result.failedAt).toBe("Vulnerabilities");
    expect(result.output).toMatch(/jinja2\s+3\.1\.2\s+CVE-2024-22195\s+3\.1\.3/);
  } finally {
    for (const made of [elsewhere, audited, vulnerable]) made.remove();
  }
});

test.each<Behaviour>(["unreachable", "failing"])(
  "a package index that is %s fails the job: nothing audited is no result",
  async (behaviour) => {
    const result = await audit(behaviour);

    expect(result.failedAt).toBe("Vulnerabilities");
    expect(result.output).not.toContain("No known vulnerabilities found");
  },
);

test("an index that knows none of the packages fails it, and only because the command is strict", async () => {
  const lax = {
    ...job,
    steps: (job.steps ?? []).map((step) => ({
      ...step,
      ...(step.run && { run: step.run.replace("--strict ", "") }),
    })),
  };

  const strict = await audit("knows nothing");
  const careless = await audit("knows nothing", lax);

  expect(strict.failedAt).toBe("Vulnerabilities");
  expect(strict.output).toContain("could not be audited");
  expect(careless.output).toContain("No known vulnerabilities found");
});

describe("the answer in index-answers, which is written by hand, is one that pip-audit itself takes apart", () => {
  const [written] = JSON.parse(readFileSync(join(__dirname, "index-answers/jinja2-3.1.2.json"), "utf8"))
    .vulnerabilities as { id: string; aliases: string[]; fixed_in: string[]; details: string }[];
  const command =
    "printf 'jinja2==3.1.2\\n' > one.txt\n" +
    "uv run --locked --only-group audit pip-audit --strict --disable-pip --no-deps --format json --requirement one.txt\n";

  test("its fields are those that PyPI documents", () => {
    expect(Object.keys(written ?? {}).sort()).toEqual([
      "aliases",
      "details",
      "fixed_in",
      "id",
      "link",
      "source",
      "summary",
      "withdrawn",
    ]);
  });

  async function vulnerabilities(): Promise<{ readonly exitCode: number | null; readonly output: string }> {
    index.behaviour = "answers";
    return runner.step({ run: command });
  }

  test("every field that it reports is one of the answer's", async () => {
    const { exitCode, output } = await vulnerabilities();
    expect(exitCode).toBe(1);
    const [dependency] = JSON.parse(/^\{.*\}$/m.exec(output)?.[0] ?? "{}").dependencies;
    expect(dependency.vulns).toEqual([
      {
        id: written?.aliases[0],
        aliases: [written?.id],
        fix_versions: written?.fixed_in,
        description: written?.details,
      },
    ]);
  });

  test.each(["id", "aliases", "fixed_in"])("without %s it cannot read it", async (field) => {
    index.change = ({ [field]: _, ...rest }) => rest;
    const { exitCode, output } = await vulnerabilities();
    expect(exitCode).not.toBe(0);
    expect(output).toContain(`KeyError: '${field}'`);
  });

  test("a withdrawn one is none", async () => {
    index.change = (each) => ({ ...each, withdrawn: "2024-02-01T00:00:00Z" });
    expect((await vulnerabilities()).exitCode).toBe(0);
  });
});
