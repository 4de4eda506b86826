import { type Outcome, run } from "../../tools/cdktf";
import type { SynthesizedStack, TerraformConfiguration } from "../../tools/synthesized";
import { findTerraform } from "../../tools/terraform";
import { CommandFailure } from "../command-line";
import { placeholdersOf, planningEnvironment } from "../project";
import { withConfiguration } from "../written-configuration";

/** Without the backup that Terraform makes of a local state: it would keep what was sent. */
const APPLY = ["apply", "-input=false", "-auto-approve", "-no-color", "-backup=-"];
/** As stacks/refuse-placeholders.ts has Terraform say it. */
const REFUSAL = "a placeholder stands where a secret's value should be";

/** A change that Terraform plans: to which resource, and what. */
export interface PlannedChange {
  readonly address: string;
  readonly action: string;
}

/** Terraform in the folder of one stack, told the values of some secrets. */
export class StackTerraform {
  private readonly env: NodeJS.ProcessEnv;
  private readonly hidden: readonly string[];

  /** @param values of secrets by variable; the others are placeholders, unless the environment has them */
  public constructor(
    private readonly stack: SynthesizedStack,
    env: NodeJS.ProcessEnv,
    values: Readonly<Record<string, string>>,
  ) {
    const given = Object.entries(values).map(([name, value]) => [`TF_VAR_${name}`, value]);
    this.env = planningEnvironment([stack], { ...env, ...Object.fromEntries(given) });
    this.hidden = Object.values(values);
  }

  public async init(): Promise<void> {
    await this.terraform(["init", "-input=false", "-no-color"]);
  }

  /** What an apply would change. */
  public async plan(): Promise<PlannedChange[]> {
    const { stdout } = await this.terraform(["plan", "-input=false", "-json"]);
    return stdout.split("\n").flatMap(plannedChange);
  }

  /** Applies, looking at the clouds anew: a plan kept in a file would hold the secrets, and miss what changes meanwhile. */
  public async apply(): Promise<void> {
    await this.terraform(APPLY);
  }

  /** Has the state hold what the clouds hold: secrets as DigitalOcean gives them back. Changes no cloud. */
  public async refresh(): Promise<void> {
    await this.terraform([...APPLY, "-refresh-only"]);
  }

  /** Uses another configuration for a while; afterwards the folder is as it was. */
  public async with<T>(configuration: TerraformConfiguration, use: () => Promise<T>): Promise<T> {
    return withConfiguration(this.stack, configuration, use);
  }

  private async terraform(args: readonly string[]): Promise<Outcome> {
    const { command } = findTerraform(this.env);
    const options = { env: this.env, cwd: this.stack.directory, onLine: () => undefined };
    const outcome = await run(command, args, options);
    if (outcome.exitCode === 0) return outcome;
    const output = this.readable(outcome.output);
    throw new CommandFailure(
      `terraform ${args[0]} of ${this.stack.name} failed:\n${output}${this.withoutValue(output)}`,
    );
  }

  /** Which secrets have no value, after a plan that compares one of them. */
  private withoutValue(output: string): string {
    if (!output.replace(/\s+/g, " ").includes(REFUSAL)) return "";
    return `\nwithout a value here: ${placeholdersOf(this.stack, this.env).join(", ")}`;
  }

  /** Terraform hides sensitive values; a cloud's message that quotes one is none of its. */
  private readable(output: string): string {
    const plain = output.split("\n").map(diagnosticText).join("\n").trim();
    return this.hidden.reduce((text, value) => text.replaceAll(value, "(sensitive value)"), plain);
  }
}

interface Line {
  readonly type?: string;
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string } };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail?: string };
}

function plannedChange(line: string): PlannedChange[] {
  const { type, change } = json(line) ?? {};
  if (type !== "planned_change" || change === undefined || change.action === "read") return [];
  return [{ address: change.resource.addr, action: change.action }];
}

/** A line of `-json` as a person reads it: diagnostics only; other lines stay. */
function diagnosticText(line: string): string {
  const parsed = json(line);
  if (parsed === undefined) return line;
  const { diagnostic } = parsed;
  if (diagnostic === undefined) return "";
  return `${diagnostic.severity}: ${diagnostic.summary}\n${diagnostic.detail ?? ""}`.trim();
}

function json(line: string): Line | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Line;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
