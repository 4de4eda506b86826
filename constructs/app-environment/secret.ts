import { TerraformStack, TerraformVariable } from "cdktf";
import type { IConstruct } from "constructs";
import type { Problem } from "../errors";

/** What a secret's value must look like. */
export interface SecretFormat {
  /** A regular expression in Terraform's (RE2) syntax that the whole value must match. */
  readonly pattern: string;
  /** What the value should be, completing "X must be …". Never shows the value. */
  readonly description: string;
}

/** A condition on a secret's value, which Terraform checks when it plans. */
export interface SecretPrecondition {
  /** A Terraform expression. */
  readonly condition: string;
  /** Never shows the value. */
  readonly errorMessage: string;
}

/** The token of each variable: making one costs a stack trace. */
const VALUES = new WeakMap<TerraformVariable, string>();

const NAME = /^[_A-Za-z][_A-Za-z0-9]*$/;
const TERRAFORM_KEYWORDS = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "lifecycle",
  "depends_on",
  "locals",
]);

/**
 * A secret value, known by its name only.
 *
 * It becomes a sensitive Terraform variable of exactly that name, without a default, so that the value enters by
 * the environment variable `TF_VAR_<name>` and never stands in code, in cdktf.out or in a plan. Terraform state does
 * hold it in clear after each time it is sent, until a later apply or `terraform apply -refresh-only` writes what the
 * cloud gives back (measured with provider 2.71.0; a plan alone writes nothing), as this project's commands do at once:
 * keep state encrypted.
 */
export class Secret {
  /**
   * @param name name of the Terraform variable, and by default the key of the environment variable in the app;
   *   letters, digits and underscores, not starting with a digit
   */
  public static named(name: string): Secret {
    return new Secret(name);
  }

  private readonly problems: readonly Problem[];

  private constructor(public readonly name: string) {
    this.problems = problemsOfName(name);
  }

  /** The environment variable that Terraform reads the value from. */
  public get environmentVariable(): string {
    return `TF_VAR_${this.name}`;
  }

  /** The value as a token, for use in the stack of `scope`. The variable is created once per stack. */
  public in(scope: IConstruct): string {
    const variable = this.variableIn(TerraformStack.of(scope));
    const value = VALUES.get(variable) ?? variable.stringValue;
    VALUES.set(variable, value);
    return value;
  }

  /**
   * Has Terraform check the value when it plans, for the `lifecycle.precondition` of a resource that uses it. Not a
   * validation of the variable: when that fails, Terraform 1.11 prints the value, sensitive or not (measured).
   */
  public requiring(scope: IConstruct, format: SecretFormat): SecretPrecondition {
    this.variableIn(TerraformStack.of(scope));
    // Written out, because every function of cdktf makes a token with a stack trace.
    const pattern = JSON.stringify(format.pattern).replaceAll("${", "$${");
    return {
      condition: `\${nonsensitive(can(regex(${pattern}, var.${this.name})))}`,
      errorMessage: `${this.name} must be ${format.description}: correct ${this.environmentVariable}.`,
    };
  }

  /** Prints the name, never a value. */
  public toString(): string {
    return `Secret(${this.name})`;
  }

  /** @internal what is wrong with the name; the same each time, so that it is told once for all that use the secret */
  public _problems(): readonly Problem[] {
    return this.problems;
  }

  private variableIn(stack: TerraformStack): TerraformVariable {
    const id = `Secret-${this.name}`;
    const existing = stack.node.tryFindChild(id);
    if (existing instanceof TerraformVariable) return existing;
    const variable = new TerraformVariable(stack, id, {
      type: "string",
      sensitive: true,
      nullable: false,
      description: `Secret; set ${this.environmentVariable}.`,
    });
    variable.overrideLogicalId(this.name);
    return variable;
  }
}

function problemsOfName(name: string): Problem[] {
  if (NAME.test(name) && !TERRAFORM_KEYWORDS.has(name)) return [];
  return [
    {
      fault: "a secret's name must be usable as a Terraform variable",
      got: name,
      allowed: `${NAME.source}, except ${[...TERRAFORM_KEYWORDS].join(", ")}`,
      next: 'rename it, for example Secret.named("LQBOT_OPENAI_API_KEY")',
    },
  ];
}

/**
 * Faults of something that should be a `Secret`: an untyped caller may hand over the value itself, which is
 * refused without printing it.
 * @internal
 */
export function problemsOfSecret(secret: unknown, intent: string): readonly Problem[] {
  if (secret instanceof Secret) return secret._problems();
  return [
    {
      fault: `${intent} was given as a literal value, which would end up in code, plan and state`,
      allowed: "a Secret (the value is not shown here)",
      next: 'name it with Secret.named("SOME_NAME") and set TF_VAR_SOME_NAME when deploying',
    },
  ];
}
