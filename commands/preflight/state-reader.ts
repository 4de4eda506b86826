import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type Outcome, run } from "../../tools/cdktf";
import type { SynthesizedStack } from "../../tools/synthesized";
import { findTerraform } from "../../tools/terraform";
import { CloudError } from "../clouds/http";

/** One resource in a state. */
export interface StateResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly instances: readonly {
    readonly attributes: Readonly<Record<string, unknown>>;
    readonly status?: "tainted";
  }[];
}

/** What Terraform manages of a state, of one type or of all. */
export function managed(resources: readonly StateResource[], type?: string): StateResource[] {
  return resources.filter((each) => each.mode === "managed" && each.type === (type ?? each.type));
}

/** The attributes of everything of a type that Terraform manages. */
export function attributesOf(
  resources: readonly StateResource[],
  type: string,
): Readonly<Record<string, unknown>>[] {
  return managed(resources, type).flatMap(({ instances }) => instances.map(({ attributes }) => attributes));
}

/** Reads states, and removes afterwards what was written for it. */
export async function withStates<T>(
  env: NodeJS.ProcessEnv,
  use: (states: StateReader) => Promise<T>,
): Promise<T> {
  const states = new StateReader(env);
  try {
    return await use(states);
  } finally {
    states.close();
  }
}

/** A folder with the backend of a stack. */
interface Folder {
  readonly directory: string;
  /** How its initialisation ended. */
  readonly init: Outcome;
}

/** Takes the lock and finds nothing to change: no resource comes from a provider of this name. */
const LOCK = ["state", "replace-provider", "-auto-approve", "preflight/none", "preflight/nobody"];

/**
 * Reads states by Terraform itself, in a folder that holds the backend's settings and nothing else: so no provider is
 * needed, and the stack's own folder stays as it is. Each state is read once.
 */
export class StateReader {
  private readonly folders = new Map<string, Promise<Folder>>();
  private readonly directories: string[] = [];
  private readonly reads = new Map<string, Promise<readonly StateResource[]>>();

  public constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** Resources of the stack's state; none before the first apply. @throws CloudError when it cannot be read */
  public resources(stack: SynthesizedStack): Promise<readonly StateResource[]> {
    const known = this.reads.get(stack.name);
    if (known !== undefined) return known;
    const read = this.read(stack);
    this.reads.set(stack.name, read);
    return read;
  }

  /**
   * Takes the lock of the stack's state, and gives it back.
   * @throws CloudError when it cannot be had
   */
  public async lock(stack: SynthesizedStack): Promise<void> {
    await this.resources(stack);
    const { directory } = await this.folder(stack);
    const outcome = await this.terraform(directory, stack, LOCK);
    if (outcome.exitCode !== 0 && !outcome.output.includes("No state file was found"))
      throw new CloudError(`the state of ${stack.name} cannot be locked: ${reasonOf(outcome)}`);
  }

  /** Removes what was written. */
  public close(): void {
    for (const directory of this.directories) rmSync(directory, { recursive: true, force: true });
  }

  private async read(stack: SynthesizedStack): Promise<readonly StateResource[]> {
    const { directory, init } = await this.folder(stack);
    const outcome = await this.terraform(directory, stack, ["state", "pull"]);
    if (outcome.exitCode !== 0) {
      const reason = reasonOf(init.exitCode === 0 ? outcome : init);
      throw new CloudError(`the state of ${stack.name} cannot be read: ${reason}`);
    }
    if (outcome.stdout.trim() === "") return [];
    return (JSON.parse(outcome.stdout) as { resources?: StateResource[] }).resources ?? [];
  }

  private folder(stack: SynthesizedStack): Promise<Folder> {
    const known = this.folders.get(stack.name) ?? this.prepare(stack);
    this.folders.set(stack.name, known);
    return known;
  }

  private async prepare(stack: SynthesizedStack): Promise<Folder> {
    const directory = mkdtempSync(join(tmpdir(), "state-"));
    this.directories.push(directory);
    const { backend, cloud } = stack.configuration.terraform ?? {};
    const settings = { ...(backend ? { backend } : {}), ...(cloud ? { cloud } : {}) };
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify({ terraform: settings }), { mode: 0o600 });
    return { directory, init: await this.terraform(directory, stack, ["init", "-input=false", "-no-color"]) };
  }

  private terraform(cwd: string, stack: SynthesizedStack, args: readonly string[]): Promise<Outcome> {
    const { TF_DATA_DIR: _data, TF_CLI_ARGS: _arguments, TF_WORKSPACE: _workspace, ...rest } = this.env;
    const attached = { TF_REATTACH_PROVIDERS: unneededProviders(stack) };
    const env = { ...attached, ...rest, TF_INPUT: "0", CHECKPOINT_DISABLE: "1" };
    return run(findTerraform(this.env).command, args, { env, cwd, onLine: () => undefined });
  }
}

/**
 * Says that the state's providers run already, so that `init` does not download them for a look at the state. Nobody
 * calls them.
 */
function unneededProviders({ configuration }: SynthesizedStack): string {
  const required = (configuration.terraform?.required_providers ?? {}) as Record<string, { source: string }>;
  const nowhere = { Network: "unix", String: join(tmpdir(), "no-provider") };
  const attached = { Protocol: "grpc", ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: nowhere };
  const hosts = ["registry.terraform.io", "registry.opentofu.org"];
  const names = Object.values(required).flatMap(({ source }) => hosts.map((host) => `${host}/${source}`));
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, attached])));
}

/** What Terraform says went wrong, in one line. */
function reasonOf({ output }: Outcome): string {
  const text = stripVTControlCharacters(output);
  const [, reason = text] = /Error: ([^\n]*(?:\n+[^\n]+){0,3})/.exec(text) ?? [];
  return reason.replace(/[│╷╵]/g, "").replace(/\s+/g, " ").trim();
}
