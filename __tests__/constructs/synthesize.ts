import { DigitaloceanProvider } from "@cdktf/provider-digitalocean/lib/provider";
import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { type App, DefaultTokenResolver, StringConcat, TerraformStack, Testing, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { ValidationError, validateTree } from "../../constructs/errors";

/** A JSON object of a synthesized stack. */
export type Json = Record<string, unknown>;

/** What Terraform reads of one stack: the parts that the tests look at. */
export interface SynthesizedStack {
  readonly terraform?: Json;
  readonly provider?: Record<string, readonly Json[]>;
  readonly variable?: Record<string, Json>;
  readonly output?: Record<string, Json>;
  readonly data?: Record<string, Record<string, Json>>;
  readonly resource?: Record<string, Record<string, Json>>;
}

/** An app without the crash reports, temp folders and version stamps of a real run. */
export function testApp(): App {
  return Testing.app();
}

/** A stack with both providers, in an app of its own unless one is given. */
export function testStack(name = "test", app: App = testApp()): TerraformStack {
  const stack = new TerraformStack(app, name);
  new DigitaloceanProvider(stack, "DigitalOcean");
  new GithubProvider(stack, "GitHub");
  return stack;
}

/** What a token stands for in the JSON of the stack of `scope`. */
export function resolved(scope: IConstruct, token: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(token, { scope, resolver, preparing: false });
}

/**
 * The parsed JSON of a stack, after running its validations.
 * @throws when anything in the stack is invalid
 */
export function synthesize(stack: TerraformStack): SynthesizedStack {
  validateTree(stack);
  return JSON.parse(Testing.synth(stack, true)) as SynthesizedStack;
}

/** All resources of one type by their Terraform name, without cdktf's own `//` metadata. */
export function resourcesOf(json: SynthesizedStack, type: string): Record<string, Json> {
  return withoutMetadata(json.resource?.[type] ?? {});
}

/** The only resource of a type; fails when there is none or more than one. */
export function onlyResource(json: SynthesizedStack, type: string): Json {
  return only(resourcesOf(json, type), `resource ${type}`);
}

/** The only data source of a type; fails when there is none or more than one. */
export function onlyData(json: SynthesizedStack, type: string): Json {
  return only(withoutMetadata(json.data?.[type] ?? {}), `data source ${type}`);
}

/** The messages of everything that is wrong below `root`, without paths; empty when it is valid. */
export function problemsOf(root: IConstruct): string[] {
  return locatedProblemsOf(root).map((problem) => problem.message);
}

/** The messages of everything that is wrong below `root`, with the path of the construct. */
export function locatedProblemsOf(root: IConstruct): ValidationError["problems"] {
  try {
    validateTree(root);
    return [];
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
    throw error;
  }
}

function only(resources: Record<string, Json>, what: string): Json {
  const [first, ...others] = Object.entries(resources);
  if (first === undefined || others.length > 0) {
    const found = Object.keys(resources).join(", ") || "none";
    throw new Error(`expected exactly one ${what}, found: ${found}`);
  }
  return first[1];
}

function withoutMetadata(resources: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(resources).map(([name, { "//": _metadata, ...attributes }]) => [name, attributes]),
  );
}
