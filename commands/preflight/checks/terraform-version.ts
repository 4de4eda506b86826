import { findTerraform, TerraformError } from "../../../tools/terraform";
import type { Check } from "../check";

/** Terraform or OpenTofu is there and new enough to lock the state. */
export const terraformVersion: Check = {
  id: "terraform",
  run: async ({ env }) => {
    try {
      findTerraform(env);
      return [];
    } catch (error) {
      if (!(error instanceof TerraformError)) throw error;
      const [problem = "", ...rest] = error.message.split("; ");
      return [{ problem, next: rest.join("; ") }];
    }
  },
};
