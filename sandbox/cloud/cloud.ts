import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Clock, type ClockData } from "./clock";
import type { CloudContext } from "./context";
import { DigitalOcean, type DigitalOceanData, newDigitalOcean } from "./digitalocean";
import { Faults, type FaultsData } from "./faults";
import { shapeFaults } from "./file-shape";
import { GitHub, type GitHubData, newGitHub } from "./github";
import { Ids, type IdsData } from "./ids";
import { ImageRegistry, type ImageRegistryData } from "./images";
import { SandboxFileError } from "./sandbox-file-error";
import { defaultWorld, type World } from "./world";

const VERSION = 1;
/** As many faults of a file are told. */
const SHOWN = 5;

/** The sandbox's file. */
interface CloudData {
  readonly version: number;
  readonly clock: ClockData;
  readonly ids: IdsData;
  readonly faults: FaultsData;
  readonly images: ImageRegistryData;
  readonly digitalocean: DigitalOceanData;
  readonly github: GitHubData;
}

/** Both clouds and what lies between them, kept in one file. */
export class Cloud {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly faults: Faults;
  readonly images: ImageRegistry;
  readonly digitalocean: DigitalOcean;
  readonly github: GitHub;

  private constructor(
    private readonly file: string,
    data: Partial<CloudData>,
    world: World,
  ) {
    this.clock = new Clock(data.clock);
    this.ids = new Ids(data.ids);
    this.faults = new Faults(data.faults);
    this.images = new ImageRegistry(data.images ?? {}, this.clock);
    const context: CloudContext = {
      clock: this.clock,
      ids: this.ids,
      faults: this.faults,
      images: this.images,
    };
    this.digitalocean = new DigitalOcean(
      data.digitalocean ?? newDigitalOcean(world.digitalocean, context),
      context,
    );
    this.github = new GitHub(data.github ?? newGitHub(world.github, context), context);
  }

  /**
   * Opens the sandbox kept in `file`; if the file is missing, a new one that holds `world`.
   * Throws SandboxFileError if the file cannot be read or is not a sandbox.
   */
  static open(file: string, world: World = defaultWorld): Cloud {
    const text = readIfExists(file);
    if (text === undefined) return new Cloud(file, {}, world);
    return new Cloud(file, parse(file, text), world);
  }

  /** Writes everything into the file; a crash in between leaves the old file. Throws SandboxFileError. */
  save(): void {
    const temporary = `${this.file}.${process.pid}.tmp`;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      writeFileSync(temporary, `${JSON.stringify(this, null, 2)}\n`, { mode: 0o600 });
      renameSync(temporary, this.file);
    } catch (error) {
      throw new SandboxFileError(this.file, `it cannot be written (${(error as Error).message})`);
    }
  }

  toJSON(): CloudData {
    return {
      version: VERSION,
      clock: this.clock.toJSON(),
      ids: this.ids.toJSON(),
      faults: this.faults.toJSON(),
      images: this.images.toJSON(),
      digitalocean: this.digitalocean.toJSON(),
      github: this.github.toJSON(),
    };
  }
}

function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new SandboxFileError(file, `it cannot be read (${(error as Error).message})`);
  }
}

function parse(file: string, text: string): CloudData {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new SandboxFileError(file, `it is not JSON (${(error as Error).message})`);
  }
  const fault = faultOf(data);
  if (fault !== undefined) throw new SandboxFileError(file, fault);
  return data as CloudData;
}

function faultOf(data: unknown): string | undefined {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return "it is not a JSON object";
  const { version } = data as Partial<CloudData>;
  if (version !== VERSION)
    return `its version is ${JSON.stringify(version)}, this program reads version ${VERSION}`;
  const faults = shapeFaults(data);
  const more = faults.length > SHOWN ? `; and ${faults.length - SHOWN} more` : "";
  return faults.length === 0 ? undefined : `${faults.slice(0, SHOWN).join("; ")}${more}`;
}
