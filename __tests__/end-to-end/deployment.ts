import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { planStack } from "../../commands/plan/terraform-plan";
import { validateTree } from "../../constructs";
import { readPlan, type StackPlan } from "../../report";
import { Cloud } from "../../sandbox/cloud/cloud";
import { credentials, PULL_CREDENTIAL, variables } from "../../sandbox/credentials";
import { type RunningProviders, startProviders } from "../../sandbox/terraform/server";
import { definePlatform, type PlatformSettings } from "../../stacks";
import { run } from "../../tools/cdktf";
import { imagesOf, readSynthesized, type SynthesizedStack } from "../../tools/synthesized";
import { findTerraform } from "../../tools/terraform";
import { localState } from "../stacks/platform-under-test";

/** What a plan does to one resource: "create", "update", "delete", or "delete, create" for a replacement. */
export type Actions = Readonly<Record<string, string>>;

/** Stacks deployed into a sandbox of their own by the real Terraform, without the cdktf CLI around it. */
export class SandboxDeployment {
  static async start(): Promise<SandboxDeployment> {
    const directory = mkdtempSync(join(tmpdir(), "deployment-"));
    const cloud = Cloud.open(join(directory, "clouds.json"));
    return new SandboxDeployment(
      directory,
      cloud,
      await startProviders(cloud, { environment: credentials() }),
    );
  }

  /** What is done to the stacks by hand before they are synthesized. */
  edit: (app: App) => void = () => undefined;

  private readonly initialised = new Set<string>();

  private constructor(
    readonly directory: string,
    readonly cloud: Cloud,
    private readonly providers: RunningProviders,
  ) {}

  stop(): Promise<void> {
    return this.providers.close();
  }

  /** Pushes the images that the stacks need. */
  push(settings: PlatformSettings): void {
    for (const image of this.synthesize(settings).flatMap(imagesOf))
      this.cloud.images.push(image, { pullCredential: PULL_CREDENTIAL });
  }

  /** Applies stacks one after the other. @returns Terraform's output */
  async apply(settings: PlatformSettings, ...names: string[]): Promise<string> {
    let output = "";
    for (const stack of this.selected(settings, names))
      output += await this.terraform(stack, ["apply", "-auto-approve"]);
    return output;
  }

  /** Plans one stack. @returns what would happen to each resource, by its address without cdktf's hash */
  async plan(settings: PlatformSettings, name: string, ...flags: string[]): Promise<Actions> {
    const { plan } = await this.planned(settings, name, ...flags);
    const changes = (plan.resource_changes ?? []).filter(
      ({ mode, change }) => mode === "managed" && change.actions.join() !== "no-op",
    );
    return Object.fromEntries(
      changes.map(({ address, change }) => [address.replace(/_[0-9A-F]{8}$/, ""), change.actions.join(", ")]),
    );
  }

  /** Plans one stack. @returns the plan as Terraform tells it */
  async planned(settings: PlatformSettings, name: string, ...flags: string[]): Promise<StackPlan> {
    const [stack] = this.selected(settings, [name]);
    if (stack === undefined) throw new Error(`no stack ${name}`);
    await this.terraform(stack, ["plan", "-out=plan.bin", ...flags]);
    const text = await this.terraform(stack, ["show", "-json", "plan.bin"]);
    return { name, plan: readPlan(text, name).plan, secrets: Object.values(variables([stack], {})) };
  }

  /** Plans one stack as `npm run plan` does: what Terraform refuses is part of the result. */
  async reported(settings: PlatformSettings, name: string): Promise<StackPlan> {
    const [stack] = this.selected(settings, [name]);
    if (stack === undefined) throw new Error(`no stack ${name}`);
    return planStack(stack, this.environment(stack));
  }

  /** Reads the state of stacks anew: what the services decide after an apply is no drift. */
  async refresh(settings: PlatformSettings, ...names: string[]): Promise<void> {
    for (const stack of this.selected(settings, names))
      await this.terraform(stack, ["apply", "-refresh-only", "-auto-approve"]);
  }

  async destroy(settings: PlatformSettings, name: string): Promise<string> {
    const [stack] = this.selected(settings, [name], [name]);
    if (stack === undefined) throw new Error(`no stack ${name}`);
    return this.terraform(stack, ["destroy", "-auto-approve"]);
  }

  private selected(
    settings: PlatformSettings,
    names: readonly string[],
    destroyable: readonly string[] = [],
  ) {
    return this.synthesize(settings, destroyable).filter(
      ({ name }) => names.length === 0 || names.includes(name),
    );
  }

  private synthesize(settings: PlatformSettings, destroyable: readonly string[] = []): SynthesizedStack[] {
    const outdir = join(this.directory, "cdktf.out");
    mkdirSync(outdir, { recursive: true });
    const app = new App({ outdir });
    definePlatform(app, settings, { state: localState(join(this.directory, "state")), destroyable });
    this.edit(app);
    validateTree(app);
    app.synth();
    return readSynthesized(outdir);
  }

  private environment(stack: SynthesizedStack): NodeJS.ProcessEnv {
    return { ...process.env, ...credentials(), ...variables([stack], {}), ...this.providers.env };
  }

  private async terraform(stack: SynthesizedStack, args: readonly string[]): Promise<string> {
    if (!this.initialised.has(stack.name)) {
      this.initialised.add(stack.name);
      await this.terraform(stack, ["init"]);
    }
    const options = ["init", "plan", "apply", "destroy"].includes(args[0] ?? "")
      ? ["-input=false", "-no-color"]
      : [];
    const { exitCode, output, stdout } = await run(
      findTerraform().command,
      [...args.slice(0, 1), ...options, ...args.slice(1)],
      {
        env: this.environment(stack),
        cwd: stack.directory,
        onLine: () => undefined,
      },
    );
    if (exitCode !== 0) throw new Error(`terraform ${args.join(" ")} in ${stack.name}:\n${output}`);
    return stdout;
  }
}
