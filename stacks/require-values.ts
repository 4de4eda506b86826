import { Aspects, type IAspect, TerraformElement, type TerraformStack, TerraformVariable } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Has Terraform refuse to plan while a secret has no value, and name all of them. Without a default Terraform would ask for
 * one value after the other, which the cdktf CLI waits for unseen and without end (measured with 0.21.0). The condition
 * is on what all else in the stack waits for, so that nothing is planned: the CLI loses the end of what Terraform
 * writes after a long plan, and with it the message.
 */
export function requireValues(stack: TerraformStack): void {
  Aspects.of(stack).add(new ValuesRequired(stack));
}

class ValuesRequired implements IAspect {
  public constructor(private readonly stack: TerraformStack) {}

  public visit(node: IConstruct): void {
    if (node !== this.stack) return;
    const secrets = node.node.findAll().filter(isSecret);
    for (const secret of secrets) secret.addOverride("default", "");
    if (secrets.length > 0) firstOf(this.stack).addOverride("lifecycle.precondition", [conditionOn(secrets)]);
  }
}

function isSecret(node: IConstruct): node is TerraformVariable {
  return node instanceof TerraformVariable && node.sensitive === true && node.default === undefined;
}

/** The repository, made or looked up. */
function firstOf(stack: TerraformStack): TerraformElement {
  const first = stack.node.findChild("Repository").node.findChild("Resource");
  if (first instanceof TerraformElement) return first;
  throw new TypeError(`${first.node.path} is nothing of Terraform's`);
}

/** Lays open whether a value is there, and nothing of it. */
function conditionOn(secrets: readonly TerraformVariable[]): object {
  const names = secrets.map(({ friendlyUniqueId }) => friendlyUniqueId).sort();
  const values = names.map((name) => `var.${name}`).join(", ");
  const byName = names.map((name) => `TF_VAR_${name} = var.${name}`).join(", ");
  return {
    condition: `\${nonsensitive(alltrue([for value in [${values}] : value != ""]))}`,
    error_message: `secrets without a value: export \${nonsensitive(join(", ", [for name, value in {${byName}} : name if value == ""]))}`,
  };
}
