/** A small provider of our own, with the facts of the real ones, over a map of objects. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Cloud } from "../../../../sandbox/cloud/cloud";
import { CloudError } from "../../../../sandbox/cloud/cloud-error";
import { digitaloceanProvider } from "../../../../sandbox/terraform/engine/digitalocean-provider";
import { githubProvider } from "../../../../sandbox/terraform/engine/github-provider";
import type { Environment } from "../../../../sandbox/terraform/engine/provider";
import { PartialState, type ResourceType, type Values } from "../../../../sandbox/terraform/resource-type";
import { type RunningProviders, serve } from "../../../../sandbox/terraform/wire/serve";
import { findTerraform } from "../../../../tools/terraform";

/** A tag store: names that begin with `refused` are refused, those with `broken` exist but fail. */
export function tagType(store: Map<string, Values>): ResourceType {
  return {
    create(_context, planned) {
      const name = String(planned.name);
      if (name.startsWith("refused")) throw conflict(name);
      const state = { ...planned, id: name, total_resource_count: 0, droplets_count: 0 };
      store.set(name, state);
      if (name.startsWith("broken")) throw new PartialState(state, `tag ${name} does not work`);
      return state;
    },
    read: (_context, state) => store.get(String(state.id)),
    delete: (_context, state) => {
      store.delete(String(state.id));
    },
    import: (_context, id) => ({ id }),
  };
}

/** A project store, whose projects can be updated. */
export function projectType(store: Map<string, Values>): ResourceType {
  const write = (planned: Values): Values => {
    const state = {
      ...planned,
      id: "project-1",
      created_at: "t",
      updated_at: "t",
      owner_uuid: "u",
      owner_id: 1,
    };
    const full = { ...state, is_default: planned.is_default ?? false, resources: planned.resources ?? [] };
    store.set("project-1", full);
    return full;
  };
  return {
    create: (_context, planned) => write(planned),
    update(_context, prior, planned) {
      if (planned.description === "refused") throw conflict("project");
      return write({ ...prior, ...planned });
    },
    read: (_context, state) => store.get(String(state.id)),
    delete: (_context, state) => {
      store.delete(String(state.id));
    },
  };
}

function conflict(what: string): CloudError {
  return new CloudError(409, `${what} is taken`).at(
    "POST",
    "https://api.digitalocean.com/v2/tags",
    "request-1",
  );
}

export interface Workspace {
  readonly folder: string;
  readonly providers: RunningProviders;
  write(configuration: object): void;
  /** Runs Terraform; resolves with its output whether it succeeds or not. */
  terraform(...args: readonly string[]): Promise<{ readonly ok: boolean; readonly output: string }>;
  close(): Promise<void>;
}

const tokens = { DIGITALOCEAN_TOKEN: "sandbox", GITHUB_TOKEN: "sandbox" };

/** A folder attached to the fake provider. */
export async function workspace(
  resources: Readonly<Record<string, ResourceType>>,
  environment: Environment = tokens,
): Promise<Workspace> {
  const folder = mkdtempSync(join(tmpdir(), "engine-"));
  const cloud = { save: () => undefined } as unknown as Cloud;
  const definitions = [digitaloceanProvider, githubProvider].map((provider) =>
    provider({ resources, dataSources: {} }),
  );
  const providers = await serve(cloud, definitions, () => environment);
  const { TF_CLI_CONFIG_FILE: _unused, ...inherited } = process.env;
  const env = { ...inherited, ...providers.env, CHECKPOINT_DISABLE: "1" };
  const { command } = findTerraform();
  return {
    folder,
    providers,
    close: async () => {
      await providers.close();
      rmSync(folder, { recursive: true, force: true });
    },
    write: (configuration) =>
      writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ ...requirements, ...configuration })),
    terraform: async (subcommand = "", ...args) => {
      try {
        const { stdout } = await promisify(execFile)(command, [subcommand, "-no-color", ...args], {
          cwd: folder,
          env,
        });
        return { ok: true, output: unwrap(stdout) };
      } catch (error) {
        const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
        return { ok: false, output: unwrap(stdout + stderr) };
      }
    },
  };
}

const requirements = {
  terraform: {
    required_providers: {
      digitalocean: { source: "digitalocean/digitalocean" },
      github: { source: "integrations/github" },
    },
  },
};

/** Terraform wraps and frames its messages: one line, single spaces. */
function unwrap(text: string): string {
  return text.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");
}
