import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Interpreter } from "../../../../tools/python/interpreters";
import { pythonTools } from "../../../../tools/python/python-tools";
import type { BuildContext } from "./build-context";
import type { Ended } from "./command";
import { execForm, flag, type Instruction, parseEnvironment, type Stage } from "./container-file";
import { Namespaces } from "./namespaces";
import { UV_CACHE } from "./runner";
import { must, TemporaryRoot } from "./temporary-root";

const BASE_PATH = "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin";

/** What a finished stage is run with. */
export interface BuiltStage {
  readonly root: TemporaryRoot;
  readonly environment: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly user: string;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
}

type Building = { -readonly [K in keyof BuiltStage]: BuiltStage[K] };

/**
 * Executes a container file without a container engine, in temporary roots. Emulated: the base image (see
 * TemporaryRoot), the image that uv is copied from (the pinned uv of this repository), layers and their cache.
 * Real: every RUN, in a chroot, as the user and with the environment that the file sets; COPY; the user that
 * runs the command; the health check.
 */
export class ContainerBuild {
  public static async start(context: BuildContext, python: Interpreter): Promise<ContainerBuild> {
    const namespaces = await Namespaces.create();
    const build = new ContainerBuild(context, python, namespaces);
    await must(namespaces.run("mount", ["-t", "tmpfs", "tmpfs", build.directory]));
    return build;
  }

  private readonly directory = realpathSync(mkdtempSync(join(tmpdir(), "container-")));
  private readonly stages = new Map<string, BuiltStage>();
  private readonly external = new Set<string>();

  private constructor(
    private readonly context: BuildContext,
    private readonly python: Interpreter,
    public readonly namespaces: Namespaces,
  ) {}

  /** Builds the stages in order and gives the last one. */
  public async build(stages: readonly Stage[]): Promise<BuiltStage> {
    for (const stage of stages) {
      if (stage.base.startsWith("ghcr.io/astral-sh/uv:")) this.external.add(stage.name);
      else this.stages.set(stage.name, await this.stage(stage));
    }
    const last = this.stages.get(stages.at(-1)?.name ?? "");
    if (!last) throw new Error("the container file has no stage");
    return last;
  }

  public async end(): Promise<void> {
    await this.namespaces.end();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async stage({ base, name, instructions }: Stage): Promise<BuiltStage> {
    if (!base.startsWith(`python:${minorOf(this.python)}-slim`))
      throw new Error(`nothing stands for the image ${base}`);
    const building: Building = {
      root: await TemporaryRoot.create(this.namespaces, join(this.directory, name), this.python),
      environment: { PATH: BASE_PATH, LANG: "C.UTF-8", HOME: "/root", ...network() },
      workdir: "/",
      user: "0:0",
      command: [],
      healthCheck: [],
    };
    for (const instruction of instructions) await this.carryOut(instruction, building);
    return building;
  }

  private async carryOut(instruction: Instruction, stage: Building): Promise<void> {
    const { keyword, rest } = instruction;
    if (keyword === "ENV")
      stage.environment = { ...stage.environment, ...parseEnvironment(rest, stage.environment) };
    else if (keyword === "USER") stage.user = rest;
    else if (keyword === "CMD") stage.command = shellOrExec(rest);
    else if (keyword === "HEALTHCHECK") stage.healthCheck = shellOrExec(rest.replace(/^CMD\s+/, ""));
    else if (keyword === "COPY") await this.copy(instruction, stage);
    else if (keyword === "RUN") await this.runInstruction(instruction, stage);
    else if (keyword === "WORKDIR") {
      stage.workdir = absolute(rest, stage.workdir);
      await must(this.namespaces.run("mkdir", ["-p", stage.root.path(stage.workdir)]));
    }
  }

  private async runInstruction(instruction: Instruction, stage: Building): Promise<void> {
    const cache = stage.root.path("/root/.cache/uv");
    mkdirSync(UV_CACHE, { recursive: true });
    await must(this.namespaces.run("mkdir", ["-p", cache]));
    await must(this.namespaces.run("mount", ["--bind", UV_CACHE, cache]));
    await must(this.run(stage, shellOrExec(instruction.rest)));
    await must(this.namespaces.run("umount", [cache]));
  }

  /** Runs a command in a stage as its user. */
  public run(stage: BuiltStage, command: readonly string[]): Promise<Ended> {
    return this.namespaces.run("env", stage.root.command(stage, command));
  }

  private async copy(instruction: Instruction, stage: Building): Promise<void> {
    const words = instruction.rest.split(/\s+/);
    const target = words.pop() ?? "";
    const to = stage.root.path(absolute(target, stage.workdir));
    for (const word of words) {
      const from = this.sourceOf(word, flag(instruction, "from"));
      await must(
        this.namespaces.run("bash", ["-c", COPY, "bash", from, to, target.endsWith("/") ? "into" : "as"]),
      );
    }
  }

  private sourceOf(path: string, stage: string | undefined): string {
    if (stage === undefined) return join(this.context.directory, path);
    if (this.external.has(stage) && path === "/uv") return pythonTools().uv;
    const source = this.stages.get(stage);
    if (!source) throw new Error(`nothing stands for ${path} of "${stage}"`);
    return source.root.path(path);
  }
}

/** As a container engine copies: a directory's content goes to the target, files belong to root. */
const COPY = `
set -e
if [ -d "$1" ]; then mkdir -p "$2" && cp -R --preserve=mode,links,timestamps "$1/." "$2/"
elif [ "$3" = into ]; then mkdir -p "$2" && cp --preserve=mode,timestamps "$1" "$2/"
else mkdir -p "$(dirname "$2")" && cp --preserve=mode,timestamps "$1" "$2"; fi
`;

function shellOrExec(text: string): readonly string[] {
  return execForm(text) ?? ["/bin/sh", "-c", text];
}

function absolute(path: string, workdir: string): string {
  return path.startsWith("/") ? path : join(workdir, path);
}

function minorOf({ version }: Interpreter): string {
  return version.split(".").slice(0, 2).join(".");
}

/** How this machine reaches the package index, where it needs to be told. */
function network(): Record<string, string> {
  const names = /^(https?_proxy|all_proxy|no_proxy|ssl_cert_file|uv_(default_)?index(_url)?)$/i;
  const entries = Object.entries(process.env).filter(([name]) => names.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? ""]));
}
