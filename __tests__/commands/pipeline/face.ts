import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipelineCommand } from "../../../commands/pipeline/command";
import { renderedPipeline } from "../../../commands/pipeline/rendered-pipeline";
import type { PipelineRun } from "../../../commands/pipeline/run";
import { lingobot } from "../../../lingobot";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { type RestFace, type RestOptions, startRest } from "../../../sandbox/rest";
import type { PlatformSettings } from "../../../stacks";

export const OWNER = "lingobot";
export const REPOSITORY = "lingobot";

/** What a run of the command gave. */
export interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly notes: string;
  /** Message of what it threw. */
  readonly error: string;
}

/** Runs the command in this process. */
export async function pipeline(args: readonly string[], given: Partial<PipelineRun> = {}): Promise<Ran> {
  const [out, notes]: [string[], string[]] = [[], []];
  const run: PipelineRun = {
    settings: lingobot,
    env: {},
    pinsFile: join(__dirname, "../../../constructs/delivery-pipeline/pins.json"),
    lockUv: (version) => {
      throw new Error(`uv ${version} is not locked here`);
    },
    write: (text) => out.push(text),
    note: (line) => notes.push(line),
    ...given,
  };
  const told = () => ({ out: out.join(""), notes: notes.join("\n") });
  try {
    return { code: await pipelineCommand(args, run), ...told(), error: "" };
  } catch (error) {
    const { message, name, exitCode } = error as Error & { exitCode?: number };
    return { code: name === "UsageError" ? 2 : exitCode, ...told(), error: message };
  }
}

const folders: string[] = [];

/** A new folder, until `removeFolders`. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "pipeline-test-"));
  folders.push(made);
  return made;
}

export function removeFolders(): void {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true });
}

/** A copy of the committed pins that a test may change. */
export function pinsCopy(): string {
  const copy = join(folder(), "pins.json");
  copyFileSync(join(__dirname, "../../../constructs/delivery-pipeline/pins.json"), copy);
  return copy;
}

/** Every file that these settings render. */
export function rendered(settings = lingobot): Record<string, string> {
  return Object.fromEntries(renderedPipeline(settings).files);
}

/** LingoBot's settings with previews switched on. */
export function previewing(): PlatformSettings {
  const { pipeline: settings } = lingobot;
  if (settings === undefined) throw new Error("LingoBot has no pipeline");
  return { ...lingobot, pipeline: { ...settings, preview: {} } };
}

/** A sandbox with LingoBot's repository, and the environment to reach it with. */
export class World {
  public readonly cloud = Cloud.open(join(folder(), "cloud.json"));
  public face: RestFace | undefined;

  public async open(options: RestOptions = {}): Promise<this> {
    this.face = await startRest(this.cloud, options);
    return this;
  }

  public get env(): NodeJS.ProcessEnv {
    return { ...this.face?.env, PLATFORM_TIME_SCALE: "0.001" };
  }

  public get github() {
    return this.cloud.github.as(this.cloud.github.tokenOwner);
  }

  /** Makes the repository, with these files on main and develop. */
  public seed(files: Record<string, string>): void {
    this.github.repositories.create(OWNER, { name: REPOSITORY, private: true });
    const { sha } = this.commit("main", { "README.md": "# LingoBot\n", ...files });
    this.github.git.createRef(OWNER, REPOSITORY, "refs/heads/develop", sha);
  }

  /** What somebody pushes. */
  public commit(branch: string, changes: Record<string, string>) {
    return this.github.git.push(OWNER, REPOSITORY, branch, { message: "fix: by hand", changes });
  }

  public head(branch: string): string {
    return this.github.git.ref(OWNER, REPOSITORY, `heads/${branch}`).object.sha;
  }

  public file(branch: string, path: string): string {
    const { content } = this.github.contents.get(OWNER, REPOSITORY, path, branch);
    return Buffer.from(content, "base64").toString("utf8");
  }

  public pulls() {
    return this.github.pulls.list(OWNER, REPOSITORY, "all");
  }

  public propose(...args: string[]): Promise<Ran> {
    return pipeline(["propose", ...args], { env: this.env });
  }
}
