import { DefaultTokenResolver, StringConcat, TerraformElement, TerraformStack, Tokenization } from "cdktf";
import { Construct } from "constructs";

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** What cdktf writes for a token: a mark, or a number so great that it has an exponent. */
const MARK = /TfToken\[|\de[+-]?\d/i;

/** What cdktf's own stack writes, in less time. */
export class PlatformStack extends TerraformStack {
  /**
   * Finds references to other stacks. cdktf resolves every value for that, which takes a quarter of a synthesis; this
   * resolves those that can hold a token, because nothing else can be a reference.
   */
  public override prepareStack(): void {
    this.ensureBackendExists();
    const elements = this.node.findAll().filter(TerraformElement.isTerraformElement);
    for (const element of elements) if (element.cdktfStack === this) prepare(element.toTerraform(), this);
  }
}

function prepare(value: unknown, scope: TerraformStack): void {
  if (mayHoldToken(value)) Tokenization.resolve(value, { scope, resolver: RESOLVER, preparing: true });
  else if (typeof value === "object" && value !== null)
    for (const each of Object.values(value)) prepare(each, scope);
}

/** Whether a value may have to be resolved as a whole: lists and maps can be tokens by one of their entries or keys. */
function mayHoldToken(value: unknown): boolean {
  if (typeof value === "string" || typeof value === "number") return MARK.test(String(value));
  if (Array.isArray(value)) return value.some((each) => typeof each !== "object" && mayHoldToken(each));
  if (typeof value !== "object" || value === null) return false;
  return (
    Tokenization.isResolvable(value) || Construct.isConstruct(value) || Object.keys(value).some(mayHoldToken)
  );
}
