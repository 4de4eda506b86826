import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type App, type IStackSynthesizer, type ISynthesisSession, Manifest, TerraformStack } from "cdktf";
import { describeProblem, InvalidValueError, ValidationError } from "../constructs";
import { evaluatePolicies } from "./evaluate";
import type { PolicyRun } from "./settings";
import type { SynthesizedConfiguration } from "./stack/configuration";

const ONCE = "call enforcePolicies once, when all stacks are defined";

/**
 * Has `app.synth()` hold all stacks to the policies, as Terraform would be given them, aspects and escape hatches
 * included. A synthesis that fails writes nothing into the app's folder: `app.synth()` throws a ValidationError that
 * tells everything that does not hold.
 * @throws InvalidValueError when there is no stack yet, or it was called for this app before
 */
export function enforcePolicies(app: App, run: PolicyRun): void {
  const stacks = stacksOf(app);
  if (stacks.length === 0)
    throw new InvalidValueError({ fault: "there is no stack yet to hold to the policies", next: ONCE });
  if (stacks.some(({ synthesizer }) => synthesizer instanceof HeldBack))
    throw new InvalidValueError({ fault: "the policies of this app are enforced already", next: ONCE });
  const staging = new Staging(app, run);
  for (const stack of stacks) stack.synthesizer = new HeldBack(stack, stack.synthesizer, staging);
}

function stacksOf(app: App): TerraformStack[] {
  return app.node.findAll().filter(TerraformStack.isStack);
}

/** Stands before a stack's synthesizer, and has it write elsewhere. */
class HeldBack implements IStackSynthesizer {
  public constructor(
    private readonly stack: TerraformStack,
    private readonly original: IStackSynthesizer,
    private readonly staging: Staging,
  ) {}

  public synthesize(session: ISynthesisSession): void {
    this.staging.add(this.stack, this.original, session);
  }
}

/** Holds back what cdktf writes, stack by stack, until the last one is there and all can be judged. */
class Staging {
  private round: Round | undefined;

  public constructor(
    private readonly app: App,
    private readonly run: PolicyRun,
  ) {}

  /** Synthesizes one stack; with the last one, judges all, and publishes them if they hold. */
  public add(stack: TerraformStack, original: IStackSynthesizer, session: ISynthesisSession): void {
    const round = this.round ?? this.begin(session);
    try {
      round.synthesized.push(stage(round, stack, original, session));
      if (round.synthesized.length < round.count) return;
      const { problems } = evaluatePolicies(round.synthesized, this.run);
      if (problems.length > 0) throw new ValidationError(problems);
      publish(round.manifest.outdir, session.outdir);
      this.round = undefined;
    } catch (error) {
      rmSync(round.manifest.outdir, { recursive: true, force: true });
      this.round = undefined;
      throw error;
    }
  }

  private begin({ manifest: { version, hclOutput }, outdir }: ISynthesisSession): Round {
    const stacks = stacksOf(this.app);
    requireAllHeldBack(stacks);
    // Beside what it will replace, so that publishing is renaming.
    const folder = mkdtempSync(join(outdir, ".synth-"));
    const manifest = new Manifest(version, folder, hclOutput);
    this.round = { manifest, count: stacks.length, synthesized: [] };
    return this.round;
  }
}

/** One synthesis of all stacks. */
interface Round {
  /** Of the folder where all is held back. */
  readonly manifest: Manifest;
  readonly count: number;
  readonly synthesized: SynthesizedConfiguration[];
}

function stage(
  { manifest }: Round,
  stack: TerraformStack,
  original: IStackSynthesizer,
  session: ISynthesisSession,
): SynthesizedConfiguration {
  original.synthesize({ ...session, outdir: manifest.outdir, manifest });
  const staged = manifest.forStack(stack);
  Object.assign(session.manifest.forStack(stack), staged);
  const file = join(manifest.outdir, staged.synthesizedStackPath);
  const isJson = file.endsWith(".json");
  const configuration = isJson ? JSON.parse(readFileSync(file, "utf8")) : stack.toTerraform();
  return { name: staged.name, configuration };
}

function requireAllHeldBack(stacks: readonly TerraformStack[]): void {
  const late = stacks.filter(({ synthesizer }) => !(synthesizer instanceof HeldBack));
  if (late.length === 0) return;
  const message = describeProblem({
    fault: "the stack was defined after the policies were enforced, so they would miss it",
    next: ONCE,
  });
  throw new ValidationError(late.map(({ node }) => ({ path: node.path, message })));
}

/** Moves everything; what else is in the folders, such as Terraform's own, stays. */
function publish(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory() && existsSync(target)) publish(source, target);
    else renameSync(source, target);
  }
  rmdirSync(from);
}
