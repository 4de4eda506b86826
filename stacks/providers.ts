import { DigitaloceanProvider } from "@cdktf/provider-digitalocean/lib/provider";
import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import type { TerraformStack } from "cdktf";
import type { GitHubSettings } from "./settings";

/** The releases that the bindings were generated from; their own constraint floats. */
const DIGITALOCEAN = "2.71.0";
const GITHUB = "6.9.0";

/** The first releases whose S3 backend locks with a lock file: OpenTofu 1.10 and Terraform 1.11. */
const TERRAFORM = ">= 1.10.0";

/** Says which Terraform may run the stack. */
export function requireTerraform(stack: TerraformStack): void {
  stack.addOverride("terraform.required_version", TERRAFORM);
}

/** Adds DigitalOcean; the token is read by the provider from DIGITALOCEAN_TOKEN. */
export function addDigitalOcean(stack: TerraformStack): void {
  new DigitaloceanProvider(stack, "DigitalOcean", {});
  stack.addOverride("terraform.required_providers.digitalocean.version", DIGITALOCEAN);
}

/**
 * Adds GitHub; the provider reads GITHUB_TOKEN, or the GITHUB_APP_* variables when the settings say so: without an
 * empty `app_auth` block provider 6.9.0 ignores them.
 */
export function addGitHub(stack: TerraformStack, { owner, auth }: GitHubSettings): void {
  const provider = new GithubProvider(stack, "GitHub", { owner });
  if (auth === "app") provider.addOverride("app_auth", [{}]);
  stack.addOverride("terraform.required_providers.github.version", GITHUB);
}
