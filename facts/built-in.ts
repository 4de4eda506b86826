/** Terraform's own resource type: in the state alone, and in no cloud. */
export const BUILT_IN = "terraform_data";
