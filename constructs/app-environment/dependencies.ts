import { type ITerraformDependable, TerraformDataSource, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** What Terraform must have made or read first, for something that may be a construct of several resources. */
export function dependablesOf(dependency: ITerraformDependable | IConstruct): ITerraformDependable[] {
  if ("fqn" in dependency) return [dependency];
  const main = dependency.node.defaultChild;
  if (isDependable(main)) return [main];
  return dependency.node.findAll().filter(isDependable);
}

function isDependable(
  construct: IConstruct | undefined,
): construct is TerraformResource | TerraformDataSource {
  return (
    TerraformResource.isTerraformResource(construct) || TerraformDataSource.isTerraformDataSource(construct)
  );
}
