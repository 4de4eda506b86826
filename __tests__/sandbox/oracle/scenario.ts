/**
 * Runs the recorded scenarios against the sandbox with the real Terraform.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Cloud } from "../../../sandbox/cloud/cloud";
import { defaultWorld } from "../../../sandbox/cloud/world";
import { startProviders } from "../../../sandbox/terraform/server";
import { findTerraform } from "../../../tools/terraform";

const plansFolder = join(__dirname, "../../real-plans");
const run = promisify(execFile);

/** What of a resource's change is compared. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: unknown;
    readonly after: unknown;
    readonly after_unknown: unknown;
    readonly before_sensitive: unknown;
    readonly after_sensitive: unknown;
    readonly replace_paths?: unknown;
  };
}

/** The parts of `terraform show -json` that are compared. */
export interface Plan {
  readonly resource_changes: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
}

export interface Step {
  readonly name: string;
  readonly configuration: string;
  readonly recorded: Plan;
  readonly driftBefore: readonly { readonly app: string; readonly image_tag: string }[];
}

export function scenarios(): string[] {
  return readdirSync(plansFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function steps(scenario: string): Step[] {
  const folder = join(plansFolder, scenario);
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const drift = join(folder, name, "drift-before.json");
      return {
        name,
        configuration: readFileSync(join(folder, name, "main.tf.json"), "utf8"),
        recorded: JSON.parse(readFileSync(join(folder, name, "plan.json"), "utf8")) as Plan,
        driftBefore: existsSync(drift) ? JSON.parse(readFileSync(drift, "utf8")) : [],
      };
    });
}

/** The world the plans were recorded in. */
const world = {
  ...defaultWorld,
  github: {
    organizations: [
      {
        login: "acme",
        plan: "enterprise" as const,
        admins: ["ada"],
        secretProtection: true,
        codeSecurity: true,
        teams: [],
      },
    ],
    users: ["ada", "octo"],
    tokenOwner: "ada",
  },
};

const image = "ghcr.io/acme/lingobot";

function newCloud(folder: string): Cloud {
  const cloud = Cloud.open(join(folder, "sandbox.json"), world);
  for (const tag of ["v1", "v2", "v3", "1"]) cloud.images.push(`${image}:${tag}`);
  cloud.images.push(`${image}:recorded`, { digest: `sha256:${"a".repeat(64)}` });
  return cloud;
}

/** Plans every step of a scenario and applies all but the last; gives the plans by step. */
export async function replay(scenario: string): Promise<Map<string, Plan>> {
  const folder = mkdtempSync(join(tmpdir(), `oracle-${scenario}-`));
  const cloud = newCloud(folder);
  const environment = { DIGITALOCEAN_TOKEN: "sandbox", GITHUB_TOKEN: "sandbox", GITHUB_OWNER: "acme" };
  const providers = await startProviders(cloud, { environment });
  try {
    const terraform = terraformIn(folder, providers.env);
    const plans = new Map<string, Plan>();
    const all = steps(scenario);
    for (const step of all) {
      writeFileSync(join(folder, "main.tf.json"), step.configuration);
      for (const drift of step.driftBefore) deployImage(cloud, drift.app, drift.image_tag);
      if (plans.size === 0) await terraform("init", "-input=false");
      await terraform("plan", "-input=false", "-out=plan");
      plans.set(step.name, JSON.parse(await terraform("show", "-json", "plan")) as Plan);
      if (step !== all[all.length - 1]) await terraform("apply", "-input=false", "plan");
    }
    return plans;
  } finally {
    await providers.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function terraformIn(folder: string, env: Record<string, string>) {
  const { command } = findTerraform();
  const { TF_CLI_CONFIG_FILE: _unused, ...inherited } = process.env;
  const options = { cwd: folder, env: { ...inherited, ...env, CHECKPOINT_DISABLE: "1" }, maxBuffer: 2 ** 28 };
  return async (subcommand: string, ...args: string[]): Promise<string> => {
    const call = run(command, [subcommand, "-no-color", ...args], options);
    const { stdout } = await call.catch((error) => {
      throw new Error(`terraform ${subcommand}: ${error.stdout}${error.stderr}`);
    });
    return stdout;
  };
}

/** A pipeline deploys another tag behind Terraform's back. */
function deployImage(cloud: Cloud, name: string, tag: string): void {
  const app = cloud.digitalocean.apps.list().find((each) => each.spec.name === name);
  if (app === undefined) throw new Error(`there is no app ${name}`);
  const services = (app.spec.services ?? []).map((service) =>
    service.image === undefined ? service : { ...service, image: { ...service.image, tag } },
  );
  cloud.digitalocean.apps.update(app.id, { spec: { ...app.spec, services } });
}
