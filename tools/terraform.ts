import { execFileSync } from "node:child_process";

/** The Terraform or OpenTofu that runs our plans. */
export interface TerraformBinary {
  /** What to call: a name on PATH or a path. */
  readonly command: string;
  readonly product: "Terraform" | "OpenTofu";
  readonly version: string;
}

/** The oldest releases whose S3 backend locks with a lock file. */
const OLDEST = { Terraform: "1.11.0", OpenTofu: "1.10.0" } as const;

const INSTALL =
  "install Terraform >= 1.11 (https://developer.hashicorp.com/terraform/install) or OpenTofu >= 1.10 (https://opentofu.org/docs/intro/install/), " +
  "and put it on PATH or name it in TERRAFORM_BINARY_NAME";

/** Terraform is missing, cannot be run, or is too old. */
export class TerraformError extends Error {
  public constructor(message: string) {
    super(`${message}; ${INSTALL}`);
    this.name = "TerraformError";
  }
}

/**
 * Finds the Terraform to use: TERRAFORM_BINARY_NAME when set, else `terraform`, else `tofu` on PATH.
 * @throws TerraformError when there is none, or it is older than Terraform 1.11 or OpenTofu 1.10
 */
export function findTerraform(env: NodeJS.ProcessEnv = process.env): TerraformBinary {
  const named = env.TERRAFORM_BINARY_NAME;
  const candidates = named ? [named] : ["terraform", "tofu"];
  for (const command of candidates) {
    const banner = versionBanner(command, env);
    if (banner !== undefined) return supported(command, banner);
  }
  throw new TerraformError(
    named
      ? `TERRAFORM_BINARY_NAME names "${named}", and no such program can be run`
      : "neither `terraform` nor `tofu` was found on PATH",
  );
}

/**
 * What keeps the cdktf CLI from running Terraform; undefined when nothing does. The CLI calls TERRAFORM_BINARY_NAME, or
 * `terraform`, and says no more of a missing one than "execvp(3) failed" (0.21.0).
 */
export function cliProblem(env: NodeJS.ProcessEnv = process.env): string | undefined {
  try {
    const { command, product, version } = findTerraform(env);
    if (command === (env.TERRAFORM_BINARY_NAME || "terraform")) return undefined;
    return `${CANNOT_RUN} ${product} ${version} was found, and cdktf looks for \`terraform\`; export TERRAFORM_BINARY_NAME=${command}`;
  } catch (error) {
    if (error instanceof TerraformError) return `${CANNOT_RUN} ${error.message}`;
    throw error;
  }
}

const CANNOT_RUN = "cdktf can synthesize here, and neither plan nor deploy:";

function versionBanner(command: string, env: NodeJS.ProcessEnv): string | undefined {
  try {
    return execFileSync(command, ["version"], {
      encoding: "utf8",
      env: { ...env, CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new TerraformError(`\`${command} version\` failed: ${(error as Error).message.trim()}`);
  }
}

function supported(command: string, banner: string): TerraformBinary {
  const [, product, version] = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+)/.exec(banner) ?? [];
  if ((product !== "Terraform" && product !== "OpenTofu") || version === undefined)
    throw new TerraformError(
      `"${command}" is neither Terraform nor OpenTofu: it says "${banner.split("\n")[0]}"`,
    );
  if (older(version, OLDEST[product]))
    throw new TerraformError(
      `${product} ${version} ("${command}") is too old: >= ${OLDEST[product]} is needed`,
    );
  return { command, product, version };
}

function older(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  const at = a?.findIndex((part, index) => part !== b?.[index]) ?? -1;
  return at >= 0 && (a?.[at] ?? 0) < (b?.[at] ?? 0);
}
