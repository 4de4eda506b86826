import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cloud } from "../../../../sandbox/cloud/cloud";
import { type RunningProviders, startProviders } from "../../../../sandbox/terraform/server";
import { findTerraform } from "../../../../tools/terraform";

/** Real Terraform in a folder of its own, attached to a new sandbox with LingoBot's organisation. */
export class Terraform {
  private constructor(
    readonly cloud: Cloud,
    private readonly folder: string,
    private readonly providers: RunningProviders,
  ) {}

  static async start(): Promise<Terraform> {
    const folder = mkdtempSync(join(tmpdir(), "terraform-"));
    const cloud = Cloud.open(join(folder, "sandbox.json"));
    return new Terraform(cloud, folder, await startProviders(cloud, { environment: { GITHUB_TOKEN: "t" } }));
  }

  /** GitHub's API as Terraform's own token uses it. */
  get github() {
    return this.cloud.github.as(this.cloud.github.tokenOwner);
  }

  write(resource: object, data: object = {}): void {
    const configuration = {
      terraform: { required_providers: { github: { source: "integrations/github", version: "6.9.0" } } },
      provider: { github: { owner: "lingobot" } },
      resource,
      ...(Object.keys(data).length === 0 ? {} : { data }),
    };
    writeFileSync(join(this.folder, "main.tf.json"), JSON.stringify(configuration));
  }

  /** Applies; gives what Terraform printed. Throws with it when it fails. */
  async apply(resource: object, data: object = {}): Promise<string> {
    this.write(resource, data);
    await this.run(0, "init", "-input=false");
    return this.run(0, "apply", "-auto-approve", "-input=false");
  }

  /** Fails to apply; gives what Terraform printed, in one line. */
  async failToApply(resource: object): Promise<string> {
    this.write(resource);
    await this.run(0, "init", "-input=false");
    const output = await this.run(1, "apply", "-auto-approve", "-input=false");
    return output.replace(/[\s│]+/g, " ");
  }

  /** What would change now: address and actions of each change, and paths that differ. */
  async changes(): Promise<string[]> {
    await this.run(0, "plan", "-input=false", "-out=plan");
    const plan = JSON.parse(await this.run(0, "show", "-json", "plan"));
    const all = plan.resource_changes as { address: string; change: { actions: string[] } }[];
    return all
      .filter(({ change }) => change.actions.join() !== "no-op")
      .map(({ address, change }) => `${address}: ${change.actions.join(", ")}`);
  }

  destroy(): Promise<string> {
    return this.run(0, "destroy", "-auto-approve", "-input=false");
  }

  close(): Promise<void> {
    return this.providers.close();
  }

  private run(expected: number, ...args: string[]): Promise<string> {
    const { TF_CLI_CONFIG_FILE: _, GITHUB_OWNER: _o, ...env } = process.env;
    const child = spawn(findTerraform().command, args, {
      cwd: this.folder,
      env: { ...env, ...this.providers.env, CHECKPOINT_DISABLE: "1", TF_CLI_ARGS: "-no-color" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
      });
    }
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => {
        if (code === expected) resolve(output);
        else reject(new Error(`terraform ${args.join(" ")} ended with ${code}, not ${expected}:\n${output}`));
      });
    });
  }
}
