import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findInterpreter, type Interpreter } from "../../../tools/python/interpreters";
import { BuildContext } from "./support/build-context";
import { Checkout } from "./support/checkout";
import { type BuiltStage, ContainerBuild } from "./support/container-build";
import { parseContainerFile } from "./support/container-file";
import { notRun } from "./support/machine";
import { canMakeNamespaces, type Namespaces } from "./support/namespaces";
import { renderedFiles } from "./support/rendered";
import { workflow } from "./support/workflow";

const UV_PIN = resolve(__dirname, "../../../tools/python/requirements.in");

const files = renderedFiles();
const fileNamed = (name: string) => files.find(({ path }) => path === name)?.content ?? "";
const stages = parseContainerFile(fileNamed("Dockerfile"));

const python = findInterpreter("3.11");
const obstacle = python ? "temporary roots need Linux and root" : "this machine has no Python 3.11";
const canRun = python !== undefined && canMakeNamespaces();
if (!canRun) notRun("the build of the container file", obstacle);

jest.setTimeout(180_000);

test("the build sees the lock, the project file and the source, and nothing else", () => {
  const checkout = new Checkout(files);
  checkout.write(".env", "LQBOT_OPENAI_API_KEY=secret\n");
  checkout.write("src/lingobot/.env.local", "LQBOT_OPENAI_API_KEY=secret\n");
  checkout.write("src/lingobot/__pycache__/main.pyc", "");
  const context = new BuildContext(checkout.directory, fileNamed(".dockerignore"));
  try {
    expect(context.files.filter((path) => !path.startsWith("src/"))).toEqual(["pyproject.toml", "uv.lock"]);
    expect(context.files.filter((path) => path.startsWith("src/") && !path.endsWith(".py"))).toEqual([]);
  } finally {
    context.remove();
    checkout.remove();
  }
});

test("the container and the workflows use the uv that these tests run", () => {
  const pinned = `uv ${/^uv==(.+)$/m.exec(readFileSync(UV_PIN, "utf8"))?.[1]}`;
  const setups = Object.values(workflow(files, "ci.yml").jobs).flatMap(({ steps = [] }) =>
    steps.filter(({ uses }) => uses?.startsWith("astral-sh/setup-uv@")),
  );

  expect(setups.map((step) => `uv ${step.with?.version}`)).toEqual(setups.map(() => pinned));
  expect(setups.length).toBeGreaterThan(0);
  expect(stages.map(({ base }) => base.replace(/^ghcr\.io\/astral-sh\/uv:(.*)@.*$/, "uv $1"))).toContain(
    pinned,
  );
});

(canRun ? describe : describe.skip)("the container file, carried out in temporary roots", () => {
  const checkout = new Checkout(files);
  const context = new BuildContext(checkout.directory, fileNamed(".dockerignore"));
  let build: ContainerBuild;
  let runtime: BuiltStage;
  let isolated: Namespaces;

  beforeAll(async () => {
    build = await ContainerBuild.start(context, python as Interpreter);
    runtime = await build.build(stages);
    isolated = await build.namespaces.withoutNetwork((python as Interpreter).path);
  });

  afterAll(async () => {
    await isolated?.end();
    await build?.end();
    context.remove();
    checkout.remove();
  });

  const inside = async (...command: string[]) => (await build.run(runtime, command)).output.trim();
  const isHealthy = async () =>
    (await isolated.run("env", runtime.root.command(runtime, runtime.healthCheck))).exitCode === 0;
  const serve = (environment: Readonly<Record<string, string>>) =>
    isolated.start("env", runtime.root.command({ ...runtime, environment }, runtime.command));

  test("the runtime holds the dependencies and the code, and neither uv nor the tools of development", async () => {
    expect(await inside("ls", "-A", "/app")).toBe(".venv\nsrc");
    expect(await inside("sh", "-c", "command -v uv pytest ruff mypy pip-audit || echo none")).toBe("none");
    expect(await inside("python", "-c", "import fastapi, sys; print(sys.prefix, fastapi.__version__)")).toBe(
      "/app/.venv 0.165.0",
    );
  });

  test("the runtime has no tool that builds or installs packages, not even the base image's own", async () => {
    expect(await inside("sh", "-c", "ls /usr/local/bin | grep -E '^(pip|wheel)' || echo none")).toBe("none");
    const names = ["pip", "setuptools", "wheel", "ensurepip"];
    const find = `import importlib.util as u; print([n for n in ${JSON.stringify(names)} if u.find_spec(n)])`;
    expect(await inside("python", "-c", find)).toBe("[]");
    expect(await inside("/usr/local/bin/python3", "-c", find)).toBe("[]");
  });

  test("it runs as appuser, who can change nothing of the app", async () => {
    expect(await inside("id", "-un")).toBe("appuser");
    expect(await inside("id", "-u")).toBe("10001");
    // uv leaves an empty lock file that everybody may write
    expect(
      await inside("find", "/app", "-writable", "-not", "-type", "l", "-not", "-path", "/app/.venv/.lock"),
    ).toBe("");
  });

  test("with settings that are wrong its command ends, and tells the allowed ones", async () => {
    const { exitCode, output } = await serve({ ...runtime.environment, LQBOT_LLM_PROVIDER: "claude" });

    expect(exitCode).not.toBe(0);
    expect(output).toContain("Input should be 'openai' or 'grok'");
  });

  test("its health check fails before the command runs, and passes soon after", async () => {
    expect(await isHealthy()).toBe(false);

    const end = serve({ ...runtime.environment, LQBOT_ENVIRONMENT: "staging" });
    let healthy = false;
    for (let attempt = 0; attempt < 100 && !healthy; attempt += 1) {
      await wait(200);
      healthy = await isHealthy();
    }

    expect(healthy).toBe(true);
    const ask =
      "import urllib.request; print(urllib.request.urlopen('http://127.0.0.1:8081/health').read().decode())";
    const answer = await isolated.run("env", runtime.root.command(runtime, ["python", "-c", ask]));
    expect(JSON.parse(answer.output)).toMatchObject({ status: "ok", environment: "staging" });
    await build.end();
    expect((await end).output).toContain("GET /health HTTP/1.1");
  });
});

(canRun ? test : test.skip)("a lock that does not fit pyproject.toml fails the build", async () => {
  const checkout = new Checkout(files);
  const stale = checkout.read("pyproject.toml").replace(/uvicorn==[\d.]+/, "uvicorn==0.1.0");
  checkout.write("pyproject.toml", stale);
  const context = new BuildContext(checkout.directory, fileNamed(".dockerignore"));
  const build = await ContainerBuild.start(context, python as Interpreter);
  try {
    await expect(build.build(stages)).rejects.toThrow(/lockfile.*needs to be updated/);
  } finally {
    await build.end();
    context.remove();
    checkout.remove();
  }
});
