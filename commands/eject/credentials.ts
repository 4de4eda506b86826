import { requiredVariables, type SynthesizedStack } from "../../tools/synthesized";
import { signsInAsApp, uses } from "../configuration";

/** What each kind of backend reads, by Terraform's name of it. */
const BACKENDS: Readonly<Record<string, readonly string[]>> = {
  s3: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
  pg: ["PG_CONN_STR"],
  local: [],
};

/** Environment variables that Terraform needs for a stack, and the names of the workflow secrets that hold them. */
export function credentialsOf(stack: SynthesizedStack): Readonly<Record<string, string>> {
  const digitalocean = uses(stack, "digitalocean") ? { DIGITALOCEAN_TOKEN: "DIGITALOCEAN_TOKEN" } : {};
  const variables = requiredVariables(stack).map((name) => [`TF_VAR_${name}`, name] as const);
  return {
    ...stateCredentials(stack),
    ...digitalocean,
    ...Object.fromEntries([...gitHubCredentials(stack), ...variables]),
  };
}

/** Those that open the state: all that `terraform init` needs. */
export function stateCredentials({ configuration }: SynthesizedStack): Readonly<Record<string, string>> {
  const { backend = {}, cloud } = (configuration.terraform ?? {}) as {
    readonly backend?: Readonly<Record<string, unknown>>;
    readonly cloud?: unknown;
  };
  const names = cloud === undefined ? Object.keys(backend).flatMap((kind) => BACKENDS[kind] ?? []) : [HCP];
  return Object.fromEntries(names.map((name) => [name, name]));
}

const HCP = "TF_TOKEN_app_terraform_io";

/** GitHub takes no secret whose name begins with GITHUB_. */
function gitHubCredentials(stack: SynthesizedStack): (readonly [string, string])[] {
  if (!uses(stack, "github")) return [];
  const names = signsInAsApp(stack)
    ? ["GITHUB_APP_ID", "GITHUB_APP_INSTALLATION_ID", "GITHUB_APP_PEM_FILE"]
    : ["GITHUB_TOKEN"];
  return names.map((name) => [name, `TERRAFORM_${name}`] as const);
}
