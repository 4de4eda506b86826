import { Token } from "cdktf";

/**
 * Text that reaches the cloud as it is: Terraform would read `${` and `%{` in it as its own templates
 * (a workflow file is full of `${{ }}`). Text that holds a token is left alone.
 */
export function literal(text: string): string {
  if (Token.isUnresolved(text)) return text;
  return text.replace(/([$%])\{/g, "$1$1{");
}
